"""What the domain asks of the world, a module for each room; db, matching and interchange answer."""

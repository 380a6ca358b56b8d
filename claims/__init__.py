"""The domain: claims, what is known about them, and when to say so. Standard library only."""

"""What people can do, one file per audience; each defers to a desk and shows what comes back."""

"""Accuracy: one table of every figure the matcher is held to."""

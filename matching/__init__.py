"""Matching: text in, reading and ranked matches out; pure computation."""

"""Prints how well messages are matched: python -m evals.accuracy."""

from evals.accuracy.command import main

main()

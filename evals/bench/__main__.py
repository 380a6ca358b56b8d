"""Runs the measurements: python -m evals.bench."""

import sys

from evals.bench import main

main(sys.argv[1:])

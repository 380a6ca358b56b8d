"""Evaluation: sets of messages in, tables of accuracy and speed out."""

import os

# As in production (bot/cli.py), and before numpy is imported, which reads it once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

"""`python -m bot`, the same as `caveat`."""

from bot.cli import main

main()

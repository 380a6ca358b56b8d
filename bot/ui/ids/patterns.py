"""What the patterns of several rooms have in common."""

SLUG = r"(?P<slug>[a-z0-9-]{1,60})"
MESSAGE = r"(?P<message>\d{1,20})"
NUMBER = r"(?P<number>\d{1,18})"
REVISION = r"(?P<revision>\d{1,18})"
PAGE_NUMBER = r"(?P<page>\d{1,4})"
# What was typed, or a file that was sent, is held by the process until its button is pressed.
HELD = r"(?P<token>[0-9a-f]{16})"

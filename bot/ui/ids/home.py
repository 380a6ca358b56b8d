"""The desk's front page."""

HOME = "home"
RECORD = "home:record"

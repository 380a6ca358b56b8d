"""How things look in Discord: domain values in, views out. Pure, no I/O but the buttons' own answers."""

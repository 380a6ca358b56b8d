"""What a person wants kept about them."""

# These say all there is to say; who pressed them Discord tells.
STOP_READING = "privacy:stop"
READ_AGAIN = "privacy:read"
ERASE = "privacy:erase"
ERASE_FOR_SURE = "privacy:sure"
ERASE_NOTHING = "privacy:keep"

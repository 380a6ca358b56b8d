"""Discord on loopback: REST v10, gateway v10 and a page to act as its people."""

"""The running program: settings, client, wiring, and everything people see."""

"""The stores: claims, events, notes, settings and the audit trail, in SQLite or PostgreSQL."""

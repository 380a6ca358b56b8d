"""What the controls' custom_ids look like, a module for each room: written here, and read back in `cogs`.

Discord allows 100 characters (Component Object, custom_id).
"""

"""What the controls' custom_ids look like."""

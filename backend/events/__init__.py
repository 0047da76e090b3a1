"""What happened: the audit trail, the history of a thing and the live feed."""

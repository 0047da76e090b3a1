"""Replays: what last quarter's inspections would have scored with the draft of a checklist."""

"""How HQ writes a checklist: a draft that is saved by itself, and its way to becoming a version."""

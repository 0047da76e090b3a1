"""Storewalk: the back-of-house app of a chain of stores."""

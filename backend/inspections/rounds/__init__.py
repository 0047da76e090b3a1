"""Rounds: which stores are walked how often, and the tasks that come of it."""

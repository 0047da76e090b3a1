"""Faults: real processes, killed for good in the worst moment."""

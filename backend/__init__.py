"""Storewalk: the back-of-house app of a chain of stores."""

import os

__version__ = "0.1.0"

# Piccolo finds the engine and the tables through this name, also when its own command line runs.
os.environ.setdefault("PICCOLO_CONF", "backend.database")

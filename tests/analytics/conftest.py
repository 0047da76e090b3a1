"""The clock that orders are placed by."""

from tests.ordering.conftest import clock

__all__ = ["clock"]

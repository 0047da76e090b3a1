"""The push service, at the door of every test of this folder."""

from tests.doors.push_service import push_service

__all__ = ["push_service"]

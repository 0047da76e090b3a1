"""What the company reckons for each kind of work, and how much of it one shift can take."""

from typing import Annotated

import msgspec

from backend.wire import Document, Severity

NAME = "workload"
Minutes = Annotated[int, msgspec.Meta(ge=0, le=480)]
Seconds = Annotated[int, msgspec.Meta(ge=0, le=3600)]


class FixMinutes(Document):
    """Minutes to fix one issue and prove it, by severity."""

    critical: Minutes = 20
    high: Minutes = 15
    medium: Minutes = 10
    low: Minutes = 5

    def of(self, severity: Severity) -> int:
        """Return the minutes of one severity."""
        minutes: int = getattr(self, severity)
        return minutes


class WorkloadRules(Document):
    """Minutes and seconds per piece of work; with `count_days` 0 nobody is asked to count."""

    fix: FixMinutes = FixMinutes()
    order_minutes: Minutes = 2
    order_line_seconds: Seconds = 5
    receive_minutes: Minutes = 5
    receive_line_seconds: Seconds = 20
    count_product_seconds: Seconds = 12
    count_days: Annotated[int, msgspec.Meta(ge=0, le=90)] = 7
    shift_minutes: Annotated[int, msgspec.Meta(ge=5, le=1440)] = 60


class WorkloadRulesIn(Document):
    """Choices, and the version they change."""

    based_on: int
    rules: WorkloadRules


class WorkloadRulesOut(Document):
    """The choices that count; version 0 is the product's own."""

    version: int
    rules: WorkloadRules

"""Who hears of which rung of a deadline's ladder, by severity; pure."""

from typing import Literal

from backend.wire import Severity

Audience = Literal["owner", "manager", "supervisor", "region"]

REGION_FROM: dict[Severity, int] = {"critical": 1, "high": 3, "medium": 7, "low": 7}
"""From how many days overdue on those above the supervisor hear of it, too."""


def audience_of(rung: str, step: int, severity: Severity) -> tuple[Audience, ...]:
    """Name who hears of a rung: `step` counts days overdue, or the times that nobody acknowledged."""
    match rung:
        case "due_soon":
            return ("owner",)
        case "due":
            return ("owner", "manager")
        case "unacknowledged":
            return ("manager",) if step == 1 else ("supervisor",)
        case _ if step >= REGION_FROM[severity]:
            return ("supervisor", "region")
        case _:
            return ("supervisor",)

"""When a store should be walked again, by what was found last and what is still open; told in one reason."""

from dataclasses import dataclass
from typing import Literal

Why = Literal["never", "failed", "score", "overdue_issues", "open_issues", "routine"]

# Days until the next walk by the score of the last one, in millionths.
BY_SCORE = ((700_000, 7), (800_000, 14), (900_000, 21))
ROUTINE, SOON, LATER = 30, 7, 14
MANY_OPEN = 5


@dataclass(frozen=True, slots=True)
class Advice:
    """In how many days after the last walk to come again, and the reason that asks for it soonest."""

    days: int
    reason: Why


def advise(*, score_e6: int | None, failed: bool, open_issues: int, overdue_issues: int) -> Advice:
    """Advise by the strictest of all reasons; a store without a score is judged by the rest."""
    advices = [Advice(ROUTINE, "routine")]
    if score_e6 is not None:
        advices += [Advice(days, "score") for below, days in BY_SCORE if score_e6 < below][:1]
    if open_issues >= MANY_OPEN:
        advices.append(Advice(LATER, "open_issues"))
    if overdue_issues > 0:
        advices.append(Advice(SOON, "overdue_issues"))
    if failed:
        advices.append(Advice(SOON, "failed"))
    return min(advices, key=lambda advice: advice.days)

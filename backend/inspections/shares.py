"""From points to the share of an inspection, by each mode; pwa/src/answering/shares.ts says the same."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from backend.checklists.document import ChecklistDocument
from backend.inspections.tally import Line, Tally

Earned = Callable[[Tally], int]


def raw_points(one: Tally) -> int:
    """Points before red lines."""
    return one.earned


def adjusted_points(one: Tally) -> int:
    """Points after red lines."""
    return one.adjusted


def share_of(document: ChecklistDocument, tallies: Sequence[Tally], earned: Earned) -> Fraction | None:
    """Divide what was earned by what was possible; null where nothing was."""
    if document.mode == "weighted_sections":
        return weighted_share(document, tallies, earned)
    possible = sum(one.possible for one in tallies)
    if possible <= 0:
        return None
    if document.repeats == "pooled":
        return Fraction(sum(earned(one) for one in tallies), possible)
    worth = (mean_worth(repeats, earned) for repeats in per_section(document, tallies))
    return sum(worth, Fraction(0)) / possible


def mean_worth(repeats: Sequence[Tally], earned: Earned) -> Fraction:
    """Return a section's points when every instance weighs the same, whatever was possible in it.

    The section as a whole keeps its possible points, so that one that does not repeat is worth what it
    earned. An instance in which nothing was possible has no share; points it lost stay lost.
    """
    shares = [Fraction(earned(one), one.possible) for one in repeats if one.possible > 0]
    lost = sum(earned(one) for one in repeats if one.possible <= 0)
    if not shares:
        return Fraction(lost)
    return sum(shares, Fraction(0)) / len(shares) * sum(one.possible for one in repeats) + lost


def weighted_share(document: ChecklistDocument, tallies: Sequence[Tally], earned: Earned) -> Fraction | None:
    """Weigh the share of every section in which something was possible."""
    total, weights = Fraction(0), 0
    for repeats in per_section(document, tallies):
        share = section_share(document, repeats, earned)
        if share is not None:
            weight = repeats[0].section.weight
            total, weights = total + weight * share, weights + weight
    return total / weights if weights > 0 else None


def section_share(document: ChecklistDocument, repeats: Sequence[Tally], earned: Earned) -> Fraction | None:
    """Return the share of a section over its instances, by the checklist's policy for repeats."""
    possible = sum(one.possible for one in repeats)
    if possible <= 0:
        return None
    if document.repeats == "pooled":
        return Fraction(sum(earned(one) for one in repeats), possible)
    return mean_worth(repeats, earned) / possible


def per_section(document: ChecklistDocument, tallies: Sequence[Tally]) -> list[list[Tally]]:
    """Return the instances of every section, in the order of the checklist."""
    groups: dict[str, list[Tally]] = {section.id: [] for section in document.sections}
    for one in tallies:
        groups[one.section.id].append(one)
    return list(groups.values())


def deductions(tallies: Sequence[Tally], *, zeroed: bool) -> list[list[int]]:
    """Return what every line of every tally takes after the caps of its question and its section.

    Caps are used up in the order of the checklist. With `zeroed`, a section that a red line zeroed takes
    of each question that counts at least one deduction.
    """
    left_in_question: dict[str, int | None] = {}
    left_in_section: dict[str, int | None] = {}
    taken: list[list[int]] = []
    for one in tallies:
        left_in_section.setdefault(one.section.id, one.section.deduction_cap)
        amounts: list[int] = []
        for line in one.lines:
            id = line.question.id
            left_in_question.setdefault(id, line.question.deduction_cap)
            amount = wanted(line, zeroed=zeroed and one.is_zeroed)
            amount = within(within(amount, left_in_question[id]), left_in_section[one.section.id])
            left_in_question[id] = less(left_in_question[id], amount)
            left_in_section[one.section.id] = less(left_in_section[one.section.id], amount)
            amounts.append(amount)
        taken.append(amounts)
    return taken


def wanted(line: Line, *, zeroed: bool) -> int:
    """Return what a line would take if there were no caps."""
    return max(line.takes, line.may_take) if zeroed and line.counts else line.takes


def within(amount: int, left: int | None) -> int:
    """Cut an amount to what a cap has left."""
    return amount if left is None else min(amount, left)


def less(left: int | None, amount: int) -> int | None:
    """Use a cap up."""
    return None if left is None else left - amount


def left_of_base(
    document: ChecklistDocument, tallies: Sequence[Tally], taken: Sequence[Sequence[int]]
) -> Fraction | None:
    """Return what deductions leave of the base, never below 0; null where no question counted."""
    if not any(line.counts for one in tallies for line in one.lines):
        return None
    return Fraction(max(0, document.base - sum(map(sum, taken))), document.base)

"""Why an order waits, short enough for the push of whoever may say yes: pure."""

from collections.abc import Iterator
from itertools import islice

from backend.ordering.held.schemas import FarLine, PassedAmount, PassedBudget, PassedLimits
from backend.ordering.letter import amount
from backend.ordering.spoken_day import spoken_day
from backend.wire import Bilingual

FAR_LINES = 2  # as many as a locked phone shows; the order has them all
SYMBOLS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}

Both = tuple[str, str]


def say_limits(passed: PassedLimits, currency: str) -> Bilingual:
    """Say every limit that was passed and by how much, in each language."""
    both = list(parts(passed, currency))
    return Bilingual(zh="；".join(zh for zh, _ in both), en="; ".join(en for _, en in both))


def parts(passed: PassedLimits, currency: str) -> Iterator[Both]:
    """Say one limit after the other."""
    if passed.amount:
        yield say_amount(passed.amount, currency)
    if passed.budget:
        yield say_budget(passed.budget, currency)
    yield from map(say_line, islice(passed.far_lines, FAR_LINES))
    if (others := len(passed.far_lines) - FAR_LINES) > 0:
        yield f"另有 {others} 种和建议差很多", f"{others} more far from the suggestion"


def say_amount(passed: PassedAmount, currency: str) -> Both:
    """Say how much the order costs beside the limit."""
    order, limit = money(passed.order_minor, currency), money(passed.limit_minor, currency)
    return f"金额 {order} 超过审批线 {limit}", f"{order} is above the limit of {limit}"


def say_budget(passed: PassedBudget, currency: str) -> Both:
    """Say by how much the order is beyond the budget."""
    budget = money(passed.amount_minor, currency)
    over = money(passed.spent_minor + passed.order_minor - passed.amount_minor, currency)
    until = spoken_day(passed.to_on)
    return (
        f"到 {until['zh']}的预算 {budget} 超出 {over}",
        f"{over} over the budget of {budget} until {until['en']}",
    )


def say_line(line: FarLine) -> Both:
    """Say what was ordered beside what was suggested."""
    return (
        f"{line.name.zh}：建议 {line.suggested_packs}，订了 {line.packs}",
        f"{line.name.en}: {line.packs} instead of {line.suggested_packs}",
    )


def money(minor: int, currency: str) -> str:
    """Write an amount as people read it: thousands apart, no cents where there are none."""
    value = amount(minor, currency)
    whole = value == value.to_integral_value()
    return f"{SYMBOLS.get(currency, currency + ' ')}{value:{',.0f' if whole else ',f'}}"

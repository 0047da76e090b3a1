"""What became of a changed line, in one honest sentence of each language: pure."""

from datetime import date

import msgspec

from backend.ordering.spoken_day import spoken_day
from backend.wire import Bilingual

REASONS = {
    "event": ("活动", "event"),
    "display": ("陈列", "display"),
    "quality": ("品质", "quality"),
    "no_space": ("放不下", "no space"),
    "other": ("其他", "other"),
    "as_before": ("照上次", "as before"),
    "order_value": ("凑起订", "minimum value"),
}
UNKNOWN = {
    "not_counted": (
        "没有盘点，不知道后来怎样",
        "nobody counted it, so nobody can say",
    ),
    "came_otherwise": (
        "中间从别处到了货，不知道没订会怎样",
        "it came by another way meanwhile, so nobody can say",
    ),
    "not_counted_before": (
        "到货前没有盘点，不知道后来怎样",
        "nobody counted before it came, so nobody can say",
    ),
    "not_counted_after": (
        "到货后没有盘点，也没有销量，不知道后来怎样",
        "it was neither counted nor are its sales known, so nobody can say",
    ),
    "contradicts": (
        "盘点和账面对不上，不知道后来怎样",
        "counts and ledger contradict one another, so nobody can say",
    ),
}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one changed line, in base units but for the packs."""

    suggested_packs: int
    packs: int
    reason: str | None
    received_units: int
    base_unit: Bilingual
    basis: str
    because: str
    used: int | None
    wasted: int | None
    went: int | None
    left: int | None
    ran_out_on: date | None
    lasted_units: int | None = None
    days_out: int | None = None


def say_outcome(told: Told) -> Bilingual:
    """Say what was suggested, what was taken and why, and what became of it."""
    zh, en = REASONS.get(told.reason or "", ("", ""))
    if told.packs == 0:
        tail_zh, tail_en = how_it_went(told)
        head_zh = f"建议 {told.suggested_packs} 箱，没有订" + (f"（{zh}）" if zh else "")
        head_en = f"Took none instead of {told.suggested_packs}" + (f" ({en})" if en else "")
        return Bilingual(zh=f"{head_zh}：{tail_zh}。", en=f"{head_en}: {tail_en}.")
    head_zh = f"建议 {told.suggested_packs} 箱，订了 {told.packs} 箱" + (f"（{zh}）" if zh else "")
    head_zh += f"，到货 {told.received_units} {told.base_unit.zh}"
    packs = "pack" if told.packs == 1 else "packs"
    head_en = f"Took {told.packs} {packs} instead of {told.suggested_packs}" + (f" ({en})" if en else "")
    head_en += f", {told.received_units} came"
    tail_zh, tail_en = tails(told)
    return Bilingual(zh=f"{head_zh}：{tail_zh}。", en=f"{head_en}: {tail_en}.")


def tails(told: Told) -> tuple[str, str]:
    """Say what became of it; by daily sales what is left is reckoned, not counted, and is called so."""
    out_zh, out_en = ran_out(told.ran_out_on)
    if told.basis == "unknown":
        zh, en = UNKNOWN[told.because]
        return zh + out_zh, en + out_en
    unit = told.base_unit
    counted = told.basis == "counts"
    parts = [
        (told.used, "卖出或用掉" if counted else "卖出", "sold or used" if counted else "sold"),
        (told.wasted, "报损", "written off"),
        (told.went, "调走或少了", "sent away or missing"),
        (told.left, "剩" if counted else "按销量算剩", "left" if counted else "left by the sales"),
    ]
    shown = [(units, zh, en) for at, (units, zh, en) in enumerate(parts) if units or at == 0]
    zh = "，".join(f"{words} {units or 0} {unit.zh}" for units, words, _ in shown)
    return zh + out_zh, ", ".join(f"{units or 0} {words}" for units, _, words in shown) + out_en


def how_it_went(told: Told) -> tuple[str, str]:
    """Say of what was not ordered whether what was there lasted."""
    if told.basis == "unknown":
        return UNKNOWN[told.because]
    if told.ran_out_on is not None:
        days = told.days_out or 0
        zh, en = ran_out(told.ran_out_on)
        return (
            f"{zh.removeprefix('；')}，共 {days} 天没有货",
            f"{en.removeprefix('; ')}, {days} {'day' if days == 1 else 'days'} without any",
        )
    left, unit = told.lasted_units or 0, told.base_unit
    if told.basis == "counts":
        return f"没有断货，盘点还剩 {left} {unit.zh}", f"it lasted, {left} left"
    return f"没有断货，按销量算还剩 {left} {unit.zh}", f"it lasted, {left} left by the sales"


def ran_out(day: date | None) -> tuple[str, str]:
    """Say on which day there was none."""
    if day is None:
        return "", ""
    said = spoken_day(day)
    return f"；{said['zh']}断货", f"; it ran out on {said['en']}"

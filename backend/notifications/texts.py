"""The words of a notification, in the language of whoever reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_TITLE = 80
LONGEST_BODY = 240

Param = str | int | Mapping[str, str]
"""A word, a number, or the same words in both languages: {"zh": ..., "en": ...}."""


class Kind(StrEnum):
    """What a notification speaks of."""

    issues_raised = "issues.raised"
    issue_raised = "issue.raised"
    red_line = "issue.red_line"
    issue_fixed = "issue.fixed"
    issue_verified = "issue.verified"
    issue_rejected = "issue.rejected"
    issue_overdue = "issue.overdue"
    order_sent = "order.sent"
    order_refused = "order.refused"
    order_moved = "order.moved"


@dataclass(frozen=True)
class Words:
    """A title and a line below it."""

    title: str
    body: str


TEXTS: dict[Kind, dict[str, Words]] = {
    Kind.issues_raised: {
        "zh": Words("{store}：{count} 项待整改", "{person} 巡店发现：{question}"),
        "en": Words("{store}: issues to fix: {count}", "{person} found on the walk: {question}"),
    },
    Kind.issue_raised: {
        "zh": Words("{store}：新的整改单", "{person}：{question}"),
        "en": Words("{store}: new issue", "{person}: {question}"),
    },
    Kind.red_line: {
        "zh": Words("红线项！{store}", "{question}，请立即处理"),
        "en": Words("Red line! {store}", "{question}. Act now."),
    },
    Kind.issue_fixed: {
        "zh": Words("{store}：已整改，请复核", "{person}：{question}"),
        "en": Words("{store}: fixed, please verify", "{person}: {question}"),
    },
    Kind.issue_verified: {
        "zh": Words("{store}：复核通过", "{question}"),
        "en": Words("{store}: fix verified", "{question}"),
    },
    Kind.issue_rejected: {
        "zh": Words("{store}：整改被驳回", "{question}：{reason}"),
        "en": Words("{store}: fix rejected", "{question}: {reason}"),
    },
    Kind.issue_overdue: {
        "zh": Words("{store}：整改已逾期", "{question}"),
        "en": Words("{store}: issue overdue", "{question}"),
    },
    Kind.order_sent: {
        "zh": Words("订货单 {number} 已发送", "{store} 的订货单已发给 {supplier}"),
        "en": Words("Order {number} sent", "The order of {store} went to {supplier}"),
    },
    Kind.order_moved: {
        "zh": Words("订货单 {number} 已过截单时间", "{store} 的订货改为 {delivery} 到货"),
        "en": Words("Order {number} came after the cut-off", "The order of {store} is now for {delivery}"),
    },
    Kind.order_refused: {
        "zh": Words("订货单 {number} 未能发送", "{supplier} 没有收到 {store} 的订货单：{reason}"),
        "en": Words("Order {number} was not sent", "{supplier} did not get the order of {store}: {reason}"),
    },
}


def word(kind: str, params: Mapping[str, Param], locale: str) -> Words:
    """Word a notification; raises KeyError when a word of the sentence is not among the params."""
    language = language_of(locale)
    text = TEXTS[Kind(kind)][language]
    words = {name: in_language(param, language) for name, param in params.items()}
    return Words(
        clip(text.title.format_map(words), LONGEST_TITLE), clip(text.body.format_map(words), LONGEST_BODY)
    )


def language_of(locale: str) -> str:
    """Choose between the two languages there are; Chinese comes first."""
    return "en" if locale.lower().startswith("en") else "zh"


def in_language(param: Param, language: str) -> str:
    return param[language] if isinstance(param, Mapping) else str(param)


def clip(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"

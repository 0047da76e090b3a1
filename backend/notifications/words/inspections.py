"""What there is to say about inspections."""

from enum import StrEnum

from backend.notifications.words import Texts, Words


class Kind(StrEnum):
    """What a notification about an inspection speaks of."""

    issues_raised = "issues.raised"


TEXTS: Texts = {
    Kind.issues_raised: {
        "zh": Words("{store}：{count} 项待整改", "{person} 巡店发现：{question}"),
        "en": Words("{store}: issues to fix: {count}", "{person} found on the walk: {question}"),
    },
}

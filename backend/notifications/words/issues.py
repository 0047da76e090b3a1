"""What there is to say about issues."""

from enum import StrEnum

from backend.notifications.words import Action, Actions, Texts, Words


class Kind(StrEnum):
    """What a notification about an issue speaks of."""

    issue_raised = "issue.raised"
    red_line = "issue.red_line"
    issue_fixed = "issue.fixed"
    issue_verified = "issue.verified"
    issue_rejected = "issue.rejected"
    issue_overdue = "issue.overdue"
    outside_words = "issue.outside_words"


TEXTS: Texts = {
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
    Kind.outside_words: {
        "zh": Words("{person}：{store}的留言", "{question}：{words}"),
        "en": Words("{person} writes about {store}", "{question}: {words}"),
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
}

FIX = Action("fix", "去整改", "Fix", "?deed=fix")
VERIFY = Action("verify", "去复核", "Verify", "?deed=verify")

ACTIONS: Actions = {
    Kind.issue_raised: FIX,
    Kind.red_line: FIX,
    Kind.issue_rejected: FIX,
    Kind.issue_overdue: FIX,
    Kind.issue_fixed: VERIFY,
}

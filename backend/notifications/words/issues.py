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
    issue_due_soon = "issue.due_soon"
    issues_due_soon = "issues.due_soon"
    issue_due = "issue.due"
    issues_due = "issues.due"
    issues_overdue = "issues.overdue"
    issue_unacknowledged = "issue.unacknowledged"
    issues_unacknowledged = "issues.unacknowledged"
    nudged = "issue.nudged"
    cannot_fix = "issue.cannot_fix"
    cannot_fix_granted = "issue.cannot_fix_granted"
    cannot_fix_refused = "issue.cannot_fix_refused"
    disputed = "issue.disputed"
    dispute_upheld = "issue.dispute_upheld"
    dispute_amended = "issue.dispute_amended"
    dispute_withdrawn = "issue.dispute_withdrawn"
    transferred = "issue.transferred"
    cancelled = "issue.cancelled"
    reopened = "issue.reopened"
    recurred = "issue.recurred"
    widespread = "widespread.opened"


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
        "en": Words("{store}: the helper writes", "{person} about {question}: {words}"),
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
        "zh": Words("{store}：整改已逾期 {days} 天", "{question}"),
        "en": Words("{store}: issue overdue, days: {days}", "{question}"),
    },
    Kind.issue_due_soon: {
        "zh": Words("{store}：整改快到期了", "{question}"),
        "en": Words("{store}: soon due", "{question}"),
    },
    Kind.issues_due_soon: {
        "zh": Words("{store}：{count} 项整改快到期了", "最急的一项：{question}"),
        "en": Words("{store}: {count} issues soon due", "The most urgent: {question}"),
    },
    Kind.issue_due: {
        "zh": Words("{store}：整改到期了", "{question}"),
        "en": Words("{store}: issue due now", "{question}"),
    },
    Kind.issues_due: {
        "zh": Words("{store}：{count} 项整改到期了", "最急的一项：{question}"),
        "en": Words("{store}: {count} issues due now", "The most urgent: {question}"),
    },
    Kind.issues_overdue: {
        "zh": Words("{store}：{count} 项整改已逾期 {days} 天", "最急的一项：{question}"),
        "en": Words("{store}: {count} issues overdue, days: {days}", "The most urgent: {question}"),
    },
    Kind.issue_unacknowledged: {
        "zh": Words("{store}：整改单还没有人确认", "{question}"),
        "en": Words("{store}: nobody has acknowledged an issue", "{question}"),
    },
    Kind.issues_unacknowledged: {
        "zh": Words("{store}：{count} 项整改单还没有人确认", "最急的一项：{question}"),
        "en": Words("{store}: {count} issues not acknowledged", "The most urgent: {question}"),
    },
    Kind.nudged: {
        "zh": Words("{person} 催办：{store} {count} 项", "{question}"),
        "en": Words("{store}: please hurry, issues: {count}", "{person}: {question}"),
    },
    Kind.cannot_fix: {
        "zh": Words("{store}：说明无法整改，请处理", "{question}：{reason}"),
        "en": Words("{store} cannot fix it, please decide", "{question}: {reason}"),
    },
    Kind.cannot_fix_granted: {
        "zh": Words("{store}：已改派他人整改", "{question}：{reason}"),
        "en": Words("{store}: handed to somebody else", "{question}: {reason}"),
    },
    Kind.cannot_fix_refused: {
        "zh": Words("{store}：请继续整改", "{question}：{reason}"),
        "en": Words("{store}: please go on fixing", "{question}: {reason}"),
    },
    Kind.disputed: {
        "zh": Words("{store}：提出申诉，请裁定", "{question}：{reason}"),
        "en": Words("{store} disputes a finding, please decide", "{question}: {reason}"),
    },
    Kind.dispute_upheld: {
        "zh": Words("{store}：申诉裁定——维持", "{question}：{reason}"),
        "en": Words("{store}: the finding stands", "{question}: {reason}"),
    },
    Kind.dispute_amended: {
        "zh": Words("{store}：申诉裁定——调整", "{question}：{reason}"),
        "en": Words("{store}: the finding was amended", "{question}: {reason}"),
    },
    Kind.dispute_withdrawn: {
        "zh": Words("{store}：申诉裁定——撤回", "{question}：{reason}"),
        "en": Words("{store}: the finding was withdrawn", "{question}: {reason}"),
    },
    Kind.transferred: {
        "zh": Words("{store}：整改单转交给您", "{question}：{reason}"),
        "en": Words("{store}: an issue is yours now", "{question}: {reason}"),
    },
    Kind.cancelled: {
        "zh": Words("{store}：整改单已撤销", "{question}：{reason}"),
        "en": Words("{store}: an issue was cancelled", "{question}: {reason}"),
    },
    Kind.reopened: {
        "zh": Words("{store}：整改单重新打开", "{question}：{reason}"),
        "en": Words("{store}: an issue was opened again", "{question}: {reason}"),
    },
    Kind.recurred: {
        "zh": Words("{store}：问题第 {count} 次复发", "{person} 再次发现：{question}"),
        "en": Words("{store}: it came back, times: {count}", "{person} found again: {question}"),
    },
    Kind.widespread: {
        "zh": Words("共性问题：{count} 家门店", "{question}"),
        "en": Words("The same problem in {count} stores", "{question}"),
    },
}

FIX = Action("fix", "去整改", "Fix", "?deed=fix")
VERIFY = Action("verify", "去复核", "Verify", "?deed=verify")
DECIDE = Action("decide", "去处理", "Decide", "?deed=decide")

ACTIONS: Actions = {
    Kind.issue_raised: FIX,
    Kind.red_line: FIX,
    Kind.issue_rejected: FIX,
    Kind.issue_overdue: FIX,
    Kind.issue_fixed: VERIFY,
    Kind.issue_due_soon: FIX,
    Kind.issue_due: FIX,
    Kind.transferred: FIX,
    Kind.reopened: FIX,
    Kind.cannot_fix_refused: FIX,
    Kind.dispute_upheld: FIX,
    Kind.cannot_fix: DECIDE,
    Kind.disputed: DECIDE,
}

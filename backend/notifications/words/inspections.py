"""What there is to say about inspections."""

from enum import StrEnum

from backend.notifications.words import Texts, Words


class Kind(StrEnum):
    """What a notification about an inspection speaks of."""

    issues_raised = "issues.raised"
    task_assigned = "task.assigned"
    task_taken_back = "task.taken_back"
    task_missed = "task.missed"


TEXTS: Texts = {
    Kind.issues_raised: {
        "zh": Words("{store}：{count} 项待整改", "{person} 巡店发现：{question}"),
        "en": Words("{store}: issues to fix: {count}", "{person} found on the walk: {question}"),
    },
    Kind.task_assigned: {
        "zh": Words("新任务：{store}", "{checklist}，{due} 前完成"),
        "en": Words("New task: {store}", "{checklist}, due {due}"),
    },
    Kind.task_taken_back: {
        "zh": Words("不用去了：{store}", "{checklist}（{due}）已交给别人"),
        "en": Words("No need to go: {store}", "{checklist} ({due}) was given to somebody else"),
    },
    Kind.task_missed: {
        "zh": Words("任务过期未做：{store}", "{checklist}，应在 {due} 前完成"),
        "en": Words("Task missed: {store}", "{checklist}, was due {due}"),
    },
}

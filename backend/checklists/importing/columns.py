"""The columns of our own layout: their headings in both languages, and the words that may stand in them."""

from collections.abc import Mapping

import msgspec

from backend.sheets.grid import Row


class LayoutColumn(msgspec.Struct, frozen=True):
    """One column: its headers, other headers that mean the same, its width and what to write in it."""

    key: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    width: int = 12
    hint: tuple[str, str] = ("", "")
    choices: tuple[str, ...] = ()


KINDS = {
    "choice": ("单选", "choice", "select"),
    "multi_choice": ("多选", "multi choice", "multiple"),
    "yes_no": ("是否", "yes/no", "是/否", "yes no", "判断"),
    "number": ("数字", "number", "数值"),
    "temperature": ("温度", "temperature"),
    "slider": ("滑块", "slider", "打分"),
    "text": ("文字", "text", "文本"),
    "date": ("日期", "date"),
    "time": ("时间", "time"),
    "date_time": ("日期时间", "date and time", "datetime"),
    "photo": ("照片", "photo", "拍照"),
    "signature": ("签名", "signature"),
    "barcode": ("条码", "barcode", "扫码"),
    "location": ("位置", "location", "定位"),
    "information": ("提示", "information", "说明", "note"),
}
RED_LINES = {
    "flag": ("标记", "flag", "是", "yes", "红线"),
    "fail_section": ("类目不合格", "fail section"),
    "fail_inspection": ("一票否决", "fail inspection", "整单不合格"),
    "zero_section": ("类目归零", "zero section"),
    "zero_inspection": ("总分归零", "zero inspection"),
    "cap": ("封顶", "cap"),
}
PHOTOS = {
    "never": ("不拍", "never", "否"),
    "optional": ("可拍", "optional", "选拍"),
    "on_fail": ("不合格时拍", "on fail", "不合格必拍", "不合格拍照"),
    "always": ("必拍", "always", "是", "必须"),
}
SEVERITIES = {
    "low": ("轻微", "low"),
    "medium": ("一般", "medium"),
    "high": ("严重", "high"),
    "critical": ("紧急", "critical"),
}
OWNERS = {
    "staff": ("店员", "staff"),
    "store_manager": ("店长", "store manager", "manager"),
    "supervisor": ("督导", "supervisor"),
    "hq": ("总部", "hq"),
    "admin": ("管理员", "admin"),
    "maintenance": ("维修", "maintenance"),
}
YES_NO = {"yes": ("是", "yes", "y", "true", "1", "√", "✓"), "no": ("否", "no", "n", "false", "0", "×")}
MODES = {
    "points": ("得分制", "points", "按分值"),
    "weighted_sections": ("类目加权", "weighted sections"),
    "deduction": ("扣分制", "deduction"),
}
UNANSWERED = {"zero": ("计0分", "zero", "0分", "按 0 分计"), "exclude": ("不计入", "exclude")}
REPEATS = {"pooled": ("合并计分", "pooled"), "mean_of_instances": ("取平均", "mean of instances", "mean")}


def words(vocabulary: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """List the first Chinese and the first English word of each value."""
    return tuple(word for names in vocabulary.values() for word in names[:2])


ANSWER_WORDS = ("是", "否", "yes", "no")
COLUMNS = (
    LayoutColumn("section", "类目", "Section", ("类目（中文）", "大类", "分类", "section (chinese)", "category"), 18,
                 ("空着就是上一行的类目", "Empty means the section of the row above")),
    LayoutColumn("section_en", "类目（英文）", "Section (English)", ("类目英文",), 18),
    LayoutColumn("section_id", "类目编号", "Section ID", (), 12),
    LayoutColumn("id", "编号", "ID", ("检查项编号", "id", "question id"), 12,
                 ("条件里用它；再次导入时凭它认出同一个检查项", "Conditions use it, and it survives into the next version")),
    LayoutColumn("text", "检查项", "Question (Chinese)", ("检查项（中文）", "检查内容", "检查项目", "题目"), 44),
    LayoutColumn("text_en", "检查项（英文）", "Question", ("question (english)", "检查项英文", "item"), 44),
    LayoutColumn("kind", "类型", "Kind", ("题型", "type"), 12, choices=words(KINDS)),
    LayoutColumn("options", "选项", "Options", ("答案", "answers"), 34,
                 ("一行一个：合格 | Pass = 1；不合格时写 = 0, 不合格；不计分写 = 不计分",
                  "One a line: 合格 | Pass = 1; write = 0, fail for one that fails, = not scored for one without points")),
    LayoutColumn("points", "分值", "Points", ("满分", "score"), 8,
                 ("是否题的分值，写在这里就是权重", "What a yes/no question earns; it becomes its weight")),
    LayoutColumn("weight", "权重", "Weight", (), 8),
    LayoutColumn("required", "必答", "Required", ("必填",), 8, choices=ANSWER_WORDS),
    LayoutColumn("na", "可选不适用", "Not applicable", ("不适用", "n/a"), 10, choices=ANSWER_WORDS),
    LayoutColumn("passes", "合格答案", "Passes", ("正确答案",), 10, ("是否题：答什么算合格", "Yes/no: which answer passes"),
                 ANSWER_WORDS),
    LayoutColumn("red_line", "红线", "Red line", ("红线项",), 14, choices=words(RED_LINES)),
    LayoutColumn("cap", "封顶分", "Cap", (), 8, ("红线为封顶时的最高分，0 到 100", "The highest score left by a cap, 0 to 100")),
    LayoutColumn("deduction", "扣分", "Deduction", (), 8),
    LayoutColumn("deduction_cap", "扣分上限", "Deduction cap", ("最多扣",), 8),
    LayoutColumn("min", "下限", "Minimum", ("最小值", "min"), 8),
    LayoutColumn("max", "上限", "Maximum", ("最大值", "max"), 8),
    LayoutColumn("unit", "单位", "Unit", (), 8),
    LayoutColumn("scale", "滑块范围", "Scale", (), 10, ("例如 0-10 或 0-100/5", "Such as 0-10, or 0-100/5 for steps of 5")),
    LayoutColumn("photos", "照片", "Photos", ("拍照",), 12, choices=words(PHOTOS)),
    LayoutColumn("photo_count", "照片张数", "Photo count", ("张数",), 8),
    LayoutColumn("note_on_fail", "不合格写说明", "Note on fail", (), 10, choices=ANSWER_WORDS),
    LayoutColumn("severity", "严重程度", "Severity", (), 10, choices=words(SEVERITIES)),
    LayoutColumn("category", "整改类别", "Issue category", (), 12),
    LayoutColumn("owner", "整改人", "Owner", ("责任人",), 10, choices=words(OWNERS)),
    LayoutColumn("hours", "整改时限（小时）", "Hours to fix", ("整改时限", "due hours"), 10),
    LayoutColumn("help", "说明", "Help (Chinese)", ("说明（中文）", "检查标准", "标准"), 30),
    LayoutColumn("help_en", "说明（英文）", "Help", ("help (english)",), 30),
    LayoutColumn("shown_if", "显示条件", "Shown if", ("条件",), 26,
                 ("例如 fryer = 是 且 oil > 4；门店.fryer = 是；fryer 不合格", "Such as fryer = yes and oil > 4; store.fryer = yes; fryer failed")),
    LayoutColumn("reference_photo", "参考照片", "Reference photo", (), 14,
                 ("照片的编号，导出时自动填写", "The name of the photo; an export fills it in")),
    LayoutColumn("response_set", "共享答案组", "Response set", (), 14,
                 ("共享答案组的编号，导出时自动填写", "The id of the shared set; an export fills it in")),
    LayoutColumn("repeats", "类目可重复", "Section repeats", ("重复",), 10, choices=ANSWER_WORDS),
    LayoutColumn("min_instances", "类目最少次数", "Fewest times", (), 10),
    LayoutColumn("max_instances", "类目最多次数", "Most times", (), 10),
    LayoutColumn("shuffled", "类目打乱顺序", "Section shuffled", (), 10, choices=ANSWER_WORDS),
    LayoutColumn("section_shown_if", "类目显示条件", "Section shown if", (), 26),
    LayoutColumn("section_weight", "类目权重", "Section weight", (), 10),
    LayoutColumn("section_pass_mark", "类目合格线", "Section pass mark", (), 10),
    LayoutColumn("must_pass", "类目必须合格", "Section must pass", (), 10, choices=ANSWER_WORDS),
    LayoutColumn("section_deduction_cap", "类目扣分上限", "Section deduction cap", (), 10),
)  # fmt: skip
SETTINGS = (
    LayoutColumn("name", "名称", "Name (Chinese)", ("名称（中文）", "检查表名称")),
    LayoutColumn("name_en", "名称（英文）", "Name", ("name (english)",)),
    LayoutColumn("mode", "计分方式", "Scoring", ("mode",), choices=words(MODES)),
    LayoutColumn("base", "起始分", "Base", ()),
    LayoutColumn("pass_mark", "合格线", "Pass mark", ()),
    LayoutColumn("unanswered", "没答的选答项", "Unanswered", (), choices=words(UNANSWERED)),
    LayoutColumn("repeat_score", "重复类目", "Repeats", (), choices=words(REPEATS)),
    LayoutColumn(
        "bands",
        "等级",
        "Grades",
        ("grade bands",),
        hint=("一行一个：优秀 | Excellent = 90, green", "One a line: 优秀 | Excellent = 90, green"),
    ),
)
# Our layout's column for the first word of a field's path.
COLUMN_OF = {
    "options": "options",
    "limits": "min",
    "redLine": "red_line",
    "text": "text",
    "help": "help",
    "id": "id",
    "shownIf": "shown_if",
    "allowNotApplicable": "na",
    "evidence": "photos",
    "capHundredths": "cap",
    "weight": "weight",
    "deduction": "deduction",
    "min": "scale",
    "max": "scale",
    "step": "scale",
    "title": "section",
    "raises": "severity",
    "passMarkHundredths": "section_pass_mark",
    "repeats": "repeats",
    "mustPass": "must_pass",
    "deductionCap": "deduction_cap",
    "minInstances": "min_instances",
    "maxInstances": "max_instances",
    "shuffled": "shuffled",
    "referencePhoto": "reference_photo",
    "responseSet": "response_set",
}
HEADERS_WITHIN = 10


def plain(text: str) -> str:
    """Return a header or a word without what differs only by taste."""
    simple = text.strip().strip("*＊:：").casefold().replace("（", "(").replace("）", ")").replace("／", "/")
    return " ".join(simple.replace("_", " ").split()).replace(" (", "(")


BY_HEADER = {plain(name): one.key for one in COLUMNS for name in (*one.also, one.en, one.zh)}
BY_SETTING = {plain(name): one.key for one in SETTINGS for name in (*one.also, one.en, one.zh)}


def value_of(vocabulary: Mapping[str, tuple[str, ...]], text: str) -> str | None:
    """Return the value that a word of the vocabulary means, in either language or as its own name."""
    known = {plain(word): value for value, names in vocabulary.items() for word in (*names, value)}
    return known.get(plain(text))


def find_header(rows: list[Row]) -> tuple[int, dict[str, int]] | None:
    """Find the row that names the columns; return its place and where each known column is."""
    for place, row in enumerate(rows[:HEADERS_WITHIN]):
        found: dict[str, int] = {}
        for index, cell in enumerate(row.cells):
            key = BY_HEADER.get(plain(cell))
            if key is not None:
                found.setdefault(key, index)
        if len(found) >= 2 and {"text", "text_en"} & found.keys():
            return place, found
    return None

"""What the company has chosen about issues: hours, categories and their owners, causes, phrases."""

from typing import Annotated
from uuid import UUID

import msgspec

from backend.people.schemas import PostCard, Role
from backend.stores.settings import read_setting
from backend.wire import Bilingual, Category, Document, Severity

NAME = "issues"
Hours = Annotated[int, msgspec.Meta(ge=1, le=8760)]


class SeverityHours(Document):
    """Working hours by severity."""

    critical: Hours
    high: Hours
    medium: Hours
    low: Hours

    def of(self, severity: Severity) -> int:
        """Return the hours of one severity."""
        hours: int = getattr(self, severity)
        return hours


class Cause(Document):
    """One root cause to choose from."""

    key: Category
    label: Bilingual


class CategoryRule(Document):
    """A category: its name, who answers for it, who alone may see it, and hours of its own."""

    key: Category
    label: Bilingual
    owner: UUID | None = None
    owner_role: Role | None = None
    seen_by: Annotated[tuple[Role, ...], msgspec.Meta(max_length=len(Role))] = ()
    due_hours: SeverityHours | None = None
    helper_email: Annotated[str, msgspec.Meta(max_length=200)] = ""


def both(zh: str, en: str) -> Bilingual:
    """Write a label in both languages."""
    return Bilingual(zh=zh, en=en)


CATEGORIES = (
    CategoryRule(key="general", label=both("综合", "General")),
    CategoryRule(key="empty_shelf", label=both("缺货", "Empty shelf")),
    CategoryRule(key="expired", label=both("过期", "Expired")),
    CategoryRule(key="wrong_stock", label=both("账实不符", "Wrong stock number")),
    CategoryRule(key="supplier", label=both("供应商", "Supplier")),
    CategoryRule(key="hygiene", label=both("卫生", "Hygiene")),
    CategoryRule(key="food_safety", label=both("食品安全", "Food safety")),
    CategoryRule(key="equipment", label=both("设备", "Equipment")),
    CategoryRule(key="safety", label=both("消防与安全", "Fire and safety")),
    CategoryRule(key="display", label=both("陈列", "Display")),
    CategoryRule(key="pricing", label=both("价格", "Pricing")),
    CategoryRule(key="people", label=both("人员", "People")),
    CategoryRule(key="documents", label=both("证照", "Licences")),
    CategoryRule(
        key="complaint", label=both("投诉与举报", "Complaint"), seen_by=(Role.supervisor, Role.hq, Role.admin)
    ),
)
CAUSES = (
    Cause(key="training", label=both("不会做：培训不足", "Not known how: training")),
    Cause(key="staffing", label=both("人手不够", "Not enough people")),
    Cause(key="procedure", label=both("流程不清楚", "Unclear procedure")),
    Cause(key="equipment", label=both("设备故障", "Broken equipment")),
    Cause(key="supplier", label=both("供应商原因", "The supplier")),
    Cause(key="discipline", label=both("会做没做到", "Known and not done")),
    Cause(key="other", label=both("其他", "Other")),
)
PHRASES = (
    both("照片看不清，请重拍", "The photo is unclear, please retake it"),
    both("没有整改到位", "Not fully fixed"),
    both("拍的不是同一个地方", "This is another place"),
    both("请对照标准照片整改", "Please match the reference photo"),
)


class IssueRules(Document):
    """Every choice about issues; hours are working hours of the store."""

    due_hours: SeverityHours = SeverityHours(critical=4, high=24, medium=72, low=168)
    answer_hours: SeverityHours = SeverityHours(critical=1, high=4, medium=24, low=48)
    reply_hours: Hours = 48
    probation_passes: Annotated[int, msgspec.Meta(ge=0, le=20)] = 2
    widespread_stores: Annotated[int, msgspec.Meta(ge=2, le=10_000)] = 3
    widespread_days: Annotated[int, msgspec.Meta(ge=1, le=366)] = 14
    cause_from: Severity = "high"
    categories: Annotated[tuple[CategoryRule, ...], msgspec.Meta(min_length=1, max_length=60)] = CATEGORIES
    causes: Annotated[tuple[Cause, ...], msgspec.Meta(max_length=40)] = CAUSES
    phrases: Annotated[tuple[Bilingual, ...], msgspec.Meta(max_length=20)] = PHRASES

    def category(self, key: str) -> CategoryRule:
        """Return the rule of a category; one that is not listed is like any other."""
        unlisted = CategoryRule(key=key or "general", label=both(key, key))
        return next((one for one in self.categories if one.key == key), unlisted)


class IssueRulesIn(Document):
    """Choices, and the version they change."""

    based_on: int
    rules: IssueRules


class IssueRulesOut(Document):
    """The choices that count; version 0 is the product's own."""

    version: int
    rules: IssueRules


class CategoryOwner(Document):
    """Somebody who can be named as the owner of a category, or is although they have left."""

    id: UUID
    name: str
    posts: list[PostCard]
    may_own: bool


class CategoryOwners(Document):
    """People found by name, whether there are more of them, and whoever is named now."""

    people: list[CategoryOwner]
    more: bool
    named: list[CategoryOwner]


async def issue_rules() -> IssueRules:
    """Return what the company has chosen about issues."""
    return await read_setting(NAME, IssueRules)

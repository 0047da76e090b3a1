"""What lies on HQ's desk in the demo: a checklist in its second version, its third to come, and a draft."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.checklists.document import ChecklistDocument, Option, Question, Section, YesNoQuestion
from backend.checklists.publish import publish
from backend.checklists.reading import find_version
from backend.checklists.sets.save import save_response_set
from backend.checklists.sets.schemas import ResponseSetIn
from backend.checklists.writing.publication import ask_for_publication
from backend.checklists.writing.save import save_draft
from backend.checklists.writing.schemas import DraftIn, PublicationIn
from backend.database import fetch, transaction
from backend.demo.company import person_id, signed_in
from backend.demo.duties import checklist_id
from backend.demo.names import demo_id
from backend.demo.story import checklist
from backend.wire import Bilingual, Sent, fingerprint

WRITER = "chen"
FIRST, SECOND, NEXT = timedelta(days=30), timedelta(days=12), timedelta(days=3)


async def fill_desk(anchor: datetime, patrol: UUID) -> None:
    """Publish the kitchen check twice and schedule a third version; leave a changed draft of the patrol."""
    async with transaction():
        if await fetch("SELECT 1 FROM checklist WHERE id = $1", checklist_id("kitchen")):
            return
        await keep_responses()
        await publish_kitchen(checklist("kitchen"), anchor)
        published = await find_version(patrol)
        assert published is not None, "it was published before"
        await leave_draft("checklist", rethought(published.document), patrol)


async def keep_responses() -> None:
    """A set of answers that several checklists share."""
    options = (
        Option(id="good", label=Bilingual(zh="良好", en="Good"), points=2, colour="green"),
        Option(id="fair", label=Bilingual(zh="尚可", en="Acceptable"), points=1, colour="amber"),
        Option(id="poor", label=Bilingual(zh="不合格", en="Poor"), points=0, failed=True, colour="red"),
        Option(id="na", label=Bilingual(zh="不适用", en="Not applicable"), points=0, scored=False),
    )
    name = Bilingual(zh="良好 / 尚可 / 不合格", en="Good / acceptable / poor")
    given = ResponseSetIn(revision=0, name=name, options=options)
    await save_response_set(demo_id("response set"), signed_in(WRITER), Sent(given, fingerprint(given)))


async def publish_kitchen(kitchen: ChecklistDocument, anchor: datetime) -> None:
    """Two versions that are out, and one that waits for its day."""
    id, writer = checklist_id("kitchen"), person_id(WRITER)
    await publish(id, before_the_hood(kitchen), writer, anchor - FIRST)
    note = "加上排烟罩一项（红线，封顶 70 分）；后厨整体整洁的权重改为 2"
    version = await publish(id, kitchen, writer, anchor - SECOND, note)
    await leave_draft("kitchen", stricter(kitchen), version)
    # A moment still to come, also where the month of the demo was counted back from another day.
    asked = PublicationIn(revision=1, note="合格线提高到 85 分，下周起执行", at=datetime.now(UTC) + NEXT)
    sent = Sent(asked, fingerprint(asked))
    await ask_for_publication(id, demo_id("publication of kitchen"), signed_in(WRITER), sent)


async def leave_draft(name: str, document: ChecklistDocument, based_on: UUID) -> None:
    """Save a draft as its writer would."""
    plain = msgspec.json.decode(msgspec.json.encode(document))
    draft = DraftIn(save_id=demo_id(f"draft of {name}"), revision=0, based_on=based_on, document=plain)
    await save_draft(checklist_id(name), signed_in(WRITER), Sent(draft, fingerprint(draft)))


def before_the_hood(kitchen: ChecklistDocument) -> ChecklistDocument:
    """The first version: nobody looked at the hood, and tidiness counted once."""
    lighter = changed(kitchen, "kitchen_order", lambda question: replace(question, weight=1))
    return without(lighter, "hood_clean")


def stricter(kitchen: ChecklistDocument) -> ChecklistDocument:
    """The third version: a higher mark, and a thermometer that is looked at longer."""
    help = Bilingual(zh="探头放中层 2 分钟再读数。", en="Read after two minutes on the middle shelf.")
    higher = replace(kitchen, pass_mark_hundredths=8500)
    return changed(higher, "cooler_temperature", lambda question: replace(question, help=help))


def rethought(patrol: ChecklistDocument) -> ChecklistDocument:
    """The patrol as HQ thinks of it now: prices and dates count more, one question goes, one comes."""
    heavier = changed(patrol, "labels_matched", lambda question: replace(question, weight=6))
    heavier = changed(heavier, "first_expired_first", lambda question: replace(question, weight=5))
    capped = changed(
        heavier, "aisles_clear", lambda question: replace(question, red_line="cap", cap_hundredths=7000)
    )
    bagged = YesNoQuestion(
        id="bags_offered",
        text=Bilingual(zh="收银主动询问是否需要购物袋", en="The till asks whether a bag is wanted"),
    )
    shorter = without(capped, "posters_current")
    last = shorter.sections[-1]
    sections = (*shorter.sections[:-1], replace(last, questions=(*last.questions, bagged)))
    return replace(shorter, pass_mark_hundredths=8800, sections=sections)


def changed(
    document: ChecklistDocument, id: str, change: Callable[[Question], Question]
) -> ChecklistDocument:
    """The document with one question changed."""
    return in_sections(document, lambda section: tuple(
        change(question) if question.id == id else question for question in section.questions
    ))  # fmt: skip


def without(document: ChecklistDocument, id: str) -> ChecklistDocument:
    """The document without one question."""
    return in_sections(
        document, lambda section: tuple(question for question in section.questions if question.id != id)
    )


def in_sections(
    document: ChecklistDocument, questions: Callable[[Section], tuple[Question, ...]]
) -> ChecklistDocument:
    """The document with other questions in each of its sections."""
    sections = tuple(replace(section, questions=questions(section)) for section in document.sections)
    return replace(document, sections=sections)

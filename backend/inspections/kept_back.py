"""What of an inspection named roles alone may read: the answers to questions of a confidential category.

Whoever made the inspection knows what it says, and reads all of it. Sums over whole sections stay.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from backend.checklists.document import Answer, ChecklistDocument
from backend.database import fetch
from backend.inspections.proof import Taking
from backend.inspections.schemas import AmendmentOut, Answered, ReceiptOut
from backend.inspections.score import Score
from backend.issues.rules import issue_rules
from backend.people.access import reachable_store_ids, reaches
from backend.people.person import SignedIn

FAILED_UNSEEN = """
    SELECT inspection.id, inspection.store, question #>> '{raises,category}' AS category, count(*) AS failed
    FROM inspection JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        LEFT JOIN LATERAL (SELECT score FROM amendment WHERE amendment.inspection = inspection.id
            ORDER BY number DESC LIMIT 1) AS newest ON true
        CROSS JOIN LATERAL jsonb_array_elements(document -> 'sections') AS section
        CROSS JOIN LATERAL jsonb_array_elements(section -> 'questions') AS question
        JOIN LATERAL jsonb_array_elements(coalesce(newest.score, inspection.score) -> 'failed') AS failed
            ON failed ->> 'question' = question ->> 'id'
    WHERE inspection.id = ANY($1) AND inspection.person <> $2
        AND question #>> '{raises,category}' = ANY($3)
    GROUP BY inspection.id, inspection.store, category
"""


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Questions whose answers somebody may not read, and the photos that only they show."""

    questions: Collection[str] = ()
    photos: Collection[str] = ()

    def answers(self, answers: Sequence[Answer]) -> list[Answer]:
        """Leave the answers out."""
        return [answer for answer in answers if answer.question not in self.questions]

    def takings(self, takings: Sequence[Taking]) -> list[Taking]:
        """Leave out how their photos were taken."""
        return [one for one in takings if one.photo not in self.photos and one.marks not in self.photos]

    def named(self, photos: Sequence[str]) -> list[str]:
        """Leave the photos out of a list of names."""
        return [photo for photo in photos if photo not in self.photos]

    def score(self, score: Score) -> Score:
        """Leave out what the questions earned, which of them failed and which red line they were."""
        return replace(
            score,
            failed=tuple(one for one in score.failed if one.question not in self.questions),
            fired=tuple(one for one in score.fired if one.question not in self.questions),
            questions=tuple(one for one in score.questions if one.question not in self.questions),
        )

    def receipt(self, receipt: ReceiptOut) -> ReceiptOut:
        """Leave out the signed statement, which names every photo; its maker has it."""
        if not self.questions:
            return receipt
        return replace(
            receipt,
            statement="",
            signature="",
            manifest=self.named(receipt.manifest),
            held=self.named(receipt.held),
            missing=self.named(receipt.missing),
            score=self.score(receipt.score),
        )

    def history(self, history: Sequence[AmendmentOut]) -> list[AmendmentOut]:
        """Leave out what amendments changed of them."""
        return [
            replace(one, changes=[change for change in one.changes if change.question not in self.questions])
            for one in history
        ]


NOTHING = KeptBack()


async def kept_back(
    person: SignedIn, store: UUID, maker: UUID, document: ChecklistDocument, answers: Sequence[Answer]
) -> KeptBack:
    """Tell what of an inspection a person who reaches its store may not read."""
    if person.id == maker:
        return NOTHING
    hidden = await hidden_questions(person, store, document)
    return KeptBack(hidden, photos_only_of(hidden, answers))


async def hidden_questions(person: SignedIn, store: UUID, document: ChecklistDocument) -> set[str]:
    """List the questions whose answers a person may not read unless they gave them."""
    secret = await secret_questions(document)
    allowed = {roles: await reaches(person, store, *roles) for roles in set(secret.values())}
    return {question for question, roles in secret.items() if not allowed[roles]}


async def secret_questions(document: ChecklistDocument) -> dict[str, tuple[Any, ...]]:
    """Return the questions of confidential categories, each with the roles that may read its answers."""
    rules = await issue_rules()
    seen_by = {one.id: rules.category(one.raises.category).seen_by for one in document.questions()}
    return {question: roles for question, roles in seen_by.items() if roles}


def photos_only_of(questions: Collection[str], answers: Sequence[Answer]) -> set[str]:
    """List the photos that these questions show and no other."""
    theirs = {photo for one in answers if one.question in questions for photo in one.photos}
    return theirs - {photo for one in answers if one.question not in questions for photo in one.photos}


async def veil_answers(inspection: UUID, draft: Answered, document: ChecklistDocument) -> None:
    """Let the photos of confidential answers be seen by the named roles only; in the caller's transaction."""
    secret = await secret_questions(document)
    for roles in set(secret.values()):
        questions = [question for question, seen_by in secret.items() if seen_by == roles]
        photos = photos_only_of(questions, draft.answers)
        marked = {one.photo for one in draft.takings if one.marks in photos}
        await fetch(
            "UPDATE photo_use SET seen_by = $3 WHERE subject = $1 AND sha256 = ANY($2)",
            inspection,
            list(photos | marked),
            list(map(str, roles)),
        )


async def failed_in_secret(person: SignedIn, inspections: list[UUID]) -> dict[UUID, int]:
    """Count the failures of each inspection that a person may not know of."""
    secret = {one.key: one.seen_by for one in (await issue_rules()).categories if one.seen_by}
    rows = await fetch(FAILED_UNSEEN, inspections, person.id, list(secret)) if secret else []
    named = {row["category"] for row in rows}
    reach = {category: await reachable_store_ids(person, *secret[category]) for category in named}
    counts: dict[UUID, int] = {}
    for row in rows:
        stores = reach[row["category"]]
        if stores is not None and row["store"] not in stores:
            counts[row["id"]] = counts.get(row["id"], 0) + row["failed"]
    return counts

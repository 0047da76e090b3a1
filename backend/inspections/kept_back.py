"""What of an inspection named roles alone may read: the answers to questions of a confidential category.

Whoever made the inspection knows what it says, and reads all of it. Everybody else's score is one over what
they may read, for any sum that a confidential answer had a part in would give it away.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from backend.checklists.document import Answer, ChecklistDocument
from backend.checklists.visibility import Circumstances
from backend.database import fetch
from backend.inspections.proof import Taking
from backend.inspections.schemas import AmendmentOut, ReceiptOut
from backend.inspections.score import Score
from backend.inspections.score_without import score_without
from backend.issues.rules import issue_rules
from backend.people.access import reaches
from backend.people.person import SignedIn

SPEAKING = """
    SELECT inspection.id, inspection.store, document, circumstances,
        coalesce(newest.answers, inspection.answers) AS answers
    FROM inspection JOIN checklist_version ON checklist_version.id = inspection.checklist_version
        LEFT JOIN LATERAL (SELECT answers FROM amendment WHERE amendment.inspection = inspection.id
            ORDER BY number DESC LIMIT 1) AS newest ON true
    WHERE inspection.id = ANY($1) AND inspection.person <> $2 AND EXISTS (
        SELECT FROM jsonb_array_elements(document -> 'sections') AS section
            CROSS JOIN LATERAL jsonb_array_elements(section -> 'questions') AS question
        WHERE question #>> '{raises,category}' = ANY($3))
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

    def score(
        self,
        score: Score,
        document: ChecklistDocument,
        answers: Sequence[Answer],
        circumstances: Circumstances,
    ) -> Score:
        """The score that counts, or where something is kept back the one over all else."""
        return score_without(self.questions, document, answers, circumstances) if self.questions else score

    def rescorer(
        self, document: ChecklistDocument, circumstances: Circumstances
    ) -> Callable[[Sequence[Answer]], Score] | None:
        """How earlier versions are scored for their reader, where that is not as they were."""
        if not self.questions:
            return None
        return lambda answers: score_without(self.questions, document, answers, circumstances)

    def receipt(self, receipt: ReceiptOut, score: Score) -> ReceiptOut:
        """Leave out the signed statement, which names every photo; its maker has it. Put its score in."""
        if not self.questions:
            return receipt
        return replace(
            receipt,
            statement="",
            signature="",
            manifest=self.named(receipt.manifest),
            held=self.named(receipt.held),
            missing=self.named(receipt.missing),
            score=score,
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


async def veil_answers(
    inspection: UUID, answers: Sequence[Answer], takings: Sequence[Taking], document: ChecklistDocument
) -> None:
    """Let the photos of confidential answers be seen by the named roles only; in the caller's transaction."""
    secret = await secret_questions(document)
    for roles in set(secret.values()):
        questions = [question for question, seen_by in secret.items() if seen_by == roles]
        photos = photos_only_of(questions, answers)
        marked = {one.photo for one in takings if one.marks in photos}
        await fetch(
            "UPDATE photo_use SET seen_by = $3 WHERE subject = $1 AND sha256 = ANY($2)",
            inspection,
            list(photos | marked),
            list(map(str, roles)),
        )


async def told_scores(person: SignedIn, inspections: list[UUID]) -> dict[UUID, Score]:
    """Return the scores of those inspections of which a person may not read all."""
    secret = [one.key for one in (await issue_rules()).categories if one.seen_by]
    rows = await fetch(SPEAKING, inspections, person.id, secret) if secret else []
    scores: dict[UUID, Score] = {}
    for row in rows:
        document = msgspec.convert(row["document"], ChecklistDocument)
        if hidden := await hidden_questions(person, row["store"], document):
            answers = msgspec.convert(row["answers"], list[Answer])
            known = msgspec.convert(row["circumstances"], Circumstances)
            scores[row["id"]] = score_without(hidden, document, answers, known)
    return scores

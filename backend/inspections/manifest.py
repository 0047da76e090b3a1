"""Which photos an inspection shows, what each is for, and who signed for it in the store."""

from collections.abc import Sequence
from uuid import UUID

from backend.checklists.document import ChecklistDocument, SignatureQuestion
from backend.inspections.kept_back import veil_answers
from backend.inspections.proof import Signature
from backend.inspections.schemas import Answered
from backend.inspections.set_aside import SetAside, photos_aside
from backend.people.person import SignedIn
from backend.photos.access import use_as_evidence, use_photos
from backend.problems import FieldProblem, Unacceptable


def beside(signature: Signature | None, aside: Sequence[SetAside]) -> list[str]:
    """List the photos that prove no answer: those that were set aside, and who signed."""
    return [*photos_aside(aside), *([] if signature is None else [signature.photo])]


def manifest_of(draft: Answered, others: Sequence[str]) -> list[str]:
    """List each photo once: those of the answers in their order, copies with marks, and the others."""
    named = [photo for answer in draft.answers for photo in answer.photos]
    marked = [taking.photo for taking in draft.takings if taking.marks is not None]
    return list(dict.fromkeys([*named, *marked, *others]))


def check_marks(draft: Answered) -> None:
    """Raise `Unacceptable` for a marked copy of a photo that this inspection does not show."""
    shown = {photo for answer in draft.answers for photo in answer.photos}
    for index, taking in enumerate(draft.takings):
        if taking.marks is not None and taking.marks not in shown:
            message = "A marked photo names its original."
            raise Unacceptable(fields=[FieldProblem(f"takings[{index}].marks", message, "unknown")])


def check_signature(signature: Signature | None) -> None:
    """Raise `Unacceptable` for a signature that nobody's name belongs to."""
    if signature is not None and not signature.name.strip():
        raise Unacceptable(fields=[FieldProblem("signature.name", "Say who signed.", "required")])


async def show_evidence(
    id: UUID,
    store: UUID,
    person: SignedIn,
    draft: Answered,
    document: ChecklistDocument,
    others: Sequence[str],
) -> None:
    """Note which photo proves what; one that answers two questions counts for the first.

    Signatures are no evidence of a place: one white sheet looks like another.
    """
    questions = {
        photo: answer.question for answer in reversed(draft.answers) for photo in reversed(answer.photos)
    }
    for taking in draft.takings:
        if taking.marks is not None:
            questions[taking.photo] = questions[taking.marks]
    signing = {one.id for one in document.questions() if isinstance(one, SignatureQuestion)}
    signed = [photo for photo, question in questions.items() if question in signing]
    await use_photos([*signed, *others], store, subject=id, by=person.id)
    proofs = {photo: question for photo, question in questions.items() if question not in signing}
    await use_as_evidence(
        proofs, kind="inspection", store=store, subject=id, by=person.id, at=draft.estimated_at
    )
    await veil_answers(id, draft.answers, draft.takings, document)

"""Which photos an inspection shows, what each is for, and who signed for it in the store."""

from uuid import UUID

from backend.checklists.document import ChecklistDocument, SignatureQuestion
from backend.inspections.proof import Signature
from backend.inspections.schemas import Answered
from backend.people.person import SignedIn
from backend.photos.access import use_as_evidence, use_photos
from backend.problems import FieldProblem, Unacceptable


def manifest_of(draft: Answered, signature: Signature | None) -> list[str]:
    """List each photo once: those of the answers in their order, copies with marks, who signed."""
    named = [photo for answer in draft.answers for photo in answer.photos]
    marked = [taking.photo for taking in draft.takings if taking.marks is not None]
    signed = [] if signature is None else [signature.photo]
    return list(dict.fromkeys([*named, *marked, *signed]))


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
    signature: Signature | None,
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
    await use_photos(
        [*signed, *([] if signature is None else [signature.photo])], store, subject=id, by=person.id
    )
    proofs = {photo: question for photo, question in questions.items() if question not in signing}
    await use_as_evidence(
        proofs, kind="inspection", store=store, subject=id, by=person.id, at=draft.estimated_at
    )

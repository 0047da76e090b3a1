"""What is wrong with how a checklist turns answers into a score, a verdict and a grade."""

from collections.abc import Iterator

from backend.checklists.document import ChecklistDocument, Section
from backend.checklists.flaw import ChecklistFlaw, refusal, warning
from backend.checklists.judgement import possible_points


def grading_flaws(document: ChecklistDocument) -> Iterator[ChecklistFlaw]:
    """Find marks that nothing reaches, weights that weigh nothing, bands that cannot be told apart."""
    if document.pass_mark_hundredths is not None and not earns(document):
        yield refusal("passMarkHundredths", "No question has points to pass with.", "no_points")
    if document.mode == "deduction" and any(document.questions()) and not deducts(document):
        yield refusal("mode", "No question takes a deduction, so every score would be full.", "no_deductions")
    if document.mode == "weighted_sections" and not any(section.weight for section in document.sections):
        yield refusal("sections", "No section has a weight.", "no_weights")
    for row, section in enumerate(document.sections):
        yield from section_flaws(f"sections[{row}]", document, section)
    yield from band_flaws(document)


def section_flaws(path: str, document: ChecklistDocument, section: Section) -> Iterator[ChecklistFlaw]:
    """Find a pass mark of a section that nothing could pass, and a section that weighs nothing."""
    has_points = any(possible_points(question) for question in section.questions)
    if section.pass_mark_hundredths is not None and (document.mode == "deduction" or not has_points):
        message = "No question of this section has points to pass with."
        yield refusal(f"{path}.passMarkHundredths", message, "no_points")
    can_fail = section.pass_mark_hundredths is not None or any(
        question.red_line == "fail_section" for question in section.questions
    )
    if section.must_pass and not can_fail:
        message = "Give the section a pass mark, or a red line that fails it."
        yield refusal(f"{path}.mustPass", message, "nothing_to_pass")
    if document.mode == "weighted_sections" and section.weight == 0 and has_points:
        yield warning(f"{path}.weight", "This section does not count.", "section_without_weight")


def band_flaws(document: ChecklistDocument) -> Iterator[ChecklistFlaw]:
    """Find two bands with one id or one bound, words that are missing, and scores that no band covers."""
    ids: set[str] = set()
    bounds: set[int] = set()
    for row, band in enumerate(document.bands):
        path = f"bands[{row}]"
        if band.id in ids:
            yield refusal(f"{path}.id", f"The id “{band.id}” is used twice.", "used_twice")
        if band.from_hundredths in bounds:
            yield refusal(f"{path}.fromHundredths", "Two grades begin at the same score.", "used_twice")
        if not band.label.zh.strip() or not band.label.en.strip():
            yield refusal(f"{path}.label", "Write this in Chinese and in English.", "words_missing")
        ids.add(band.id)
        bounds.add(band.from_hundredths)
    if bounds and min(bounds) > 0:
        yield warning("bands", "Scores below the lowest grade get none.", "bands_leave_gap")


def earns(document: ChecklistDocument) -> bool:
    """Tell whether anything can be earned or lost at all."""
    if document.mode == "deduction":
        return deducts(document)
    return any(possible_points(question) for question in document.questions())


def deducts(document: ChecklistDocument) -> bool:
    """Tell whether any question takes a deduction."""
    return any(question.deduction for question in document.questions())

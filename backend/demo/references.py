"""The photos that show inspectors of the demo how it should look."""

from datetime import datetime

from msgspec.structs import replace

from backend.checklists.document import ChecklistDocument, Question
from backend.demo.film import Exposure, take_photos
from backend.demo.photos import Scene
from backend.demo.story import checklist

REFERENCES = {
    "dairy_full": Scene.FULL_SHELF,
    "dairy_ready": Scene.FULL_SHELF,
    "floor_clean": Scene.CLEAN_FLOOR,
    "floor_ready": Scene.CLEAN_FLOOR,
    "fire_exit_clear": Scene.CLEAR_EXIT,
    "exit_open": Scene.CLEAR_EXIT,
}


async def illustrated(name: str, at: datetime) -> ChecklistDocument:
    """A checklist of the demo with its reference photos, which HQ has taken."""
    document = checklist(name)
    scenes = {scene for question in document.questions() if (scene := REFERENCES.get(question.id))}
    photos = await take_photos(
        Exposure(f"reference {scene}", scene, "chen", None, at, None) for scene in sorted(scenes)
    )

    def shown(question: Question) -> Question:
        scene = REFERENCES.get(question.id)
        return question if scene is None else replace(question, reference_photo=photos[f"reference {scene}"])

    sections = tuple(
        replace(section, questions=tuple(shown(question) for question in section.questions))
        for section in document.sections
    )
    return replace(document, sections=sections)

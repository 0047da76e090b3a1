"""What the data files of the demo company say, before anything is loaded."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest
from PIL import Image

from backend.checklists.document import ChecklistDocument
from backend.demo.answers import asked, fill_in, finding_of
from backend.demo.names import demo_chance, demo_id
from backend.demo.photos import Caption, Scene, take_photo
from backend.demo.scenes import brush
from backend.demo.story import Visit, checklist, company, goods, life
from backend.inspections.completeness import find_flaws
from backend.inspections.scoring import score_answers
from backend.wire import Bilingual

DOCUMENTS = ["checklist", "opening", "fridges", "kitchen"]
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
STORES = {store.code: store for store in company().stores}


def words_of(document: ChecklistDocument) -> Iterator[Bilingual]:
    """Everything in a checklist that a person reads."""
    yield document.name
    for section in document.sections:
        yield section.title
        for question in section.questions:
            yield question.text
            if question.help:
                yield question.help
            yield from (option.label for option in getattr(question, "options", ()))


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_word_of_a_checklist_is_there_in_both_languages(name: str) -> None:
    for words in words_of(checklist(name)):
        assert is_chinese(words.zh), words
        assert words.en.strip(), words
        assert not is_chinese(words.en), words


def test_the_patrol_is_as_long_as_a_real_one_and_uses_every_kind() -> None:
    document = checklist("checklist")
    questions = list(document.questions())
    assert len(questions) >= 36
    assert 6 <= len(document.sections) <= 7
    assert {msgspec.to_builtins(question)["kind"] for question in questions} == {
        "choice", "multi_choice", "yes_no", "number", "temperature", "text", "photo",
    }  # fmt: skip
    assert {question.raises.severity for question in questions} == {"low", "medium", "high", "critical"}
    assert {question.red_line for question in questions} == {None, "flag", "fail_inspection"}
    assert sum(question.help is not None for question in questions) >= 6
    assert [question.id for question in questions if question.raises.category == "empty_shelf"] == [
        "dairy_full"
    ]
    assert len({question.id for question in questions}) == len(questions)


def test_the_self_check_is_short() -> None:
    assert len(list(checklist("opening").questions())) == 12


def test_everybody_has_a_place_that_exists() -> None:
    regions = {region.key for region in company().regions}
    assert all(region.parent in regions | {None} for region in company().regions)
    assert all(store.region in regions for store in company().stores)
    for person in company().people:
        assert is_chinese(person.name.zh)
        assert person.name.en
        assert all(post.region in regions | {None} for post in person.posts)
        assert all(post.store in {*STORES, None} for post in person.posts)


def test_products_and_suppliers_fit_together() -> None:
    suppliers = {supplier.key for supplier in goods().suppliers}
    assert len(goods().products) == 24
    assert all(product.supplier in suppliers for product in goods().products)
    assert {product.sku for product in goods().products} >= set(life().missing)
    assert all(set(product.par_levels) == {"small", "standard", "flagship"} for product in goods().products)
    assert {product.on_hand_permille for product in goods().products} >= {0, 1000}


@pytest.mark.parametrize("visit", life().visits, ids=lambda v: f"{v.days_ago} days ago in {v.store}")
def test_every_visit_could_be_submitted_and_fails_just_where_the_story_says(visit: Visit) -> None:
    document, store = checklist(visit.checklist), STORES[visit.store]
    faults = {(fault.question, fault.instance) for fault in visit.faults}
    proven = {place for place in faults if finding_of(place[0]).scene}
    photos = dict.fromkeys([*proven, *((shot.question, shot.instance) for shot in visit.shots)], "a" * 64)
    answers = fill_in(document, visit, store, demo_chance("test"), photos, [], NOW)
    assert set(photos) | faults <= {(question.id, instance) for question, instance in asked(document, store)}
    assert find_flaws(document, answers) == []
    score = score_answers(document, answers, submitted=True)
    assert {(failed.question, failed.instance) for failed in score.failed} == faults
    assert score.raw is not None
    assert 0.6 <= score.raw.exact() <= 1


def test_ids_come_out_alike_and_are_of_version_7() -> None:
    assert demo_id("store R001") == demo_id("store R001") != demo_id("store R002")
    assert demo_id("visit", NOW).version == 7
    assert demo_id("a", NOW) < demo_id("b", datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize("scene", Scene)
def test_a_photo_is_the_same_every_time_and_another_for_another_seed(scene: Scene) -> None:
    caption = Caption(STORES["R001"].name, company().people[2].name, NOW, "Asia/Shanghai")
    first, again = (take_photo(scene, "one", caption) for _ in range(2))
    assert first == again != take_photo(scene, "two", caption)
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1600, 1200))


def test_without_a_chinese_font_the_english_words_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    name = Bilingual(zh="滨江店", en="Riverside")
    monkeypatch.setattr(brush, "CHINESE_FONTS", ())
    brush.chinese.cache_clear()
    assert brush.words(name, 40)[0] == "Riverside"
    brush.chinese.cache_clear()

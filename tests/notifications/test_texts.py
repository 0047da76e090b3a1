"""A notification is worded in Chinese and in English, and always fits into a push."""

from string import Formatter
from uuid import UUID

import pytest

from backend.notifications.deliver import compose
from backend.notifications.texts import Param, all_texts, texts_of_features, word
from backend.notifications.web_push import LARGEST_MESSAGE

STORE = {"zh": "朝阳店", "en": "Chaoyang"}
QUESTION = {"zh": "冷藏柜温度", "en": "Fridge temperature"}
EVERYTHING: dict[str, Param] = {
    "store": STORE, "question": QUESTION, "person": "李雷", "count": 3, "days": 3,
    "reason": "照片看不清", "words": "明天来",
    "number": "SW-7", "delivery": {"zh": "11月24日周二", "en": "Tue 24 Nov"},
    "supplier": {"zh": "鲜达", "en": "Fresh Direct"},
}  # fmt: skip


def everything_for(kind: str) -> dict[str, Param]:
    """Words for every gap that the texts of a kind leave open."""
    texts = [text for words in all_texts()[kind].values() for text in (words.title, words.body)]
    gaps = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    return dict.fromkeys(gaps, "7") | EVERYTHING


@pytest.mark.parametrize("kind", sorted(all_texts()))
def test_every_kind_is_worded_in_both_languages(kind: str) -> None:
    params = everything_for(kind)
    zh, en = word(kind, params, "zh-CN"), word(kind, params, "en-GB")
    assert set(all_texts()[kind]) == {"zh", "en"}
    assert zh != en
    for words in (zh, en):
        assert words.title
        assert words.body
        assert "{" not in words.title + words.body
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in en.title)


def test_no_two_features_speak_of_one_kind() -> None:
    kinds = [kind for texts in texts_of_features().values() for kind in texts]
    assert len(kinds) == len(set(map(str, kinds)))


def test_a_rejection_says_why() -> None:
    words = word("issue.rejected", EVERYTHING, "zh")
    assert (words.title, words.body) == ("朝阳店：整改被驳回", "冷藏柜温度：照片看不清")


def test_another_locale_reads_chinese_first() -> None:
    assert word("issue.verified", EVERYTHING, "fr") == word("issue.verified", EVERYTHING, "zh")


def test_a_missing_word_is_noticed_where_it_is_told() -> None:
    with pytest.raises(KeyError):
        word("issue.fixed", {"store": STORE}, "zh")


def test_braces_in_what_people_write_stay_what_they_are() -> None:
    words = word("issue.rejected", EVERYTHING | {"reason": "{store} {0} {}"}, "en")
    assert words.body == "Fridge temperature: {store} {0} {}"


def test_the_longest_words_fit_into_a_push() -> None:
    endless = dict.fromkeys(EVERYTHING, '"\x01😀' * 3000)
    line = {
        "id": UUID(int=0), "kind": "issue.rejected", "params": endless, "locale": "zh",
        "link": "/" + "x" * 299, "urgent": True,
    }  # fmt: skip
    assert len(compose(line, 10**6)) <= LARGEST_MESSAGE

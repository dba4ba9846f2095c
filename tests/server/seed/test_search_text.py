"""The format of the search text, on which the client's full-text search depends."""

import pytest
from pypinyin import lazy_pinyin

from server.search_text import member_search, organisation_search
from tests.server.seed.samples import Contents


def test_a_name_is_found_by_every_part_of_it() -> None:
    assert member_search("张小明") == "张小明 小明 明 zhangxiaoming xiaoming ming zxm xm m"


@pytest.mark.parametrize(
    ("name", "word"),
    [("单雨", "shanyu"), ("单雨", "danyu"), ("曾伟", "zengwei"), ("尉迟恭", "yuchigong"), ("吕布", "lvbu")],
)
def test_a_surname_is_found_in_its_own_reading(name: str, word: str) -> None:
    assert word in member_search(name).split()


def test_a_name_of_two_words_is_found_by_both_and_by_the_whole() -> None:
    words = member_search("阿依古丽·买买提").split()
    assert {"阿依古丽", "买买提", "阿依古丽买买提", "ayigulimaimaiti"} <= set(words)


def test_an_organisation_is_found_by_names_pinyin_and_initials() -> None:
    text = organisation_search("共青团河北省石家庄市正定县正定镇委员会", "正定镇团委")
    full, short, pinyin, initials = text.split(" ")
    assert (full, short) == ("共青团河北省石家庄市正定县正定镇委员会", "正定镇团委")
    assert "hebeishengshijiazhuangshi" in pinyin
    assert "zdz" in initials


def test_figures_and_letters_stay_as_they_are() -> None:
    text = organisation_search("示例大学2022级A班团支部", "2022级A班团支部")
    assert text.split(" ")[0] == "示例大学2022级a班团支部"
    assert "2022jiaban" in text.replace(" ", "")


def test_names_are_read_as_the_library_reads_them(contents: Contents) -> None:
    """Reading word by word is only quicker."""
    for member in list(contents.members.values())[:2000]:
        if "·" not in member.name:
            assert "".join(lazy_pinyin(member.name)) in member.search.split()

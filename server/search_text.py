"""The search text of members and organisations: the one place that decides its format.

The server writes it whenever a name changes, and the client syncs it ready-made, because the
pinyin tables weigh 57 MB. Lower case, words apart by one space, a name's own words first:

* **Member** ``张小明 小明 明 zhangxiaoming xiaoming ming zxm xm m``: the name, its pinyin and its
  initials, each from every syllable on. So a prefix query of a full-text index (whose tokens are
  words) and a plain ``LIKE '%…%'`` both find any part of a name, though names of two or three
  characters are too short for trigrams. A surname read in its own way (单 shan, 曾 zeng) is stored
  in that reading and in the common one, since people type either. ü is typed, and stored, as v.
* **Organisation** ``全称 简称 pinyin initials``: full name, short name where the full one does not
  contain it, then pinyin and initials of the full name, each as one run; for substring search.
"""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin
from pypinyin.contrib.mmseg import seg

SURNAME_READINGS = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "任": "ren", "华": "hua", "盖": "ge", "区": "ou",
    "查": "zha", "覃": "qin", "缪": "miao", "翟": "zhai", "乐": "yue", "冼": "xian", "员": "yun",
    "种": "chong", "燕": "yan", "朴": "piao", "尉迟": "yuchi",
    "万俟": "moqi", "长孙": "zhangsun", "澹台": "tantai",
}  # fmt: skip
_CHINESE = re.compile(r"[一-鿿]+")
_FOREIGN_DOT = re.compile(r"[·•．.\s]+")
_PIECE = re.compile(r".+?(?:自治[区州县旗]|街道|[省市区县旗镇乡]|团委|$)")
"""Cuts a full name where its divisions end, so that each place is read once, not once in every name."""


def member_search(name: str) -> str:
    characters = _FOREIGN_DOT.sub("", name).lower()
    words = _tails(tuple(characters))
    for syllables in _readings(characters):
        words += _tails(syllables)
        words += _tails(tuple(syllable[0] for syllable in syllables))
    if characters != name.lower():
        words = [*_FOREIGN_DOT.sub(" ", name.lower()).split(), *words]
    return " ".join(dict.fromkeys(words))


def organisation_search(full_name: str, short_name: str) -> str:
    pieces = [_spelled(piece) for piece in _PIECE.findall(full_name)]
    words = [full_name.lower()]
    if short_name not in full_name:
        words.append(short_name.lower())
    words.append("".join(pinyin for pinyin, _ in pieces))
    words.append("".join(initials for _, initials in pieces))
    return " ".join(words)


def _tails(syllables: tuple[str, ...]) -> list[str]:
    return ["".join(syllables[start:]) for start in range(len(syllables))]


@lru_cache(maxsize=65536)
def _readings(characters: str) -> tuple[tuple[str, ...], ...]:
    common = _read(characters)
    for length in (2, 1):
        reading = SURNAME_READINGS.get(characters[:length])
        if reading is not None and len(characters) > length:
            own = (*_syllables(reading, length), *_read(characters[length:]))
            return (own,) if own == common else (own, common)
    return (common,)


def _syllables(reading: str, length: int) -> tuple[str, ...]:
    """A double surname's reading has two syllables, told apart by where the second one's initial begins."""
    if length == 1:
        return (reading,)
    split = {"yuchi": 2, "moqi": 2, "zhangsun": 5, "tantai": 3}[reading]
    return reading[:split], reading[split:]


@lru_cache(maxsize=65536)
def _spelled(piece: str) -> tuple[str, str]:
    """Pinyin and initials, each as one run."""
    syllables = _read(piece)
    return "".join(syllables).lower(), "".join(syllable[0] for syllable in syllables).lower()


def _read(text: str) -> tuple[str, ...]:
    """What lazy_pinyin answers, word by word, because a few thousand words make up all names."""
    if not _CHINESE.fullmatch(text):
        return tuple(lazy_pinyin(text))
    return tuple(syllable for word in seg.cut(text) for syllable in _read_word(word))


@lru_cache(maxsize=65536)
def _read_word(word: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(word))

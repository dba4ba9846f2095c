"""R116: an employment sheet becomes transfers; whatever is wrong with a row is said, and nothing is lost."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from desktop.exchange.columns import Meaning, guess_columns
from desktop.exchange.pace import Pace, StoppedError
from desktop.exchange.reading import read_table
from desktop.exchange.writing import Heading, write_sheet
from desktop.importing import PlannedRow, SheetRow, Trouble, rows_of
from desktop.values import Destinations
from domain.destinations import TransferKind
from domain.employment import kind_of_situation
from domain.organisations import card_of
from tests.desktop.keychains import MemoryKeychain
from tests.desktop.profiles import fill_profile
from tests.desktop.samples import members_of, person, sample_world
from tests.desktop.sheets import HEADINGS, SITUATION, UNIT, Sheet, cards_found, sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.client import Client
    from domain.members import Member
    from domain.organisations import System
    from tests.domain.world import World

PEOPLE = 60
MORNING = int(os.environ.get("XIANJIE_MORNING", "600"))
"""3000 takes ten seconds, and ends as 2,850 started transfers."""
K = TransferKind


@dataclass
class Search:
    """Answers as the server would."""

    world: World

    def __call__(self, text: str, system: System, *, offline: bool = False) -> Destinations:
        assert not offline
        found = tuple(card for card in cards_found(self.world, text) if card.system is system)
        return Destinations(cards=found, nationwide=True)


@pytest.fixture(scope="module")
def world() -> World:
    return sample_world(PEOPLE)


@pytest.fixture
def client(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    client = fill_profile(tmp_path / "profiles", MemoryKeychain(), world=world).client()
    monkeypatch.setattr(client, "search_destinations", Search(world))
    yield client
    client.close()


def graduates(world: World) -> list[Member]:
    open_ones = {each.member_id for each in world.transfers.values()}
    return [each for each in members_of(world, "class") if not each.mark and each.id not in open_ones]


def planned(client: Client, sheet: Sheet) -> list[PlannedRow]:
    meanings = guess_columns(HEADINGS)
    numbers = range(2, len(sheet.rows) + 2)
    return client.plan_import(rows_of(meanings, sheet.rows, list(numbers)))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("签就业协议形式就业", K.EMPLOYED),
        ("签劳动合同形式就业", K.EMPLOYED),
        ("自主创业", K.EMPLOYED),
        ("国家基层项目（西部计划）", K.EMPLOYED),
        ("境内升学", K.FURTHER_STUDY),
        ("研究生", K.FURTHER_STUDY),
        ("应征义务兵", K.SPECIAL_UNIT),
        ("待就业", K.UNEMPLOYED),
        ("不就业拟升学", K.UNEMPLOYED),
        ("未就业", K.UNEMPLOYED),
        ("出国、出境深造", K.STUDY_ABROAD),
        ("境外留学", K.STUDY_ABROAD),
        ("出国(境)工作", K.WORK_ABROAD),
        ("延迟毕业", K.DELAYED),
        ("回生源地", K.TOWNSHIP),
        ("其他", None),
        ("", None),
    ],
)
def test_R116_what_the_sheet_says_is_one_of_the_eight_kinds(said: str, kind: TransferKind | None) -> None:
    assert kind_of_situation(said) is kind


def test_R116_columns_are_guessed_by_their_headings() -> None:
    guessed = guess_columns(HEADINGS)
    assert {meaning: HEADINGS[place] for meaning, place in guessed.items()} == {
        Meaning.NAME: "学生姓名",
        Meaning.IDENTITY_NUMBER: "身份证号",
        Meaning.BRANCH: "班级",
        Meaning.SITUATION: "毕业去向类别",
        Meaning.UNIT: "单位名称",
        Meaning.PLACE: "单位所在地",
        Meaning.REMARK: "备注",
    }
    assert guess_columns(("国内联系人姓名", "国内联系人电话", "姓名", "联系电话")) == {
        Meaning.HOME_CONTACT: 0,
        Meaning.HOME_PHONE: 1,
        Meaning.NAME: 2,
        Meaning.PHONE: 3,
    }
    assert guess_columns(("甲", "")) == {}


def test_R116_clean_rows_are_started_and_dirty_ones_are_told(client: Client, world: World) -> None:
    sheet = sheet_of(world, graduates(world), dirt=0.2)
    rows = planned(client, sheet)
    assert {place for place, row in enumerate(rows) if row.troubles} == sheet.dirty
    wishes = [wish for row in rows if (wish := row.wish) is not None]
    assert len(wishes) == len(sheet.rows) - len(sheet.dirty)
    outcomes = client.start_transfers(wishes)
    assert all(outcome.op_id for outcome in outcomes)
    assert {trouble for row in rows for trouble in row.troubles} >= {
        Trouble.NUMBER_WRONG,
        Trouble.NOT_FOUND,
        Trouble.KIND_UNKNOWN,
        Trouble.DESTINATION_MISSING,
        Trouble.REFUSED,
    }


def test_R116_every_clean_row_goes_where_its_unit_says(client: Client, world: World) -> None:
    sheet = sheet_of(world, graduates(world), dirt=0)
    went = Counter(
        (row.row.cells[Meaning.SITUATION], row.destination.full_name)
        for row in planned(client, sheet)
        if row.destination is not None
    )
    assert {where for where, _ in went.items()} == {
        ("签就业协议形式就业", "示例公司团委"),
        ("签劳动合同形式就业", "示例公司团委"),
        ("境内升学", "别省学院新生团支部"),
        ("研究生", "别省学院团委"),
        ("待就业", "家乡镇流动团支部"),
    }


def row_of(world: World, **cells: str) -> SheetRow:
    [member, *_] = graduates(world)
    told = {
        Meaning.NAME: member.name,
        Meaning.IDENTITY_NUMBER: member.identity_number,
        Meaning.SITUATION: "就业",
        Meaning.UNIT: "示例公司",
    }
    return SheetRow(2, {**told, **{Meaning(name): value for name, value in cells.items()}})


def plan_one(client: Client, row: SheetRow) -> PlannedRow:
    [found] = client.plan_import([row])
    return found


def test_nobody_goes_twice(client: Client, world: World) -> None:
    row = row_of(world)
    for found in client.plan_import([row, row]):
        assert Trouble.TWICE in found.troubles
        assert found.wish is None


def test_a_doubt_is_over_when_somebody_has_looked_at_it(client: Client, world: World) -> None:
    row = row_of(world, name="别的名字")
    assert plan_one(client, row).troubles == (Trouble.NAME_DIFFERS,)
    assert plan_one(client, row._replace(confirmed=True)).troubles == ()
    unlike = row_of(world, unit="示例科")
    assert plan_one(client, unlike).troubles == (Trouble.DESTINATION_DOUBTFUL,)
    assert plan_one(client, unlike._replace(confirmed=True)).wish is not None


def test_a_destination_that_somebody_chose_counts_and_is_still_held_against_the_rules(
    client: Client, world: World
) -> None:
    row = row_of(world, unit="天外飞仙工作室")
    assert plan_one(client, row).troubles == (Trouble.DESTINATION_MISSING,)
    chosen = card_of(world.organisations["employer"])
    assert plan_one(client, row._replace(destination=chosen)).troubles == ()
    school = card_of(world.organisations["academy_freshers"])
    refused = plan_one(client, row._replace(destination=school))
    assert refused.troubles == (Trouble.REFUSED,)
    assert refused.refusal is not None
    assert refused.refusal.facts["rule"] == "R60"


def test_without_a_number_name_and_class_say_who_is_meant(client: Client, world: World) -> None:
    row = row_of(world, identity_number="", branch="计算机2020届1班团支部")
    names = Counter(each.name for each in members_of(world, "class"))
    found = plan_one(client, row)
    assert (found.troubles == ()) == (names[row.cells[Meaning.NAME]] == 1)


def test_who_has_a_transfer_already_is_told_by_whom(client: Client, world: World) -> None:
    row = row_of(world)
    wish = plan_one(client, row).wish
    assert wish is not None
    client.start_transfers([wish])
    again = plan_one(client, row)
    assert again.refusal is not None
    assert again.refusal.code == "OPEN_TRANSFER_EXISTS"


def test_study_abroad_stays_with_the_school_and_needs_its_application(client: Client, world: World) -> None:
    row = row_of(world, situation="出国留学")
    missing = plan_one(client, row)
    assert missing.refusal is not None
    assert missing.refusal.facts["rule"] == "R64"
    whole = {
        "country": "某国",
        "period": "两年",
        "purpose": "读研",
        "home_contact": "张",
        "home_phone": "138",
    }
    found = plan_one(client, row_of(world, situation="出国留学", **whole))
    assert found.wish is not None
    assert found.destination == card_of(world.organisations["abroad"])


def test_without_a_server_what_is_here_is_searched(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def search(text: str, system: object, *, offline: bool = False) -> Destinations:
        asked.append(offline)
        return Destinations(cards=(), nationwide=False)

    monkeypatch.setattr(client, "search_destinations", search)
    assert plan_one(client, row_of(world)).troubles == (Trouble.DESTINATION_MISSING,)
    assert asked[0] is False
    assert all(asked[1:]), "the server is not asked again when it did not answer once"


def test_planning_can_be_stopped(client: Client, world: World) -> None:
    pace = Pace()
    pace.stop()
    with pytest.raises(StoppedError):
        client.plan_import([row_of(world)], pace)


def test_R116_a_morning_of_a_school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of a file as Excel writes it; 5 % dirt."""
    world = sample_world()
    people = [person(number, "class") for number in range(1_000, 1_000 + MORNING)]
    world.members.update((each.id, each) for each in people)
    sheet = sheet_of(world, people)
    file = tmp_path / "就业表.xlsx"
    write_sheet(file, "就业", [Heading(each) for each in HEADINGS], sheet.rows, len(sheet.rows))
    client = fill_profile(tmp_path / "profiles", MemoryKeychain(), world=world).client()
    monkeypatch.setattr(client, "search_destinations", Search(world))
    table = read_table(file)
    rows = client.plan_import(rows_of(guess_columns(table.headings), table.rows, table.numbers))
    wishes = [wish for row in rows if (wish := row.wish) is not None]
    outcomes = client.start_transfers(wishes)
    client.close()
    started = sum(outcome.op_id is not None for outcome in outcomes)
    assert started == len(people) - len(sheet.dirty)
    assert {row.row.number - 2 for row in rows if row.troubles} == sheet.dirty


def test_the_sheet_is_dirty_in_every_way() -> None:
    world = sample_world(PEOPLE)
    sheet = sheet_of(world, graduates(world), dirt=0.3)
    assert {"其他", "延迟毕业"} <= {row[SITUATION] for row in sheet.rows}
    assert {"天外飞仙工作室", ""} <= {row[UNIT] for row in sheet.rows}

"""R117: letters of introduction and lists on paper: previewed, kept as PDF, printed, or said why not."""

from __future__ import annotations

import errno
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from desktop.errors import ClientError
from desktop.exchange.pace import Pace, StoppedError
from desktop.values import MemberQuery
from domain.transfers import TransferState
from tests.desktop.samples import sample_id, sample_world
from tests.ui.desk import Desk
from ui.inbox_view import InboxView
from ui.labour import Labour
from ui.letter import letter_text, letters_paper, number_of, receipt_text
from ui.letters import letters_of_members
from ui.list_paper import PaperColumn, list_paper
from ui.list_view import ListView
from ui.member_view import MemberView
from ui.message_bar import MessageBar
from ui.paper import Paper, picture_of, write_pdf
from ui.preview_dialogue import PreviewDialogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from domain.transfers import Transfer

DAY = date(2020, 6, 18)
SENDER = "示例大学团委"
ORDINARY = "member.ordinary"


@pytest.fixture
def transfers() -> list[Transfer]:
    return list(sample_world().transfers.values())[:3]


def dark_points(image: QImage) -> int:
    return sum(
        QColor(image.pixel(x, y)).lightness() < 128
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_R117_a_letter_says_who_goes_from_where_to_where(qapp: object, transfers: list[Transfer]) -> None:
    [transfer, *_] = transfers
    said = letter_text(transfer)
    subject = transfer.subject
    for part in (subject.name, subject.identity_number, transfer.source.full_name, transfer.reason):
        assert part in said
    assert number_of(transfer) in receipt_text(transfer)
    assert len({number_of(each) for each in transfers}) == len(transfers)
    paper = letters_paper(transfers, SENDER, DAY)
    assert len(paper.pages) == len(transfers)
    assert dark_points(picture_of(paper, 0, 300)) > 100


def test_R117_a_list_has_its_headings_on_every_page_and_all_its_rows(qapp: object) -> None:
    columns = [PaperColumn("姓名", 10), PaperColumn("团支部", 30)]
    rows = [(f"团员{number}", "计算机2020届1班") for number in range(90)]
    paper = list_paper("名单", columns, rows, SENDER)
    assert len(paper.pages) == 3
    assert not paper.landscape
    wide = list_paper("名单", [PaperColumn("列", 10)] * 8, [("字",) * 8])
    assert wide.landscape
    assert len(list_paper("空", columns, []).pages) == 1
    for page in range(3):
        assert dark_points(picture_of(paper, page, 300)) > 100


def test_R117_a_pdf_has_every_page(qapp: object, tmp_path: Path, transfers: list[Transfer]) -> None:
    file = tmp_path / "介绍信.pdf"
    assert write_pdf(file, letters_paper(transfers, SENDER, DAY), Pace()) == 3
    content = file.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 3


def counted(title: str, painted: list[int], stop: Pace | None = None) -> Paper:
    def page(_: QPainter, __: QRectF) -> None:
        painted.append(1)
        if stop is not None:
            stop.stop()

    return Paper(title, [page] * 5)


def test_printing_stops_between_two_pages_and_leaves_what_was_there(qapp: object, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"before")
    pace, painted = Pace(), list[int]()
    with pytest.raises(StoppedError):
        write_pdf(file, counted("a", painted, pace), pace)
    assert painted == [1]
    assert file.read_bytes() == b"before"


def test_a_full_disk_is_told(qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "planted")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(ClientError) as failed:
        write_pdf(tmp_path / "a.pdf", counted("a", []), Pace())
    assert failed.value.code == "DISK_FULL"
    assert list(tmp_path.iterdir()) == []


# By hand


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path, "university", None)
    view = MemberView(desk.client, desk.bridge, desk.verbs)
    desk.show(view)
    yield desk
    for labour in desk.window.findChildren(Labour):
        labour.give_up()
    desk.close()


def recorded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    told: list[Sequence[str]] = []
    monkeypatch.setattr(desk.client, "record_full_numbers", lambda ids, *_: told.append(list(ids)))
    return told


def preview(desk: Desk) -> PreviewDialogue:
    desk.until(lambda: any(each.isVisible() for each in desk.window.findChildren(PreviewDialogue)))
    desk.until(lambda: not any(each.is_busy for each in desk.window.findChildren(Labour)))
    desk.settle()
    return desk.child(PreviewDialogue, "preview")


def message(dialogue: PreviewDialogue) -> str:
    bar = dialogue.findChild(MessageBar)
    assert isinstance(bar, MessageBar)
    return bar.sentence


def pictures(desk: Desk) -> list[QLabel]:
    area = desk.child(QScrollArea, "preview.pages")
    return [label for label in area.findChildren(QLabel) if not label.pixmap().isNull()]


def test_R117_letters_are_previewed_and_kept_as_pdf(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = recorded(desk, monkeypatch)
    rows = desk.client.members(desk.client.member_ids(MemberQuery()))
    going = [row.member.id for row in rows if row.open_transfer_id][:2]
    staying = [row.member.id for row in rows if not row.open_transfer_id][:1]
    desk.child(ListView, ORDINARY).select_ids([*going, *staying])
    desk.verbs.print_letters.trigger()
    dialogue = preview(desk)
    assert told == [going], "whose whole numbers are printed is told to the server first"
    assert desk.child(QLabel, "preview.count").text() == "共 2 页"
    assert len(pictures(desk)) == 2
    assert message(dialogue) == "1 人没有可开介绍信的转接，已略过。"
    file = tmp_path / "介绍信.pdf"
    monkeypatch.setattr("ui.preview_dialogue.choose_new_file", lambda *_: file)
    desk.click(desk.child(QPushButton, "preview.pdf"))
    desk.until(file.exists)


def test_R117_without_a_printer_that_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ui.preview_dialogue.QPrinterInfo.availablePrinterNames", staticmethod(lambda: list[str]())
    )
    desk.verbs.print_list.trigger()
    dialogue = preview(desk)
    assert len(pictures(desk)) >= 1
    desk.click(desk.child(QPushButton, "preview.print"))
    assert "没有可用的打印机" in message(dialogue)


def test_nobody_without_a_transfer_gets_a_letter(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    told, hints = recorded(desk, monkeypatch), list[str]()
    desk.child(MemberView, "members").hinted.connect(hints.append)
    desk.verbs.print_letters.trigger()
    assert hints == ["请先选择已发起转接的团员。"]
    rows = desk.client.members(desk.client.member_ids(MemberQuery()))
    desk.child(ListView, ORDINARY).select_ids([row.member.id for row in rows if not row.open_transfer_id][:2])
    desk.verbs.print_letters.trigger()
    desk.until(lambda: len(hints) == 2)
    assert "都还不能开介绍信" in hints[-1]
    assert told == []


def test_R90_where_the_edition_wants_it_letters_come_after_completion(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(desk, monkeypatch)
    rows = desk.client.members(desk.client.member_ids(MemberQuery()))
    going = [row.member.id for row in rows if row.open_transfer_id]
    assert len(letters_of_members(desk.client, going, "university", Pace()).transfers) == len(going)
    policy = desk.client.policy()
    assert policy is not None

    class Late:
        letter_after_completion = True

    monkeypatch.setattr(desk.client, "policy", lambda: Late())
    found = letters_of_members(desk.client, going, "university", Pace())
    assert all(each.state is TransferState.COMPLETED for each in found.transfers)
    assert found.missed == len(going) - len(found.transfers)


def test_R117_a_letter_is_written_for_what_is_completed_from_the_inbox(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(qtbot, tmp_path, "university", None)
    desk.show(InboxView(desk.client, desk.bridge, desk.verbs))
    told = recorded(desk, monkeypatch)
    desk.child(InboxView, "inbox").open_transfer(sample_id("transfer-done"))
    desk.settle()
    desk.chord(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    preview(desk)
    assert len(pictures(desk)) == 1
    assert len(told) == 1
    desk.child(PreviewDialogue, "preview").reject()
    desk.child(InboxView, "inbox").open_transfer(sample_id("transfer-refused"))
    desk.settle()
    hints: list[str] = []
    desk.child(InboxView, "inbox").hinted.connect(hints.append)
    desk.verbs.print_letters.trigger()
    desk.until(lambda: bool(hints))
    assert "都还不能开介绍信" in hints[0]
    desk.close()

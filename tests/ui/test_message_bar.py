"""What is said without stopping anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton

from desktop.errors import ClientError
from ui.message_bar import MessageBar, details_of
from ui.theme import Tone

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ERROR = ClientError("DISK_FULL", "磁盘已满，张三的操作没有保存。", "The disk is full.")


@pytest.fixture
def bar(qtbot: QtBot) -> MessageBar:
    bar = MessageBar()
    qtbot.addWidget(bar)
    return bar


def button(bar: MessageBar, name: str) -> QAbstractButton:
    found = bar.findChild(QAbstractButton, f"message.{name}")
    assert isinstance(found, QAbstractButton)
    return found


def test_nothing_is_shown_while_there_is_nothing_to_say(bar: MessageBar) -> None:
    assert not bar.isVisible()


def test_error_is_told_in_its_own_sentence_and_can_be_closed(bar: MessageBar) -> None:
    bar.say_error(ERROR)
    assert bar.isVisible()
    assert bar.sentence == ERROR.sentence
    assert bar.property("tone") == "negative"
    button(bar, "close").click()
    assert not bar.isVisible()


def test_details_for_support_name_nobody(bar: MessageBar) -> None:
    bar.say_error(ERROR)
    button(bar, "copy").click()
    copied = QGuiApplication.clipboard().text()
    assert copied == details_of(ERROR)
    assert "DISK_FULL" in copied
    assert "张三" not in copied


def test_plain_message_has_no_details_to_copy(bar: MessageBar) -> None:
    bar.say_error(ERROR)
    bar.say("已用本机数据打开。", Tone.INFO)
    assert not button(bar, "copy").isVisible()


def test_action_is_offered_with_the_message_that_needs_it(bar: MessageBar) -> None:
    action = QAction("重新登录", bar)
    done: list[bool] = []
    action.triggered.connect(lambda: done.append(True))
    bar.say("登录已失效。", Tone.NEGATIVE, action)
    button(bar, "action").click()
    bar.say("别的事。")
    assert done == [True]
    assert not button(bar, "action").isVisible()

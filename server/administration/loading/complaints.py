"""What is wrong with which row, and what to do about it."""

from typing import NamedTuple

COMPLAINT_HEADER = ("文件", "行", "列", "内容", "问题", "怎么办")


class Complaint(NamedTuple):
    row: int
    column: str
    """Empty when it is about the row as a whole."""
    content: str
    problem: str
    remedy: str

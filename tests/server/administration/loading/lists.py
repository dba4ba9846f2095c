"""Lists as schools write them."""

import csv
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from domain.identity import check_digit

ORGANISATION_HEADER = ("组织全称", "上级组织", "组织类型", "组织类别", "单位所属行业类别")
MEMBER_HEADER = ("姓名", "身份证号", "所在团支部", "手机号", "入团日期")
CLASS = "计算机2016级1班团支部"


def number(serial: int, birth: str = "19990507") -> str:
    """Unlike any of the sample's."""
    seventeen = f"330106{birth}{serial:03d}"
    return seventeen + check_digit(seventeen)


def member_line(serial: int, branch: str = CLASS, **more: object) -> list[object]:
    line: dict[str, object] = {
        "姓名": f"新团员{serial}",
        "身份证号": number(serial),
        "所在团支部": branch,
        "手机号": f"138{serial:08d}",
        "入团日期": "2014-05-04",
    }
    return list((line | more).values())


def write_csv(file: Path, *lines: Sequence[object], encoding: str = "utf-8", separator: str = ",") -> Path:
    with file.open("w", encoding=encoding, newline="") as opened:
        csv.writer(opened, delimiter=separator).writerows(lines)
    return file


def write_xlsx(file: Path, *sheets: Sequence[Sequence[object]]) -> Path:
    with xlsxwriter.Workbook(file) as workbook:
        for lines in sheets:
            sheet = workbook.add_worksheet()
            for row, line in enumerate(lines):
                sheet.write_row(row, 0, line)
    return file


def read_list(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))[1:]

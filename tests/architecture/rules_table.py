"""Which test shows which rule: reads the tests' names and writes docs/rules.md.

``python -m tests.architecture.rules_table`` writes the page anew. A rule's number is part of its tests'
names (``test_R31_…``), a question of the guide likewise (``test_Q05_…``); one test may carry several.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "rules.md"
_NUMBERS = re.compile(r"^test_((?:[RQ]\d+_)+)")

RULES: dict[int, str] = {
    1: "组织树与四种组织类型",
    2: "组织资料",
    3: "组织类别",
    4: "全团与北京、广东、福建",
    5: "管理范围",
    6: "新建、更名、移动、撤销组织",
    10: "账号与初始密码",
    11: "重置密码验证码",
    12: "密码要求与登录节流",
    13: "团员与管理员两种身份",
    14: "审计记录",
    20: "可以标记毕业时间的团支部",
    21: "谁可以标记毕业时间",
    22: "更正毕业时间",
    23: "混合型支部",
    24: "6 月 1 日自动变更",
    25: "毕业生团组织照常办理",
    30: "标记团员身份",
    31: "延迟毕业的时间与原因",
    32: "谁可以标记",
    33: "撤销标记",
    34: "谁属于学社衔接",
    35: "延迟毕业团组织",
    40: "谁可以发起转接",
    41: "不能重复发起",
    42: "申请内容",
    43: "查找转入组织",
    44: "撤销申请",
    45: "可以转接的团员",
    46: "删除与恢复团员",
    50: "审批步骤与分配",
    51: "发起方已同意自己的一步",
    52: "特殊单位",
    53: "审批人看到的内容",
    54: "不同意须写理由",
    55: "批量办理逐项答复",
    56: "经过",
    57: "办结",
    58: "天数的计算",
    59: "先到先得，后到告知",
    60: "已落实工作单位",
    61: "升学",
    62: "参军入伍或涉密单位",
    63: "未落实就业去向",
    64: "出国（境）学习研究",
    65: "出国（境）工作",
    66: "延迟毕业",
    67: "转至乡镇街道",
    68: "发起前核对规则",
    69: "档案、党组织关系与线下转接",
    70: "出国学习保留登记",
    71: "未就业保留登记",
    72: "流动团员登记",
    80: "办理期限",
    81: "消息",
    82: "自动办理",
    83: "催办",
    84: "委托",
    90: "年度规则",
    100: "升学衔接率",
    101: "学社衔接率",
    102: "单位团组织转接率",
    103: "转出发起率",
    104: "转出完成率",
    105: "指标下钻",
    110: "组织树界面",
    111: "团员列表",
    112: "审批界面",
    113: "离线办理",
    114: "本机数据保护",
    115: "增量同步",
    116: "Excel 导入导出",
    117: "打印",
    118: "语言、外观与无障碍",
    119: "安装包与更新",
    120: "保存的筛选与粘贴名单",
    121: "批量办理界面",
    122: "交接",
    123: "对账",
    124: "组织健康",
}
QUESTIONS = range(1, 26)

RULES_NOT_YET = frozenset({119, 122})
"""Not built yet. Whoever builds one takes it out of here; the check fails until they do."""
QUESTIONS_NOT_YET: frozenset[int] = frozenset()


class Shown(NamedTuple):
    rules: dict[int, list[str]]
    questions: dict[int, list[str]]


def numbers_shown() -> Shown:
    rules: dict[int, list[str]] = defaultdict(list)
    questions: dict[int, list[str]] = defaultdict(list)
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in _test_names(file):
            place = f"{file.relative_to(ROOT / 'tests').as_posix()}::{name}"
            for letter, number in _numbers(name):
                (rules if letter == "R" else questions)[number].append(place)
    return Shown(dict(rules), dict(questions))


def _test_names(file: Path) -> list[str]:
    tree = ast.parse(file.read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node.name for node in ast.walk(tree) if isinstance(node, kinds)]


def _numbers(name: str) -> list[tuple[str, int]]:
    match = _NUMBERS.match(name)
    words = match.group(1).rstrip("_").split("_") if match else []
    return [(word[0], int(word[1:])) for word in words]


def page() -> str:
    shown = numbers_shown()
    lines = [
        "# Rules and the tests that show them",
        "",
        "Made from the tests' names by `python -m tests.architecture.rules_table`; a check compares it.",
        "«—»: not built yet.",
        "",
        "| rule | what | tests |",
        "|---|---|---|",
        *(
            f"| R{number} | {title} | {_cell(shown.rules.get(number, []))} |"
            for number, title in RULES.items()
        ),
        "",
        "| question of the guide | tests |",
        "|---|---|",
        *(f"| {number} | {_cell(shown.questions.get(number, []))} |" for number in QUESTIONS),
    ]
    return "\n".join(lines) + "\n"


def _cell(places: list[str]) -> str:
    if not places:
        return "—"
    by_file: dict[str, list[str]] = defaultdict(list)
    for place in places:
        file, name = place.split("::")
        by_file[file].append(name)
    return "<br>".join(f"`{file}` ×{len(names)}" for file, names in by_file.items())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

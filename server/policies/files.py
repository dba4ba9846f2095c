"""Editions as files (SPEC R90): a school's own one is a file away."""

import tomllib
from pathlib import Path

from domain.policy import Edition, EditionError, parse_edition


def read_edition(path: Path) -> Edition:
    try:
        return parse_edition(tomllib.loads(path.read_text("utf-8")), path.name)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise EditionError(
            f"年度规则文件 {path.name} 不是有效的 UTF-8 编码 TOML 文件，请对照自带的年度规则文件改正。"
        ) from error

"""衔接: opens the window. --demo brings a local server with sample data, --self-test needs no person."""

import argparse
import os
import sys
from pathlib import Path

from desktop.version import VERSION

PASSWORD_VARIABLE = "XIANJIE_PASSWORD"  # noqa: S105 - the variable's name, not a password.


def arguments_of(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="xianjie", description="衔接：团员组织关系转接")
    parser.add_argument("--server", default="", help="服务器地址 / the server's address")
    parser.add_argument("--account", default="", help="账号 / the account")
    parser.add_argument("--profiles", type=Path, help="本机数据的文件夹 / where this machine's data are kept")
    parser.add_argument(
        "--demo", action="store_true", help="本机样例服务器 / a local server with sample data"
    )
    parser.add_argument("--fresh", action="store_true", help="重新生成样例数据 / make the sample data anew")
    parser.add_argument(
        "--self-test",
        action="store_true",
        help=f"无人值守自检，密码取自 {PASSWORD_VARIABLE} / drive the window without a person",
    )
    parser.add_argument("--version", action="version", version=VERSION)
    return parser.parse_args(words)


def default_profiles() -> Path:
    from platformdirs import user_data_path

    return user_data_path("Xianjie", appauthor=False, roaming=False) / "profiles"


def run_window(chosen: argparse.Namespace) -> int:
    from ui.application import run

    return run(
        profiles=chosen.profiles or default_profiles(),
        server=chosen.server,
        account=chosen.account,
        password=os.environ.get(PASSWORD_VARIABLE, ""),
    )


def run_self_test(chosen: argparse.Namespace) -> int:
    from ui.self_test import run_self_test

    return run_self_test(
        profiles=chosen.profiles or default_profiles(),
        server=chosen.server,
        account=chosen.account,
        password=os.environ.get(PASSWORD_VARIABLE, ""),
    )


def main(words: list[str]) -> int:
    chosen = arguments_of(words)
    if chosen.demo:
        from desktop.demo import run_demo

        return run_demo(chosen.fresh, chosen.self_test)
    return run_self_test(chosen) if chosen.self_test else run_window(chosen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Who saw data of minors in a year."""

from datetime import date
from pathlib import Path

from tests.server.administration.conftest import Typed
from tests.server.changes import change_member
from tests.server.client import Country
from tests.server.sample import id_of, member_name
from tests.server.test_identity_views import report_of, view


def test_looks_at_minors_are_reported_by_the_year(country: Country, typed: Typed, tmp_path: Path) -> None:
    minor, grown = id_of("younger", 1), id_of("younger", 0)
    change_member(country.state, minor, birth_date=date(2003, 1, 1))
    college = country.sign_in("college")
    for member_id in (minor, grown):
        assert college.get(f"/v1/members/{member_id}").status_code == 200
    views = {"views": [view(1, minor), view(2, grown), view(3, id_of("nobody at all"))]}
    assert college.post("/v1/members/identity-views", views).status_code == 204
    assert college.get("/v1/members", organisation_id=id_of("younger")).status_code == 200
    url = country.state.settings.database_url
    file = tmp_path / "minors.csv"
    done, said, _ = typed("admin", "minors", "--year", 2020, "--to", file, "--database", url)
    assert (done, said) == (0, f"2020 年查看未成年团员资料的记录共 3 条，在 {file}。\n")
    place = "示例大学计算机学院团委"
    name = member_name("younger", 1)
    assert [line[1:] for line in report_of(file)] == [
        ["王college", place, what, name, "17", minor] for what in ("团员资料", "完整身份证号", "团员名单")
    ]
    assert file.stat().st_mode & 0o077 == 0
    other = typed("admin", "minors", "--year", 2019, "--to", tmp_path / "none.csv", "--database", url)
    assert other[:2] == (0, "2019 年查看未成年团员资料的记录共 0 条。\n")
    assert typed("admin", "minors", "--year", 2020, "--to", file, "--database", url)[0] == 2

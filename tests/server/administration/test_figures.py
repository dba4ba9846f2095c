"""``check-figures`` finds what is kept wrongly, and mends it."""

from typing import Any

import pytest
from sqlalchemy import Delete, Update, delete, select, update

from server.database.engine import Database
from server.database.tables import audit
from server.figures.tables import figure_case, figure_count
from tests.server.administration.conftest import Typed
from tests.server.figures.asking import study, work
from tests.server.figures_check import figures_errors
from tests.server.sample import id_of

COUNT = figure_count.c.organisation_id == id_of("university")
CASE = figure_case.c.member_id == id_of("class", 0)


def test_R105_figures_as_they_are_kept_are_those_of_a_recount(country: Any, typed: Typed) -> None:
    work(country, 0, complete=True)
    study(country, 0)
    done, said, _ = typed("admin", "check-figures", "--database", country.state.settings.database_url)
    assert (done, said) == (0, "监测指标与重新计算的相同\n")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        (update(figure_count).where(COUNT).values(society=3), id_of("university")),
        (delete(figure_count).where(COUNT), id_of("university")),
        (delete(figure_case).where(CASE), id_of("class", 0)),
        (update(figure_case).where(CASE).values(going=1), id_of("class", 0)),
    ],
    ids=["count", "no count", "no case", "another case"],
)
def test_R105_what_differs_is_named_and_mended(
    url: str, typed: Typed, wrong: Update | Delete, named: str
) -> None:
    database = Database(url)
    with database.writing() as connection:
        connection.execute(wrong)
    done, said, complaint = typed("admin", "check-figures", "--database", url)
    assert done == 2
    assert named in said
    assert "--repair" in complaint
    assert figures_errors(database) != []
    done, said, _ = typed("admin", "check-figures", "--database", url, "--repair")
    assert done == 0
    assert named in said
    assert figures_errors(database) == []
    with database.reading() as connection:
        assert connection.scalar(select(audit.c.action).where(audit.c.action == "figures_repaired"))
    database.close()

"""What everybody in the sample shares: the day, the rules and the places that there are."""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.policy import Edition, conversion_date
from server.seed.calendar import DAYS_TO_LAPSE
from server.seed.committees import Committees
from server.seed.fiction import Fiction


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    seed: int
    today: date
    edition: Edition
    year: int
    """Whose graduates are leaving."""
    fiction: Fiction
    committees: Committees

    @property
    def longest(self) -> int:
        """How many days ago the yearly change was, before which nothing begins."""
        return (self.today - conversion_date(self.edition, self.year)).days


def graduate_year(edition: Edition, today: date) -> int:
    """Whose yearly change is so long ago that a deadline can have passed since."""
    settled = conversion_date(edition, today.year) + timedelta(days=DAYS_TO_LAPSE + 1)
    return today.year if today >= settled else today.year - 1

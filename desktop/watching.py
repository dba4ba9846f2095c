"""The client's part for what is to be watched: deadlines that come, organisations that ail."""

from collections.abc import Sequence

from desktop.facade import Facade
from desktop.health_values import HealthQuery, HealthRow
from desktop.radar_values import Radar
from desktop.reading import health, radar


class Watching(Facade):
    def radar(self) -> Radar:
        """The next 20 days (SPEC R80)."""
        return self._read(radar.read_radar)

    def ailing_ids(self, query: HealthQuery) -> list[str]:
        """What ails the organisations below (SPEC R124)."""
        return self._read(lambda space: health.list_ailing(space, query))

    def ailing(self, ids: Sequence[str]) -> list[HealthRow]:
        """In the order asked; ids that are gone are left out."""
        return self._read(lambda space: health.read_ailing(space, ids))

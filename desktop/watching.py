"""The client's part for what is to be watched: deadlines that come, organisations that ail."""

from desktop.facade import Facade
from desktop.radar_values import Radar
from desktop.reading import radar


class Watching(Facade):
    def radar(self) -> Radar:
        """The next 20 days (SPEC R80)."""
        return self._read(radar.read_radar)

"""Nothing here moves the clock: no question for news needs to be long, and all calls come in one minute."""

from dataclasses import replace

import pytest

from server.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, news_seconds=1, calls_per_minute=0)

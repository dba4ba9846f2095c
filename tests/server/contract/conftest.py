"""Nothing here moves the clock, so no question for news needs to be long."""

from dataclasses import replace

import pytest

from server.settings import Settings


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, news_seconds=1)

import pytest

from tests.server.seed.samples import Contents, contents_of, sample_of


@pytest.fixture(scope="session")
def contents() -> Contents:
    """Must not be changed: all tests share it."""
    return contents_of(sample_of())

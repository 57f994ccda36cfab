import pytest

from bot.search import Index
from tests.bot.search import city


@pytest.fixture(scope="session")
def index() -> Index:
    return city.index()

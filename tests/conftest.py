"""What all tests share: the packs, and how hypothesis runs (same examples every time; `soak` draws new ones)."""

import pytest
from hypothesis import settings

from apex.engine.bundle import Packs
from apex.packs.load import load_packs

settings.register_profile("apex", deadline=None, derandomize=True, database=None)
settings.register_profile("soak", deadline=None, database=None)
settings.load_profile("apex")


@pytest.fixture(scope="session")
def packs() -> Packs:
    return load_packs()

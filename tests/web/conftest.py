"""A real application with its data in a folder of its own, for each test process."""

import pytest
from flask import Flask

from apex.app import create_app
from apex.settings import Settings


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    folder = tmp_path_factory.mktemp("data")
    return create_app(Settings.from_environment({"APEX_ENV": "testing", "APEX_DATA_DIR": str(folder)}))

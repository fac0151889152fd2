"""Settings are read once, checked, and refused in clear lines."""

import pytest

from apex.settings import Settings, SettingsError


def test_development_needs_nothing():
    made = Settings.from_environment({})
    assert made.env == "development"
    assert made.database_url.startswith("sqlite:///")


def test_every_fault_is_told_at_once():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"APEX_ENV": "prod", "APEX_SECRET": "x", "APEX_TEST_ANYTHING": "y"})
    assert len(caught.value.faults) == 2
    assert any("did you mean APEX_SECRET_KEY?" in fault for fault in caught.value.faults)


def test_production_needs_a_secret_and_a_database():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"APEX_ENV": "production"})
    assert len(caught.value.faults) == 2
    with pytest.raises(SettingsError, match="32 characters"):
        Settings.from_environment(
            {"APEX_ENV": "production", "APEX_SECRET_KEY": "short", "APEX_DATABASE_URL": "sqlite:///x"}
        )

"""Settings of the project management system: both or neither, and nothing that cannot be sent."""

import pytest

from apex.settings.pm import read_pm
from apex.settings.reading import Reading

URL, TOKEN = "https://pm.example.com/api/projects", "geheim-token"


def test_both_make_a_system_and_neither_makes_none():
    found = read_pm(Reading({"APEX_PM_URL": URL, "APEX_PM_TOKEN": TOKEN}), "production")
    assert (found.url, found.token) == (URL, TOKEN)
    assert TOKEN not in repr(found)
    assert read_pm(Reading({}), "production") is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"APEX_PM_URL": URL}, "APEX_PM_TOKEN must be set too"),
        ({"APEX_PM_TOKEN": TOKEN}, "APEX_PM_URL must be set too"),
        ({"APEX_PM_URL": "http://pm.example.com", "APEX_PM_TOKEN": TOKEN}, "APEX_PM_URL must look like https://"),
        ({"APEX_PM_URL": URL, "APEX_PM_TOKEN": "geheim\r\nX-Evil: 1"}, "APEX_PM_TOKEN must be printable"),
        ({"APEX_PM_URL": URL, "APEX_PM_TOKEN": "geheim wort"}, "APEX_PM_TOKEN must be printable"),
    ],
)
def test_what_does_not_fit_is_one_fault_that_shows_no_secret(given, said):
    reading = Reading(given)
    read_pm(reading, "production")
    (fault,) = reading.faults
    assert fault.startswith(said)
    assert "geheim" not in fault

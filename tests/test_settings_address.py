"""The settings of single sign-on, and the address people use."""

import pytest

from apex.settings import Settings
from tests.test_settings import PRODUCTION, faults, read

OIDC = {
    "APEX_OIDC_ISSUER": "https://id.shop.example/realms/signs",
    "APEX_OIDC_CLIENT_ID": "apex",
    "APEX_OIDC_CLIENT_SECRET": "hushed words",
}


def test_single_sign_on_is_configured_whole_or_not_at_all():
    assert Settings.from_environment({}).oidc is None
    made = Settings.from_environment(PRODUCTION | OIDC)
    assert (made.oidc.issuer, made.oidc.name) == (OIDC["APEX_OIDC_ISSUER"], "single sign-on")
    assert "hushed" not in repr(made)
    assert Settings.from_environment(OIDC | {"APEX_OIDC_NAME": "Shop ID"}).oidc.name == "Shop ID"
    for name in OIDC:
        left = {key: value for key, value in OIDC.items() if key != name}
        assert faults(left) == [f"{name} must be set too: the APEX_OIDC_ settings go together"]
    assert len(faults(OIDC | {"APEX_OIDC_NAME": "x" * 61})) == 1


@pytest.mark.parametrize(
    "issuer",
    [
        "id.shop.example",
        "http://id.shop.example",
        "https://u:hidden@id.example",
        "https://id.example/?x",
        "https://i:99999",
    ],
)
def test_an_issuer_is_an_https_address(issuer):
    (fault,) = faults(OIDC | {"APEX_OIDC_ISSUER": issuer})
    assert fault.startswith("APEX_OIDC_ISSUER must look like https://host")
    assert "hidden" not in fault


def test_an_issuer_on_this_machine_may_do_without_https_but_not_in_production():
    for issuer in ("http://localhost:9000/shop", "http://127.0.0.1:9000", "http://[::1]:9000/"):
        given = OIDC | {"APEX_OIDC_ISSUER": issuer}
        assert Settings.from_environment(given).oidc.issuer == issuer
        assert Settings.from_environment(given | {"APEX_ENV": "testing"}).oidc.issuer == issuer
        assert len(faults(PRODUCTION | given)) == 1


def test_the_address_people_use_is_one_origin():
    assert read().public_url is None
    assert read(PUBLIC_URL="https://Apex.Example:443/").public_url == "https://apex.example"
    assert read(PUBLIC_URL="http://localhost:8000").public_url == "http://localhost:8000"
    for wrong in (
        "apex.example",
        "https://apex.example/app",
        "https://a.example,https://b.example",
        "ftp://apex.example",
    ):
        (fault,) = faults({"APEX_PUBLIC_URL": wrong})
        assert repr(wrong) in fault
    assert len(faults(PRODUCTION | {"APEX_PUBLIC_URL": "http://apex.example"})) == 1

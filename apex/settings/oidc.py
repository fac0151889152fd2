"""Where people of this installation log in with an account of their organization (OpenID Connect)."""

from __future__ import annotations

from dataclasses import dataclass, field

from apex.settings.reading import Reading

NEEDED = ("APEX_OIDC_ISSUER", "APEX_OIDC_CLIENT_ID", "APEX_OIDC_CLIENT_SECRET")
"""All of them or none."""
NAME = "APEX_OIDC_NAME"


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcSettings:
    """The provider, and what APEX is known as there. `name` is what people know the provider by."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str


def read_oidc(reading: Reading, env: str) -> OidcSettings | None:
    """The provider of single sign-on, None where there is none."""
    name = reading.text(NAME) or "single sign-on"
    if len(name) > 60 or not name.isprintable():
        reading.refuse(NAME, "must be at most 60 printable characters: it is the label of a button")
    # The issuer is an identifier, compared to the letter: nothing of it is respelled.
    issuer = reading.address(NEEDED[0], plain=env != "production")
    given = {other: reading.text(other) for other in NEEDED}
    missing = [other for other, value in given.items() if not value]
    if missing and len(missing) < len(NEEDED):
        reading.faults += [f"{other} must be set too: the APEX_OIDC_ settings go together" for other in missing]
    if missing or issuer is None:
        return None
    return OidcSettings(
        issuer=issuer, client_id=str(given[NEEDED[1]]), client_secret=str(given[NEEDED[2]]), name=name
    )  # fmt: skip

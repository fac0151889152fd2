"""The project management system that is told of submitted projects."""

from __future__ import annotations

from dataclasses import dataclass, field

from apex.settings.reading import Reading

URL, TOKEN = "APEX_PM_URL", "APEX_PM_TOKEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class PmSettings:
    """Where projects are posted to, and the token that lets APEX do it."""

    url: str
    token: str = field(repr=False)


def read_pm(reading: Reading, env: str) -> PmSettings | None:
    """Both settings, or neither: then projects keep the number they have here."""
    url = reading.address(URL, plain=env != "production")
    token = reading.text(TOKEN)
    if token is not None and not (token.isascii() and token.isprintable() and " " not in token):
        # Not shown: it is a secret.
        reading.refuse(TOKEN, "must be printable ASCII without spaces: it is sent in a header")
    if (reading.text(URL) is None) != (token is None):
        missing = URL if token is not None else TOKEN
        reading.faults.append(f"{missing} must be set too: {URL} and {TOKEN} go together")
    return PmSettings(url=url, token=token) if url and token else None

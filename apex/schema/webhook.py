"""What is said of endpoints that are told what happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, get_args

from annotated_types import MaxLen, MinLen

from apex.engine.bound import Fault, Is

Event = Literal[
    "project.created",
    "project.cloned",
    "project.changed",
    "project.restored",
    "project.draft",
    "project.estimating",
    "project.submitted",
    "project.accepted",
    "project.rejected",
    "project.archived",
    "design.saved",
    "tree.edited",
    "calculation.sealed",
    "report.made",
    "file.added",
    "file.removed",
    "share.made",
    "share.opened",
    "share.answered",
    "share.settled",
    "share.revoked",
    "job.failed",
]
EVENTS: tuple[Event, ...] = get_args(Event)
TEST = "webhook.test"
"""What an endpoint is sent to see whether it answers, whatever it listens to."""
FIELDS = ("url", "description", "events")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookChange:
    """An endpoint, as it is made or changed."""

    url: Annotated[str, MinLen(8), MaxLen(500), Is("Address", help="https://, where messages are posted to")]
    description: Annotated[str, MaxLen(200), Is("Description", help="For you; it is not sent")] = ""
    events: Annotated[tuple[Event, ...], MinLen(1), MaxLen(len(EVENTS)), Is("Is told of")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From when on messages are sent again."""

    since: Annotated[
        str,
        MinLen(10),
        MaxLen(40),
        Is("Everything since", help="A day or a time (UTC): 2026-11-22T14:30; at most 30 days ago"),
    ]

    def rules(self) -> list[Fault]:
        try:
            datetime.fromisoformat(self.since)
        except ValueError:
            return [("since", "is not a day or a time; 2026-11-22T14:30 is one")]
        return []

"""A believable shop: its people, and what each of its signs went through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from apex.actions import project
from apex.actions.call import Actor, Call, utc_now
from apex.actions.save import restore, save_design
from apex.actions.status import move
from apex.engine.bundle import Packs
from apex.logic.patch import merge_patch
from apex.schema.project import Move, Return, Status
from apex.schema.text import load_yaml
from apex.settings import ROOT
from apex.store.project import Project
from apex.store.user import User

EXAMPLES = ROOT / "examples"


@dataclass(frozen=True, slots=True)
class Shop:
    """Does in one session what people of each role do, through the actions they do it with."""

    session: Session
    packs: Packs
    people: Mapping[str, User]

    def open(self, example: str, who: str, edits: Mapping[str, Any] | None = None, **overview: str) -> Project:
        """A project of an example's design; `edits` say in what it began differently."""
        document: Any = load_yaml((EXAMPLES / f"{example}.yaml").read_bytes())
        design = merge_patch(document, dict(edits or {}))
        return project.create(self._call(who), self.packs, {"name": document["name"], **overview, "design": design})

    def save(self, held: Project, who: str, edits: Mapping[str, Any], reason: str) -> None:
        document = merge_patch(held.document, dict(edits))
        save_design(self._call(who), self.packs, held, held.version, document, reason=reason)

    def describe(self, held: Project, who: str, **said: str) -> None:
        project.change(self._call(who), held, held.version, {**project.overview_of(held), **said})

    def move(self, held: Project, who: str, *path: Status, reason: str = "") -> None:
        for to in path:
            move(self._call(who), held, held.version, Move(to=to, reason=reason))

    def restore(self, held: Project, who: str, version: int, reason: str) -> None:
        restore(self._call(who), self.packs, held, held.version, Return(version=version, reason=reason))

    def clone(self, held: Project, who: str, **said: str) -> Project:
        made = project.clone(self._call(who), self.packs, held)
        self.describe(made, who, **said)
        return made

    def _call(self, who: str) -> Call:
        user = self.people[who]
        return Call(session=self.session, actor=Actor(user.id, user.email, user.name, user.role), now=utc_now())


def pylon(shop: Shop) -> None:
    """Begun with the wrong wind, corrected, sold."""
    began = {"site": {"wind_speed_mph": 105, "frost_depth_ft": 3.0}, "pricing": None}
    held = shop.open(
        "main_street_pylon", "estimator", began,
        customer="Keller Hardware", site_name="Main Street store", address="412 Main St, Decatur, IL",
    )  # fmt: skip
    shop.save(
        held, "engineer", {"site": {"wind_speed_mph": 115, "frost_depth_ft": 3.5}}, "wind and frost of the county"
    )
    shop.save(
        held, "estimator", {"pricing": {"addons": ["calc_packet", "hard_copies"]}}, "the permit office wants paper"
    )
    shop.move(held, "estimator", "estimating", "submitted")
    shop.move(held, "approver", "accepted", reason="signed by the owner")


def truck_stop(shop: Shop) -> None:
    """Waits for a decision."""
    held = shop.open(
        "truck_stop_high_rise", "engineer",
        customer="Prairie Fuel Co.", site_name="Exit 42", address="I-80 Exit 42, Walnut, IL",
    )  # fmt: skip
    shop.move(held, "engineer", "estimating", "submitted")


def auto_row(shop: Shop) -> None:
    """Two people at one design: each builds on what the other saved, and one goes back."""
    held = shop.open(
        "auto_row_wide_sign", "estimator",
        customer="Auto Row LLC", site_name="Dealership frontage", address="2200 Auto Row Dr, Normal, IL",
    )  # fmt: skip
    shop.move(held, "estimator", "estimating")
    shop.save(held, "engineer", {"foundation": {"diameter_ft": 3.5}}, "a smaller auger is on the truck")
    shop.save(held, "estimator", {"site": {"frost_depth_ft": 3.0}}, "frost line from the county, after June's auger")
    shop.save(held, "engineer", {"support": {"families": ["HSS_round"]}}, "round only, to match the building")
    shop.restore(held, "estimator", 3, "the customer keeps the square column and the 3.5 ft pier")


def cafe(shop: Shop) -> None:
    """Rejected, opened again, changed: its first seal is superseded."""
    held = shop.open(
        "flag_offset_cafe", "estimator",
        customer="Corner Cafe", site_name="Patio corner", address="18 Elm St, Peoria, IL",
    )  # fmt: skip
    shop.move(held, "estimator", "estimating", "submitted")
    shop.move(held, "approver", "rejected", reason="the city wants 1 ft more of clearance over the walk")
    shop.move(held, "estimator", "estimating", reason="raised by 1 ft")
    cabinet = {**held.document["sign"]["cabinets"][0], "bottom_ft": 13}
    shop.save(held, "estimator", {"sign": {"cabinets": [cabinet]}}, "1 ft more of clearance")


def harbor(shop: Shop) -> None:
    """One person's, not open to the others yet."""
    shop.open(
        "harbor_flexible_pole", "engineer", visibility="members",
        customer="Harbor Motel", site_name="Highway side", address="7 Harbor Rd, Traverse City, MI",
        description="Below 1 Hz: the gust factor is the flexible one.",
    )  # fmt: skip


def clinic(shop: Shop) -> None:
    """A low sign, and its twin at the other entrance; a third was given up."""
    held = shop.open(
        "monument_height_clinic", "estimator",
        customer="Elm Street Clinic", site_name="North entrance", address="900 Elm St, Bloomington, IL",
    )  # fmt: skip
    shop.move(held, "estimator", "estimating", "submitted")
    shop.move(held, "approver", "rejected", reason="over budget; asked to come back in spring")
    twin = shop.clone(held, "engineer", name="Elm Street Clinic, south sign", site_name="South entrance")
    shop.move(twin, "engineer", "estimating")
    third = shop.clone(held, "estimator", name="Elm Street Clinic, parking", site_name="Parking lot")
    shop.move(third, "estimator", "archived", reason="the lot has a sign already")


def billboard(shop: Shop) -> None:
    """Nothing in the catalog holds it: a draft that fails its checks."""
    shop.open(
        "nothing_feasible", "estimator",
        customer="Coast Outdoor", site_name="Highway 98, mile 12", address="US-98, Mexico Beach, FL",
        description="180 mph, exposure D. Ask for two columns.",
    )  # fmt: skip


STORIES: tuple[Callable[[Shop], None], ...] = (pylon, truck_stop, auto_row, cafe, harbor, clinic, billboard)
"""Each of another example."""

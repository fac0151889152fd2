"""What the seismic design category asks of the bars of piers and footings, said of those made for strength alone."""

from __future__ import annotations

from apex.engine.document.baseplate import Sdc
from apex.engine.footing.shape import Footing
from apex.engine.trace import Quiet

DETAILED: tuple[Sdc, ...] = ("C", "D", "E", "F")
"""From C on IBC 1810.3.9.4 sets the reinforced length, the least bars and the ties of cast-in-place piers."""
ACI_SECTIONS = {"318-14": "18.13.4", "318-19": "18.13.5"}
OLD_ACI, FROM_D = "318-14", ("D", "E", "F")
"""ACI 318-14 section 18.13 begins at category D, that of 318-19 at C."""


def say_detailing(sheet: Quiet, category: Sdc | None, aci: str) -> None:
    """Warn from category C on; say of A and B that nothing is asked, and of an unknown category what is open."""
    if category is None:
        sheet.assume(
            f"No S_DS was given, so the seismic design category is not known: from C on IBC 1810.3.9.4 and ACI {aci} "
            f"{ACI_SECTIONS[aci]} ask for bars and ties that the cage of the pier is not made for."
        )
    elif category in DETAILED:
        also = "" if aci == OLD_ACI and category not in FROM_D else f", ACI {aci} {ACI_SECTIONS[aci]}"
        sheet.warn(
            f"seismic detailing of piers is asked for in category {category} (IBC 1810.3.9.4{also}: least bars, their "
            "length, close ties at the top) and is not part of this cage"
        )
    else:
        sheet.assume(f"Seismic design category {category}: IBC 1810.3.9.4 asks for no seismic detailing of the pier.")


def say_plain_pier(sheet: Quiet, category: Sdc | None) -> None:
    """Warn from category C on: whether a pole in plain concrete is a deep foundation the building official says."""
    if category in DETAILED:
        sheet.warn(
            f"seismic detailing of piers: in category {category} IBC 1810.3.9.4 asks for bars in cast-in-place piers. "
            "This one has the pole in it and no bars: the building official is to say whether it counts as one"
        )


def turns_inward(category: Sdc | None) -> bool:
    """Whether ACI 318 18.13.2 asks for hooks of a pedestal's bars that turn toward its middle."""
    return category in FROM_D


def say_footing_detailing(sheet: Quiet, category: Sdc | None, aci: str, f: Footing, *, existing: bool) -> None:
    """From D on: what ACI 318 18.13.2 asks of a footing and how far this one is made for it."""
    asked = f"ACI {aci} 18.13.2"
    if category is None:
        sheet.assume(
            f"No S_DS was given, so the seismic design category is not known: from D on {asked} asks for hooks of the "
            "pedestal's bars that turn toward its middle and, close to an edge of the footing, for ties in it."
        )
    elif category not in FROM_D:
        sheet.assume(f"Seismic design category {category}: {asked} asks for no seismic detailing of the footing.")
    elif existing:
        sheet.warn(
            f"{asked} asks in category {category} for hooks of the pedestal's bars that turn toward its middle and for "
            "a mat in the top of a side that is lifted: whether the existing footing has them is not known"
        )
    else:
        _say_made(sheet, f"Seismic design category {category} ({asked})", asked, f)


def _say_made(sheet: Quiet, category: str, asked: str, f: Footing) -> None:
    if f.pedestal_height_ft <= 0.0:
        sheet.assume(f"{category}: a side of the footing that is lifted has its mat in the top.")
        return
    sheet.assume(
        f"{category}: the pedestal's bars are developed in tension in the footing, their hooks turn toward its middle, "
        "and a side that is lifted has its mat in the top."
    )
    if min(f.B_ft, f.L_ft) - f.c_ft < f.t_ft:
        sheet.warn(
            f"the pedestal's face lies within half the thickness of the footing from its edge: the ties that {asked} "
            "asks for in the footing there are not part of it"
        )

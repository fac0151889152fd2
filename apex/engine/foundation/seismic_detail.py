"""What the seismic design category asks of the bars of a pier, said of a cage that is made for strength alone."""

from __future__ import annotations

from apex.engine.document.baseplate import Sdc
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

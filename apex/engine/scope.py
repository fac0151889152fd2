"""What this engine does not compute, said before anything is computed."""

from __future__ import annotations

from collections.abc import Iterator

from apex.engine.aluminum.scope import MAX_HEIGHT_FT, TOO_TALL
from apex.engine.document import Document
from apex.engine.edition import Editions
from apex.errors import OutOfScope


def refuse_out_of_scope(document: Document, editions: Editions) -> None:
    """Raise for everything in the document the engine has no answer to, all at once."""
    refusals = list(_refusals(document, editions))
    if refusals:
        first = refusals[0]
        first.problems = tuple(p for r in refusals for p in r.problems)
        raise first


def _refusals(document: Document, editions: Editions) -> list[OutOfScope]:
    site, support = document.site, document.support
    found = list(_aluminum(document)) if support.material == "aluminum" else []
    if site.soil.class_ == 6:
        limit = "organic and very soft soils have no presumptive values: a geotechnical report is needed"
        found.append(OutOfScope("IBC Table 1806.2", "soil class", 6, limit, "site.soil.class"))
    tornado = editions.asce7 == "7-22" and site.risk_category in ("III", "IV")
    if tornado and not site.outside_tornado_region:
        limit = "tornado loads (chapter 32) apply unless the site is declared outside the tornado-prone region"
        where = "site.outside_tornado_region"
        found.append(OutOfScope("ASCE 7-22 32.1", "risk category", site.risk_category, limit, where))
    return found


def _aluminum(document: Document) -> Iterator[OutOfScope]:
    """What is not computed for supports of aluminum."""
    support = document.support
    if support.segments:
        limit = "splices are computed for steel only; give one section"
        yield OutOfScope("ADM", "segments", len(support.segments), limit, "support.segments")
    if support.hand_holes:
        limit = "hand holes are computed for steel only"
        yield OutOfScope("ADM", "hand holes", len(support.hand_holes), limit, "support.hand_holes")
    if document.top_ft > MAX_HEIGHT_FT:
        name = "height of an aluminum support, ft"
        yield OutOfScope("ADM Appendix 3", name, document.top_ft, TOO_TALL, "support.material")
    if document.foundation.kind != "direct_burial":
        limit = "plates and welds of aluminum (ADM chapter J) are not computed; bury the post directly, or use steel"
        yield OutOfScope("ADM J", "base of an aluminum support", document.foundation.kind, limit, "foundation.kind")

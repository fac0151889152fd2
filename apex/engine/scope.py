"""What this engine does not compute, said before anything is computed."""

from __future__ import annotations

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
    site, support, foundation = document.site, document.support, document.foundation
    found = []
    if support.material == "aluminum":
        limit = "aluminum supports are not computed by this version; use steel"
        found.append(OutOfScope("ADM", "support material", support.material, limit, "support.material"))
    if support.count > 1:
        limit = "signs on several posts are not computed by this version; one post is"
        found.append(OutOfScope("rigid line of posts", "posts", support.count, limit, "support.count"))
    if support.segments:
        limit = "stepped supports are not computed by this version; give one section"
        found.append(OutOfScope("AISC 360", "segments", len(support.segments), limit, "support.segments"))
    if foundation.kind != "direct_burial":
        limit = "this version computes direct burial only"
        found.append(OutOfScope("IBC 1807", "foundation", foundation.kind, limit, "foundation.kind"))
    if site.ice_in:
        limit = "ice loads need the concurrent gust speed and are not computed by this version"
        found.append(OutOfScope("ASCE 7 chapter 10", "ice thickness", site.ice_in, limit, "site.ice_in"))
    if site.soil.class_ == 6:
        limit = "organic and very soft soils have no presumptive values: a geotechnical report is needed"
        found.append(OutOfScope("IBC Table 1806.2", "soil class", 6, limit, "site.soil.class"))
    tornado = editions.asce7 == "7-22" and site.risk_category in ("III", "IV")
    if tornado and not site.outside_tornado_region:
        limit = "tornado loads (chapter 32) apply unless the site is declared outside the tornado-prone region"
        where = "site.outside_tornado_region"
        found.append(OutOfScope("ASCE 7-22 32.1", "risk category", site.risk_category, limit, where))
    return found

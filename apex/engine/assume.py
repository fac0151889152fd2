"""Choices and defaults of a document, as the sentences printed under Assumptions."""

from __future__ import annotations

from collections.abc import Mapping

from apex.engine.document import Document, Foundation, Options, Support
from apex.engine.edition import Editions
from apex.engine.jurisdiction import Jurisdictions, jurisdiction_words
from apex.engine.steel.section import Section
from apex.engine.trace import Quiet


def _default(is_default: bool) -> str:
    return " (default)" if is_default else ""


def codes_in_force(document: Document, editions: Editions) -> Mapping[str, str]:
    """The standards this document's design stands on, with their editions."""
    plated = document.foundation.kind != "direct_burial"
    return editions.in_force(aluminum=document.support.material == "aluminum", plated=plated)


def assume_document(
    sheet: Quiet, document: Document, editions: Editions, jurisdictions: Jurisdictions | None = None
) -> None:
    """Every choice the document makes or leaves to its default, and what is known of its jurisdiction."""
    site, options, support = document.site, document.options, document.support
    named = [name for series, name in codes_in_force(document, editions).items() if series != "IBC"]
    sheet.assume(f"{site.code_basis}: {', '.join(named)} are in force.")
    sheet.assume(
        f"The wind speed of {site.wind_speed_mph:g} mph is the mapped 3 s gust for risk category "
        f"{site.risk_category}; no importance factor is applied to wind."
    )
    _options(sheet, options, several=len(document.sign.cabinets) > 1)
    _support(sheet, support)
    stands = "The post stands at x = 0 and runs to the top of the sign; it is fixed at grade."
    if support.count > 1:
        stands = (
            "The posts stand in a line along the face, its middle at x = 0, and run to the top of the sign; they are "
            "fixed at grade."
        )
    sheet.assume(stands)
    sheet.assume("Cabinet weights act at the centers of the faces; wind along the face is not shielded.")
    if not site.sds:
        sheet.assume("No seismic values above zero were given: seismic load is not checked.")
    if not site.snow_psf:
        sheet.assume("No snow load was given: snow is not checked.")
    _defaults(sheet, document)
    if jurisdictions is not None:
        jurisdiction_words(sheet, jurisdictions, site)
    elif site.jurisdiction:
        sheet.warn(f"jurisdiction {site.jurisdiction!r}: its local amendments are not known here and were not applied")


def _defaults(sheet: Quiet, document: Document) -> None:
    """Values equal to their default, which may be nobody's decision: a document does not tell who typed one."""
    site, foundation = document.site, document.foundation
    base = Foundation(kind=foundation.kind)
    held = (
        (site.risk_category == "II", "risk category II"),
        (site.kzt == 1.0 and site.topography is None, "K_zt 1.0"),
        (site.frost_depth_ft == 3.5, "frost depth 3.5 ft"),
        (
            foundation.kind != "spread_footing"
            and foundation.shape == "round"
            and foundation.diameter_ft == base.diameter_ft,
            "pier diameter 3 ft",
        ),
        (foundation.fc_psi == base.fc_psi, "concrete f'c 3,000 psi"),
        (foundation.max_depth_ft == base.max_depth_ft, "greatest depth 30 ft"),
    )
    named = [words for at_default, words in held if at_default]
    if named:
        sheet.assume(f"Equal to their defaults, given or not: {', '.join(named)}.")
    for i, c in enumerate(document.sign.cabinets):
        if c.depth_ft is None:
            sheet.assume(
                f"{c.name or f'Cabinet {i + 1}'}: no depth was given; its edge is taken as {c.t_ft:g} ft and no "
                "reduction is made for double faces."
            )


GROUPING = {
    "each": "each on its own, with its own coefficients",
    "merged": "those that stand close together as one sign",
    "envelope": (
        'the worse, check by check, of each on its own (cases "each") and of those that stand close together as one '
        'sign (cases "merged")'
    ),
}
"""What the choice means, in the words that governing cases use."""


def _options(sheet: Quiet, options: Options, *, several: bool) -> None:
    gust = options.gust
    words = {
        "auto": "0.85 for a rigid sign, calculated for a flexible one (n_1 < 1 Hz), the larger of both up to 1.3 Hz",
        "calculated": "calculated by ASCE 7 26.11",
    }
    said = words[gust] if isinstance(gust, str) else f"{gust:g} as given"
    sheet.assume(f"Gust-effect factor: {said}{_default(gust == 'auto')}.")
    if several:
        sheet.assume(
            f"Wind on several cabinets: {GROUPING[options.grouping]}{_default(options.grouping == 'envelope')}."
        )
    kz = "the formula" if options.kz_method == "formula" else "interpolation in the table"
    sheet.assume(f"K_z by {kz}{_default(options.kz_method == 'formula')}.")
    if not options.wind_on_support:
        sheet.warn("wind on the support is left out by choice; ASCE 7 29.4 asks for it")


def _support(sheet: Quiet, support: Support) -> None:
    base = Support()
    sheet.assume(
        f"Damping ratio {support.damping:g}{_default(support.damping == base.damping)}; support checked by "
        f"{support.method}{_default(support.method == base.method)}; deflection limit L/{support.deflection_limit:g} "
        f"under {support.service_wind_factor:g}W{_default(support.deflection_limit == base.deflection_limit)} "
        "(the codes set none)."
    )


def assume_foundation(sheet: Quiet, foundation: Foundation, frost_ft: float) -> None:
    sizes = (
        f"least depth {foundation.minimum_depth_ft:g} ft, frost {frost_ft:g} ft, depth in steps of "
        f"{foundation.depth_step_ft:g} ft"
    )
    if foundation.depth_ft is not None:
        sizes = f"least depth {foundation.minimum_depth_ft:g} ft, frost {frost_ft:g} ft, depth as given"
    if foundation.kind == "spread_footing":
        sheet.assume(f"{sizes[0].upper()}{sizes[1:]}.")
        return
    if foundation.constrained:
        sheet.assume(f"Held at grade, S_3 is taken at the depth and at 12 ft at most (IBC 1807.3.2.2); {sizes}.")
        return
    on_depth = foundation.depth_limit_reading == "on_depth"
    reading = "the embedment: S_1 is taken at 12/3 ft at most" if on_depth else "d/3: S_1 is taken at 12 ft at most"
    sheet.assume(f"The 12 ft limit of IBC 1807.3.2.1 is read as one on {reading}; {sizes}.")


def warn_section(sheet: Quiet, section: Section, support: Support) -> None:
    if section.kind == "round":
        sheet.assume(
            f"Round support taken as {support.roughness.replace('_', ' ')}"
            f"{_default(support.roughness == 'moderately_smooth')} (ASCE 7 Fig. 29.4-1)."
        )
        sheet.warn("vortex shedding and galloping of round poles lie outside ASCE 7 chapter 29 and are not checked")

"""Every family of formulas: what was published about it, and which tests work it out by another route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

AISC = "AISC Design Examples"
SECOND = "test_second.py::test_the_engine_agrees_with_the_second_implementation"


@dataclass(frozen=True, kw_only=True)
class Family:
    """Formulas of one kind. `modules` under apex/engine; `published` figures compared; `tests` under tests/engine."""

    name: str
    modules: tuple[str, ...]
    published: tuple[str, ...] = ()
    tests: tuple[str, ...]


FAMILIES = (
    Family(
        name="Velocity pressure, topography",
        modules=("wind.velocity", "wind.topography"),
        published=("ASCE 7-16 Table 26.9-1 and Fig. 26.8-1", "*Exposure and velocity pressure* below"),
        tests=(SECOND, "test_trap_wind.py::test_topography_is_that_of_the_figure"),
    ),
    Family(
        name="Force coefficients and forces on signs",
        modules=("wind.coefficient", "wind.force"),
        published=("*Wind on signs* below",),
        tests=(SECOND, "test_trap_wind.py::test_strips_of_case_c_have_the_coefficients_of_the_figure"),
    ),
    Family(
        name="Gust-effect factor",
        modules=("wind.gust",),
        published=("a Tedds wind loading sample", "*Gust-effect factor* below"),
        tests=(SECOND,),
    ),
    Family(
        name="Ice and wind on ice",
        modules=("load.ice",),
        published=("General Order 95 Table 23 and an NESC sag table", "*Ice* below"),
        tests=(
            "test_ice.py::test_the_ice_on_a_member_is_the_ring_around_its_circumscribed_circle",
            "test_ice.py::test_the_weight_of_a_cabinet_by_hand",
            "test_ice.py::test_wind_with_ice_by_hand",
        ),
    ),
    Family(
        name="Dead load and earthquake",
        modules=("load.dead", "load.seismic", "support.seismic_cut"),
        published=("ASCE 7 section 12.8.3: k of 1 and 2",),
        tests=(SECOND, "test_hand.py::test_the_earthquake_of_a_sign_by_hand"),
    ),
    Family(
        name="Posts in a line",
        modules=("load.share", "support.line"),
        published=("a rigid pad on four piers", "*Posts in a line* below"),
        tests=(
            "test_line.py::test_end_posts_carry_what_a_rigid_bar_on_springs_gives_them",
            "test_frame.py::test_the_end_posts_carry_what_the_frame_gives_them",
        ),
    ),
    Family(
        name="Steel members",
        modules=(
            "steel.flexure", "steel.shear", "steel.torsion", "steel.compression", "steel.combined", "steel.wide_flange",
        ),
        published=(f"{AISC} F.1, F.9B, G.1A, G.4, G.5, H.1, H.5A, H.5B", "the STAAD.Pro verification manual"),
        tests=(SECOND, "test_hand.py::test_h3_6_counts_both_axes_and_the_resultant_shear"),
    ),
    Family(
        name="Hand holes",
        modules=("steel.opening", "steel.opening_strength"),
        tests=(
            "test_opening.py::test_the_net_section_of_a_round_tube_is_the_sum_of_its_cells",
            "test_opening.py::test_the_net_section_of_a_box_is_the_sum_of_its_walls",
            "test_opening.py::test_the_strip_beside_a_hole_is_in_balance",
        ),
    ),
    Family(
        name="Sway, deflection, frequency",
        modules=("support.stiffness", "support.mode", "support.cantilever", "support.station"),
        published=("AISC Manual Table 3-23", "Timoshenko and Gere 2.12"),
        tests=(
            "test_cantilever.py::test_deflection_and_slope_are_those_of_beam_elements",
            "test_cantilever.py::test_the_first_mode_of_a_stepped_support_is_that_of_beam_elements",
            "test_frequency.py::test_the_frequency_is_that_of_the_first_mode_within_two_percent",
        ),
    ),
    Family(
        name="Splices of stepped supports",
        modules=("support.splice", "support.cap"),
        published=("AISC DG1 3.1.2: strength of a plate",),
        tests=(
            "test_splice.py::test_the_weld_stress_is_that_of_the_line_point_by_point",
            "test_splice.py::test_the_strip_moment_is_never_below_that_of_a_round_plate_under_a_ring",
        ),
    ),
    Family(
        name="Aluminum members",
        modules=(
            "aluminum.combined", "aluminum.compression", "aluminum.constant", "aluminum.factor", "aluminum.flexure",
            "aluminum.shear",
        ),
        published=("ADM 2020 Part VI Table 2-19W",),
        tests=(
            "test_aluminum.py::test_nominal_strengths_are_those_of_the_second_implementation",
            "test_aluminum.py::test_a_stocky_box_carries_the_stress_blocks_of_its_walls",
        ),
    ),
    Family(
        name="Embedded piers",
        modules=("foundation.burial", "foundation.embedment", "foundation.pier", "foundation.soil"),
        published=("*Embedded posts and poles* below",),
        tests=(
            SECOND,
            "test_hand.py::test_the_pier_is_in_balance_and_its_shear_and_moment_are_sums_of_the_pressure",
            "test_hand.py::test_the_depth_goes_over_into_the_pure_moment_as_the_shear_vanishes",
        ),
    ),
    Family(
        name="Torsion and uplift of piers, volumes",
        modules=("foundation.torsion", "foundation.uplift", "foundation.concrete"),
        published=("IBC Table 1806.2",),
        tests=(
            "test_hand.py::test_the_torsion_the_soil_takes_by_hand",
            "test_line.py::test_a_post_that_is_lifted_is_held_by_the_weight_of_its_pier",
        ),
    ),
    Family(
        name="Post that ends in its pier",
        modules=("foundation.couple",),
        published=("McCormac & Brown 12.3 and 12.4: bearing, in *Concrete of footings* below",),
        tests=(
            "test_drilled_embedded.py::test_the_two_blocks_balance_the_post",
            "test_drilled_embedded.py::test_the_checks_of_a_shorter_post_by_hand",
            "test_couple_second.py::test_no_pressure_of_any_shape_holds_a_post_with_less_than_two_blocks_need",
            "test_couple_second.py::test_a_post_asks_of_the_concrete_what_an_embedded_steel_shape_does",
        ),
    ),
    Family(
        name="Bending of reinforced concrete",
        modules=("concrete.block", "concrete.detail"),
        published=("textbooks: half a circle",),
        tests=(
            "test_concrete.py::test_a_ring_agrees_with_fibers_added_up",
            "test_concrete.py::test_a_rectangle_agrees_with_fibers_added_up",
            "test_concrete.py::test_a_lightly_reinforced_rectangle_is_the_beam_of_the_textbook",
        ),
    ),
    Family(
        name="Shear, torsion and development of bars",
        modules=("concrete.shear", "concrete.torsion", "concrete.development", "foundation.cage_anchorage"),
        published=("McCormac & Brown 7.2 to 7.7, 12.1 to 12.4, 15.1", "*Bars, shear and torsion of concrete* below"),
        tests=(
            "test_concrete_bond.py::test_torsion_ties_and_bars_balance_the_shear_flow_of_a_thin_tube",
            "test_concrete_bond.py::test_the_general_length_is_that_of_the_table_where_cover_is_one_and_a_half_bars",
            "test_concrete_bond.py::test_shear_without_axial_load_is_two_roots_of_the_concrete_in_both_editions",
        ),
    ),
    Family(
        name="Pressure and stability of footings",
        modules=("footing.bearing", "footing.push", "footing.shape", "footing.stability"),
        published=("*Spread footings* below",),
        tests=(
            "test_footing_plane.py::test_the_corner_pressure_is_that_of_springs_which_let_go",
            "test_footing_plane.py::test_a_grid_of_the_pressure_adds_up_to_the_loads",
            "test_footing.py::test_the_lever_of_friction_is_the_mean_distance_by_brute_force",
        ),
    ),
    Family(
        name="Concrete of footings",
        modules=("footing.concrete", "footing.pedestal", "footing.pedestal_push", "footing.transfer"),
        published=("Wight & MacGregor 15-2; McCormac & Brown 12.2 to 12.5", "*Concrete of footings* below"),
        tests=(
            "test_footing_plane.py::test_strips_are_what_a_fine_grid_says",
            "test_footing_steel.py::test_two_way_stress_is_that_of_shear_flow_integrated_around_the_section",
            "test_footing.py::test_factored_moments_and_shears_follow_from_statics_of_the_whole_footing",
            "test_pedestal_hook.py::test_the_side_cover_is_that_of_the_bar_nearest_to_a_side",
        ),
    ),
    Family(
        name="Base plates",
        modules=(
            "baseplate.bearing", "baseplate.bending", "baseplate.derivation", "baseplate.fit", "baseplate.outline",
            "baseplate.punch", "baseplate.rod", "baseplate.weight",
        ),
        published=("AISC DG1 Examples 4.1 and 4.6, Tables 2.3 and 3.1",),
        tests=(
            "test_baseplate_equilibrium.py::test_block_and_rods_balance_the_loads_when_added_up_square_by_square",
            "test_baseplate_rod.py::test_the_ungrouted_plate_by_two_routes",
        ),
    ),
    Family(
        name="Welds of base plates",
        modules=("baseplate.weld", "baseplate.washer"),
        published=("AISC Manual part 8", "Blodgett, Design of Welded Structures, 7.4"),
        tests=("test_baseplate_rod.py::test_the_weld_as_a_line_is_the_sum_of_its_short_lengths",),
    ),
    Family(
        name="Anchor rods in concrete",
        modules=(
            "anchor.breakout", "anchor.edge", "anchor.layout", "anchor.pullout", "anchor.seismic", "anchor.share",
            "anchor.steel", "foundation.rod_bars",
        ),
        published=("ACI 349.2R-07 Examples A3 and A4", "Hilti, concrete breakout (ACI 318-19), pp. 86-145"),
        tests=(
            "test_anchor_area.py::test_the_area_is_the_one_that_counting_finds",
            "test_anchor_tension.py::test_breakout_of_an_uneven_pull_is_the_one_worked_by_counting",
            "test_anchor_shear.py::test_the_shears_of_the_rods_balance_the_load",
        ),
    ),
)  # fmt: skip


def table() -> Iterator[str]:
    """The families as lines of the validation page."""
    yield "## Families of formulas"
    yield ""
    yield "Published figures each family is held to, and tests under `tests/engine/` that work it out by another route:"
    yield "a second implementation, sums over small pieces, equilibrium, beam elements, a textbook, a hand calculation."
    yield "Where nothing published was found, there are two such routes at least."
    yield ""
    yield "| family | published | worked out by another route in |"
    yield "|---|---|---|"
    for f in FAMILIES:
        tests = "<br>".join(f"`{t.replace('::', ' ')}`" for t in f.tests)
        yield f"| {f.name} | {'; '.join(f.published) or 'nothing found'} | {tests} |"
    yield ""

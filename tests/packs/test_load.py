"""Packs are typed, locked and hashed."""

import gc
import hashlib
import shutil

import pytest

from apex.errors import PackError
from apex.packs.load import CONFIG, IN_USE, load_packs, pack_path
from apex.packs.lock import read_lock, write_lock
from apex.packs.steel_import import sections_yaml, tables_folder


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(CONFIG, tmp_path / "config")
    return tmp_path / "config"


def change(folder, name, old, new, *, release=True):
    path = pack_path(name, IN_USE[name], folder)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    if release:
        held = read_lock(folder)
        held[path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
        write_lock(folder, held)


def test_every_pack_in_use_is_in_the_lock_with_its_hash():
    lock = read_lock(CONFIG)
    for name, version in IN_USE.items():
        path = pack_path(name, version)
        assert lock[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert load_packs().metadata(name)[name] == {"version": version, "sha256": lock[path.name]}


def test_a_released_pack_that_was_edited_is_refused(folder):
    change(folder, "pricing", "200.00", "2.00", release=False)
    with pytest.raises(PackError, match="not the released one"):
        load_packs(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("wind_asce7_16", "rigid: 0.85", "rigid: soft", "gust.rigid"),
        ("wind_asce7_16", "minimum_pressure:", "minimal_pressure:", "did you mean minimum_pressure"),
        ("footing_calibration", "unit: pcf", "units: pcf", "concrete_weight"),
        ("pricing", '"35.00"', "many", "addons.calc_packet.value"),
        ("materials", "f_y_ksi: 50", "f_y_ksi: .nan", "finite"),
        ("sections_aisc_v16", "HSS28.000X1.000,HSS_round,288.63", "HSS28.000X1.000,HSS_round,-1", "row 1"),
        ("exposure_factors", "name: exposure_factors", "name: [", "YAML"),
    ],
)
def test_a_pack_with_a_fault_is_refused_by_name_and_field(folder, name, old, new, said):
    change(folder, name, old, new)
    with pytest.raises(PackError, match=said):
        load_packs(folder)


def test_a_missing_pack_is_said(folder):
    pack_path("materials", "v1", folder).unlink()
    with pytest.raises(PackError, match="materials_v1"):
        load_packs(folder)


def test_every_value_of_a_pack_has_a_unit_and_a_source():
    packs = load_packs()
    codes = list(packs.wind.values())
    for value in (packs.footing_calibration.depth_limit, codes[0].minimum_pressure, packs.pricing.tax):
        assert value.unit
        assert value.source
    for table in (
        codes[0].sign,
        codes[0].strips,
        codes[0].open_round_small,
        codes[0].body,
        codes[0].directionality,
        codes[1].return_corner,
    ):
        assert table.unit
        assert table.source


def test_the_sections_pack_is_generated():
    assert pack_path("sections_aisc_v16", "v1").read_text() == sections_yaml(tables_folder())


def test_the_collector_does_not_walk_packs_again(folder):
    """They are thousands of objects that stay for the life of the process."""
    packs = load_packs(folder)
    walked = {id(o) for o in gc.get_objects()}
    assert id(packs.sections) not in walked and id(packs.hashes) not in walked

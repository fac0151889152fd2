"""Packs from their files: parsed safely, validated by type, hashed, held against the lock."""

from __future__ import annotations

import gc
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from apex.engine.anchor.rod import AnchorRods
from apex.engine.bundle import Packs
from apex.engine.concrete.bar import Reinforcement
from apex.engine.cost.rate import Pricing
from apex.engine.foundation.book import FootingCalibration
from apex.engine.jurisdiction import Jurisdictions
from apex.engine.pack import ExposureFactors, WindCode
from apex.engine.steel.grade import Materials
from apex.errors import ApexError, InvalidInputError, PackError
from apex.packs.lock import read_lock
from apex.packs.sections import read_aluminum, read_sections
from apex.schema.read import read
from apex.schema.text import load_yaml

T = TypeVar("T")
CONFIG = Path(__file__).resolve().parents[2] / "config"
MAX_PACK_BYTES = 4 * 1024 * 1024
IN_USE = {
    "exposure_factors": "v1",
    "wind_asce7_16": "v2",
    "wind_asce7_22": "v2",
    "footing_calibration": "v3",
    "sections_aisc_v16": "v1",
    "sections_aluminum": "v1",
    "materials": "v1",
    "pricing": "v2",
    "reinforcement": "v1",
    "anchor_rods": "v1",
    "jurisdictions": "v1",
}


def pack_path(name: str, version: str, folder: Path = CONFIG) -> Path:
    return folder / f"{name}_{version}.yaml"


def digest(path: Path) -> str:
    """sha256 of the file's bytes."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        raise PackError(f"pack {path.name} cannot be read") from None


def load_pack(cls: type[T], name: str, version: str, folder: Path = CONFIG) -> T:
    """One pack of a type. Faults name the file and every bad field."""
    path = pack_path(name, version, folder)
    try:
        data = load_yaml(path.read_bytes(), max_bytes=MAX_PACK_BYTES)
        return read(cls, data)
    except OSError:
        raise PackError(f"pack {path.name} cannot be read") from None
    except InvalidInputError as faults:
        said = "; ".join(f"{p.field}: {p.message}" for p in faults.problems[:10])
        raise PackError(f"pack {path.name}: {said}") from None
    except ApexError as broken:
        raise PackError(f"pack {path.name}: {broken.message}") from None


@lru_cache(maxsize=4)
def load_packs(folder: Path = CONFIG) -> Packs:
    """All packs in use, each equal to what the lock says was released.

    They stay for the life of the process, so the garbage collector does not walk them again.
    """
    packs = _read(folder)
    gc.freeze()
    return packs


def _read(folder: Path) -> Packs:
    lock = read_lock(folder)
    hashes = {}
    for name, version in IN_USE.items():
        path = pack_path(name, version, folder)
        hashes[name] = digest(path)
        if lock.get(path.name) != hashes[name]:
            raise PackError(f"pack {path.name} is not the released one: its hash differs from {folder.name}/LOCK")
    v = IN_USE
    return Packs(
        exposure_factors=load_pack(ExposureFactors, "exposure_factors", v["exposure_factors"], folder),
        wind={
            "7-16": load_pack(WindCode, "wind_asce7_16", v["wind_asce7_16"], folder),
            "7-22": load_pack(WindCode, "wind_asce7_22", v["wind_asce7_22"], folder),
        },
        footing_calibration=load_pack(FootingCalibration, "footing_calibration", v["footing_calibration"], folder),
        sections=read_sections(pack_path("sections_aisc_v16", v["sections_aisc_v16"], folder)),
        aluminum=read_aluminum(pack_path("sections_aluminum", v["sections_aluminum"], folder)),
        materials=load_pack(Materials, "materials", v["materials"], folder),
        pricing=load_pack(Pricing, "pricing", v["pricing"], folder),
        reinforcement=load_pack(Reinforcement, "reinforcement", v["reinforcement"], folder),
        anchor_rods=load_pack(AnchorRods, "anchor_rods", v["anchor_rods"], folder),
        jurisdictions=load_pack(Jurisdictions, "jurisdictions", v["jurisdictions"], folder),
        hashes=hashes,
    )

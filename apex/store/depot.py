"""The one place that knows where this installation keeps the bytes of files: a bucket, or the data folder."""

from __future__ import annotations

from apex.settings import Settings
from apex.store.blob import FILES, Blobs, Folder
from apex.store.bucket import Bucket, kit


def depot(chosen: Settings) -> Blobs:
    """Where bytes are kept, by the settings."""
    return Folder(chosen.data_dir / FILES) if chosen.bucket is None else Bucket(chosen.bucket)


def demand_kit(chosen: Settings) -> None:
    """At start: `SettingsError` where a bucket is named and what speaks to it is not installed."""
    if chosen.bucket is not None:
        kit()

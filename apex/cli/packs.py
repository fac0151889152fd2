"""`flask apex packs`: what is installed, and whether it is what was released."""

from __future__ import annotations

import sys

import click

from apex.errors import PackError
from apex.packs.load import CONFIG, IN_USE, digest, load_packs, pack_path
from apex.packs.lock import read_lock, write_lock


@click.group()
def packs() -> None:
    """Versioned files of code values and prices."""


@packs.command("list")
def list_packs() -> None:
    """Packs in use with their hashes."""
    for name, version in IN_USE.items():
        click.echo(f"{name:22} {version:4} {digest(pack_path(name, version))}")


@packs.command()
def verify() -> None:
    """Read every pack and hold it against the lock. Exit 1 where one differs."""
    try:
        load_packs()
    except PackError as error:
        click.echo(error.message, err=True)
        sys.exit(1)
    click.echo(f"{len(IN_USE)} packs are the released ones")


@packs.command()
def lock() -> None:
    """Enter packs that are not in the lock yet. A released pack is never entered again."""
    held = read_lock(CONFIG) if (CONFIG / "LOCK").exists() else {}
    added = 0
    for path in sorted(CONFIG.glob("*_v*.yaml")):
        value = digest(path)
        if held.get(path.name, value) != value:
            click.echo(f"{path.name} was released with another content: make a new version of it", err=True)
            sys.exit(1)
        added += path.name not in held
        held[path.name] = value
    write_lock(CONFIG, held)
    click.echo(f"{added} packs entered, {len(held)} in the lock")

"""`flask apex clauses`: every formula with its number, unit and example, as Markdown."""

from __future__ import annotations

import click

from apex.engine.register import every_clause


@click.command()
def clauses() -> None:
    """Print the clauses the engine computes by, as in docs/clauses.md."""
    click.echo(clauses_markdown(), nl=False)


def clauses_markdown() -> str:
    """The text of docs/clauses.md."""
    lines = [
        "# Clauses",
        "",
        "Every formula of the engine with the place it stands in its standard and an example it is tested",
        "against. Made by `flask apex clauses`.",
        "",
    ]
    document = ""
    for clause in every_clause():
        if clause.document != document:
            document = clause.document
            lines += [f"## {document}", "", "| number | quantity | formula | unit | example |", "|---|---|---|---|---|"]
        number = clause.number if isinstance(clause.number, str) else next(iter(clause.number.values()))
        example = f"{clause.example.result:g}: {clause.example.source}".replace("|", "/")
        formula = clause.formula.replace("|", "\\|")
        lines.append(f"| {number} | {clause.symbol}, {clause.title} | `{formula}` | {clause.unit} | {example} |")
    return "\n".join(lines) + "\n"

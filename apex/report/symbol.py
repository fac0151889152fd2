"""Names of the code books taken apart: `lambda_p` is λ with p, `alpha_bar` is α under a bar."""

from __future__ import annotations

from dataclasses import dataclass

GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "eps": "ε",
    "epsilon": "ε",
    "eta": "η",
    "theta": "θ",
    "lam": "λ",
    "lambda": "λ",
    "mu": "μ",
    "pi": "π",
    "phi": "φ",
    "psi": "ψ",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "Omega": "Ω",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A letter (or an upright word) with its bar or prime and subscript."""

    base: str
    sub: str = ""
    bar: bool = False
    prime: bool = False

    @property
    def is_word(self) -> bool:
        return len(self.base) > 1


CONCRETE = Name("f", "c", prime=True)
"""Strength of concrete: f'c of the code, which no name of a program may be."""


def name_of(text: str) -> Name:
    """The parts of one identifier."""
    if text == "f_c":
        return CONCRETE
    head, _, tail = text.partition("_")
    bar = tail == "bar"
    return Name(GREEK.get(head, head), "" if bar else GREEK.get(tail, tail), bar)

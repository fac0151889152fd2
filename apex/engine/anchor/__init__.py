"""Anchor rods in concrete: ACI 318 chapter 17."""

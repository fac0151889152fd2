"""Reinforced concrete: bars, flexure by strain compatibility, shear, development. ACI 318."""

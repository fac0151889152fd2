"""Units of the trade: the factors between them, each exact unless its source says otherwise."""

from typing import Final, NewType

Mph = NewType("Mph", float)
Psf = NewType("Psf", float)
Ksi = NewType("Ksi", float)

IN_PER_FT: Final = 12.0
LB_PER_KIP: Final = 1000.0
FT3_PER_YD3: Final = 27.0
G_IN_S2: Final = 386.0886  # standard gravity, 9.80665 m/s2
CONCRETE_PCF: Final = 150.0
STEEL_PCF: Final = 490.0

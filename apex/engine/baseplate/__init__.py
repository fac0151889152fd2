"""Base plates: bearing, bending, rods, welds. AISC Design Guide 1 and AISC 360 chapter J."""

"""How much is proven: small doses in `make test`, with APEX_TEST_SOAK=1 (`make soak`) the whole counts."""

import os
import secrets

SOAK = os.environ.get("APEX_TEST_SOAK") == "1"

ROUNDS = 100 if SOAK else 10
WRITERS = 10
SAME_KEY = 50
OPERATIONS = 1000 if SOAK else 100
MUTATIONS = 200 if SOAK else 20
LOG_ROWS = 400 if SOAK else 120
DRAWS = 5.0 if SOAK else 0.5
"""Times as many documents as a property of the engine names."""
SEED = secrets.randbits(32) if SOAK else 20_261_121
"""Printed with every failure; the small dose draws the same each time."""

"""Spread footings: soil pressure, stability, concrete. IBC 1806 to 1809, ACI 318 chapter 13."""

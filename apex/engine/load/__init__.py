"""Loads other than the wind's coefficients: dead, snow, seismic, and the combinations of all."""

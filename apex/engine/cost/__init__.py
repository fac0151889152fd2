"""Quantities, bill of materials and price."""

"""Foundations: soil, embedment, the pier along its depth, concrete."""

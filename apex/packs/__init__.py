"""Typed loading of `config/*.yaml`: code values, sections and prices, locked by hash."""

"""Thin blueprints: parse, perform, respond."""

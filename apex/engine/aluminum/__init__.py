"""Aluminum supports: Aluminum Design Manual, part I."""

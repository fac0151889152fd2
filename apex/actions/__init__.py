"""Verbs: take packs and what was given, return an outcome. No Flask, no commit."""

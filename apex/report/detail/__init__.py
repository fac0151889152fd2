"""Views of a sign and its parts, from plain dimensions: one module a view.

The dataclasses here are the one place a drawing takes its figures from; shapes and dimension lines
are both made of them, so that neither can say what the other does not.
"""

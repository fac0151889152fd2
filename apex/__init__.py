"""APEX: the engineering workbench of US sign shops."""

__version__ = "0.1.0"

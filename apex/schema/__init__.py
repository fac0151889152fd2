"""What people give, read into the engine's dataclasses: one validator for form, JSON, YAML, CLI."""

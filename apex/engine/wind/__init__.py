"""Wind on signs and their supports (ASCE 7 chapters 26 and 29)."""

"""The support: what arrives at it, what it can carry, and which sections would do."""

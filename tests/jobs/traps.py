"""Where workers of tests fall: in the middle of each step of a submission and after each, and in upkeep."""

POINTS = {
    "sealed": ("INSERT INTO seals",),
    "pushed": ("UPDATE projects SET", "pm_number"),
    "submitted": ("UPDATE projects SET", "status"),
    "mailed": ("UPDATE messages SET", "sent_at"),
}
"""The first write of the effect of each step: what was done outside is done, and nothing of it is committed."""
UPKEEP = {"forgotten": ("DELETE FROM jobs",), "head kept": ("UPDATE jobs SET", "state", "result")}
"""Records are removed and not committed; the head stands in its file and the job is not over."""
AFTER = {name: f"{name} and committed" for name in POINTS}
"""The same, with the commit behind and nobody told of what it queued."""

SMALL = {
    "sqlite": ("sealed", "pushed and committed", "mailed"),
    "postgresql": ("sealed and committed", "pushed", "submitted"),
}
"""Where they fall in the small dose, by the database."""

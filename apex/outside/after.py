"""`Retry-After`: how long somebody asks to be left alone."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_S = 24 * 3600
"""Nobody is believed who asks for more."""
_SECONDS = re.compile(r"[0-9]{1,9}")


def retry_after(headers: Mapping[str, str], now: datetime | None = None) -> int | None:
    """Seconds to wait, at most a day; None where nothing readable is said. Names of headers in any case."""
    said = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if _SECONDS.fullmatch(said):
        return min(int(said), LONGEST_S)
    try:
        when = parsedate_to_datetime(said)
    except (TypeError, ValueError, OverflowError):
        return None
    moment = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    left = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(math.ceil(left), 0), LONGEST_S)

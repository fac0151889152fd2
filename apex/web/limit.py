"""How often somebody may ask: one moving window per caller, narrower ones for logging in.

Flask-Limiter holds the storage and the strategy. The counting is done here, because it tells routes apart by the name
of the view function, and all mounted handlers share one; and because what it is given counts for every app of the
process, not for one.
"""

from __future__ import annotations

import hmac
import math
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, current_app, g, request
from limits import RateLimitItem, parse
from limits.strategies import RateLimiter

from apex.errors import RateLimitError
from apex.extensions import limiter
from apex.settings import Settings
from apex.web.ask import API
from apex.web.route import asked
from apex.web.who import actor, settings
from apex.web.window import SCHEME, STRATEGY

ACCOUNT = (parse("5/minute"), parse("20/hour"))
"""Attempts at one account, whoever makes them: at its password, and apart from those at its codes."""
ADDRESS = parse("20/minute")
"""Attempts from one address, at whichever accounts."""
EXEMPT = {"health", "metrics"}


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is counted together. `policy` is the name it has in the headers."""

    policy: str
    rate: RateLimitItem
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a bucket stands after a request was put to it; `reset` is epoch seconds."""

    bucket: Bucket
    refused: bool
    remaining: int
    reset: float

    @property
    def seconds(self) -> int:
        """Until there is room again."""
        return max(1, math.ceil(self.reset - time.time()))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one app counts with: the extension holds what the last app made gave it."""

    default: RateLimitItem
    windows: RateLimiter


def install(app: Flask, chosen: Settings) -> None:
    """Bind the extension. To be called after `who.install`: callers are told apart by who they are."""
    app.config["RATELIMIT_STORAGE_URI"] = SCHEME + (chosen.redis_url or "memory://")
    app.config["RATELIMIT_STRATEGY"] = STRATEGY
    limiter.init_app(app)
    app.extensions["apex_limits"] = Limits(parse(chosen.rate_limit_default), limiter.limiter)
    app.before_request(count)
    app.after_request(tell)


def count() -> None:
    """Take one from the caller's bucket, or refuse."""
    g.standing, g.attempt = None, None
    bucket = _bucket()
    if bucket is None:
        return
    g.standing = _take(bucket)
    if g.standing.refused:
        raise _refusal(g.standing, "too many requests")


def throttle_login(email: str) -> None:
    """Count an attempt to log in, before the password is looked at and whether or not there is such an account."""
    _throttle("login", email, "too many attempts to log in")


def throttle_way() -> None:
    """Count an attempt to log in that names no account before it has succeeded: single sign-on, a passkey."""
    _throttle("login", None, "too many attempts to log in")


def throttle_code(user_id: str) -> None:
    """Count an attempt at the codes of an account, before the code is looked at."""
    _throttle("code", user_id, "too many attempts at a code")


def throttle_link() -> None:
    """Count a visit to a link that opens an account."""
    _throttle("link", None, "too many visits")


def _throttle(kind: str, whom: str | None, message: str) -> None:
    if g.attempt == (kind, whom):
        return  # the handler runs again when its transaction has to be repeated
    g.attempt = (kind, whom)
    # The address first: what it is refused must not use up somebody's account.
    attempts = [Bucket(f"{kind}-address", ADDRESS, (kind, address()))]
    if whom is not None:
        attempts += [Bucket(kind, rate, (kind, account(whom))) for rate in ACCOUNT]
    for bucket in attempts:
        standing = _take(bucket)
        if standing.refused:
            # Only then is it told: how often others tried is nobody's business.
            g.standing = standing
            raise _refusal(standing, message)


def login_succeeded(email: str) -> None:
    """Forget the attempts at this account; those of the address stay."""
    _forget("login", email)


def code_accepted(user_id: str) -> None:
    _forget("code", user_id)


def _forget(kind: str, whom: str) -> None:
    for rate in ACCOUNT:
        _limits().windows.clear(rate, kind, account(whom))


def tell(response: Response) -> Response:
    """How the caller stands, as the draft of the IETF has it and as GitHub and others do (reset in epoch seconds)."""
    standing: Standing | None = g.get("standing")
    if standing is None:
        return response
    headers, rate, policy = response.headers, standing.bucket.rate, standing.bucket.policy
    headers["RateLimit-Policy"] = f'"{policy}";q={rate.amount};w={rate.get_expiry()}'
    headers["RateLimit"] = f'"{policy}";r={standing.remaining};t={standing.seconds}'
    headers["X-RateLimit-Limit"] = str(rate.amount)
    headers["X-RateLimit-Remaining"] = str(standing.remaining)
    headers["X-RateLimit-Reset"] = str(math.ceil(standing.reset))
    return response


def caller() -> str:
    """Who is counted: the user behind the request, else its address."""
    known = actor()
    return f"user:{known.id}" if known is not None else address()


def address() -> str:
    """An IPv6 address by its /64, which is what one customer of a provider gets and can walk through."""
    given = request.remote_addr or ""
    try:
        found = ip_address(given)
    except ValueError:
        return f"address:{given[:64]}"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64)
    return f"address:{found}"


def account(email: str) -> str:
    """Keyed with the secret: e-mail addresses can be guessed, and the storage is not a place for them."""
    plain = email.strip().lower().encode(errors="backslashreplace")
    return "account:" + hmac.digest(settings().secret_key.encode(), plain, "sha256").hex()


def _limits() -> Limits:
    found: Limits = current_app.extensions["apex_limits"]
    return found


def _bucket() -> Bucket | None:
    """The bucket of a request; None where nothing is counted."""
    rule, rate = request.url_rule, _limits().default
    if rule is None or request.method == "OPTIONS":
        return None
    names = rule.endpoint.split(".")
    if names[0] in EXEMPT or names[-1] == "static":
        return None
    access = asked()
    times = 1 if access is None else access.limit
    if times is None:
        return None
    if times == 1:
        return Bucket("default", rate, ("default", caller()))
    # One route in all the places it is mounted at. Its methods, since another handler may have the same address.
    route = f"{'+'.join(sorted(rule.methods or ()))} {rule.rule.removeprefix(API)}"
    own = type(rate)(rate.amount * times, rate.multiples)
    return Bucket("route", own, ("route", route, caller()))


def _take(bucket: Bucket) -> Standing:
    windows = _limits().windows
    taken = windows.hit(bucket.rate, *bucket.names)
    reset, remaining = windows.get_window_stats(bucket.rate, *bucket.names)
    # Between the two, time passes and other requests come.
    return Standing(bucket, not taken, max(0, remaining) if taken else 0, reset)


def _refusal(standing: Standing, message: str) -> RateLimitError:
    seconds = standing.seconds
    error = RateLimitError(f"{message}; try again in {seconds} second{'s' if seconds != 1 else ''}")
    error.retry_after = seconds
    return error

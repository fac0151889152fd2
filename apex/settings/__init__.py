"""Settings from the environment (`APEX_*`, `SENTRY_DSN`), frozen and checked at start; and what code this is."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args

from apex.settings.bucket import BucketSettings, read_bucket
from apex.settings.code import ROOT, code_version
from apex.settings.hook import HookSettings, read_hooks
from apex.settings.mail import MailSettings, read_mail
from apex.settings.oidc import OidcSettings, read_oidc
from apex.settings.outside import OutsideSettings, read_outside
from apex.settings.pm import PmSettings, read_pm
from apex.settings.reading import Reading

__all__ = [
    "KNOWN", "ROOT", "BucketSettings", "HookSettings", "MailSettings", "OidcSettings", "OutsideSettings", "PmSettings",
    "Settings", "SettingsError", "code_version",
]  # fmt: skip

Environment = Literal["development", "production", "testing"]
JwtAlgorithm = Literal["HS256", "RS256"]
KNOWN = (
    "APEX_ENV", "APEX_DATABASE_URL", "APEX_REDIS_URL", "APEX_SECRET_KEY", "APEX_DATA_DIR", "APEX_BUILD_ID",
    "APEX_RATE_LIMIT_DEFAULT", "APEX_CORS_ORIGINS", "APEX_TRUSTED_PROXIES", "APEX_PUBLIC_URL",
    "APEX_DB_POOL_MIN_SIZE", "APEX_DB_POOL_MAX_SIZE", "APEX_DB_POOL_TIMEOUT", "APEX_DB_POOL_RECYCLE", "APEX_PROCESSES",
    "APEX_SESSION_IDLE_MINUTES", "APEX_SESSION_HOURS", "APEX_JOB_LEASE_SECONDS",
    "APEX_QUEUE_WARN_SECONDS", "APEX_METRICS_TOKEN",
    "APEX_HOOKS_PM_SECRET", "APEX_HOOKS_PM_STAGES", "APEX_HOOKS_CRM_SECRET", "APEX_HOOKS_CRM_STAGES",
    "APEX_JWT_KEY", "APEX_JWT_ALGORITHM", "APEX_JWT_ISSUER", "APEX_JWT_AUDIENCE",
    "APEX_OIDC_ISSUER", "APEX_OIDC_CLIENT_ID", "APEX_OIDC_CLIENT_SECRET", "APEX_OIDC_NAME",
    "APEX_S3_ENDPOINT", "APEX_S3_BUCKET", "APEX_S3_REGION", "APEX_S3_ACCESS_KEY", "APEX_S3_SECRET_KEY",
    "APEX_S3_PREFIX", "SENTRY_DSN", "APEX_SMTP_URL", "APEX_MAIL_FROM", "APEX_PM_URL", "APEX_PM_TOKEN",
    "APEX_OUTSIDE_TRUSTED", "APEX_GEOCODER_URL", "APEX_GEOCODER_KIND", "APEX_GEOCODER_CONTACT", "APEX_ELEVATION_URL",
    "APEX_SEISMIC_URL", "APEX_WIND_URL", "APEX_WIND_TOKEN",
)  # fmt: skip
NEEDED = ("APEX_SECRET_KEY", "APEX_DATABASE_URL", "APEX_CORS_ORIGINS")
"""What production cannot do without."""
JWT = tuple(name for name in KNOWN if name.startswith("APEX_JWT_"))
PEM = "-----BEGIN"


class SettingsError(Exception):
    """The environment does not describe a place APEX can run in; one line for each fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that differs from one installation to the next. What may hold a secret stays out of its repr."""

    env: Environment
    database_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    secret_key: str = field(repr=False)
    data_dir: Path
    build_id: str | None
    rate_limit_default: str
    cors_origins: tuple[str, ...]
    proxies: int
    public_url: str | None
    db_pool_min: int
    db_pool_max: int
    db_pool_timeout: float
    db_pool_recycle: int
    processes: int
    session_idle_minutes: int
    session_hours: int
    job_lease: float
    queue_warn: float
    metrics_token: str | None = field(repr=False)
    hooks: tuple[HookSettings, ...]
    jwt_key: str | None = field(repr=False)
    jwt_algorithm: JwtAlgorithm | None
    jwt_issuer: str | None
    jwt_audience: str | None
    oidc: OidcSettings | None
    bucket: BucketSettings | None
    sentry_dsn: str | None = field(repr=False)
    mail: MailSettings | None
    pm: PmSettings | None
    outside: OutsideSettings

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read and check. Unknown `APEX_` names and a production without its needs are refused."""
        given = os.environ if environment is None else environment
        reading = Reading(given)
        reading.faults += [_unknown(name) for name in sorted(given) if name.startswith("APEX_") and not _known(name)]
        env = cast("Environment", reading.choice("APEX_ENV", "development", get_args(Environment)))
        data = Path(reading.text("APEX_DATA_DIR") or ROOT / "var").resolve()
        hours = reading.whole("APEX_SESSION_HOURS", 168, 1, 24 * 365)
        pool_max = reading.whole("APEX_DB_POOL_MAX_SIZE", 20, 1, 1000)
        settings = cls(
            env=env,
            database_url=reading.database("APEX_DATABASE_URL", data / "apex.db"),
            redis_url=reading.redis("APEX_REDIS_URL"),
            secret_key=reading.text("APEX_SECRET_KEY") or "development-only-not-secret-not-for-production",
            data_dir=data,
            build_id=reading.text("APEX_BUILD_ID"),
            rate_limit_default=reading.rate("APEX_RATE_LIMIT_DEFAULT", "100/minute"),
            cors_origins=reading.origins("APEX_CORS_ORIGINS"),
            proxies=reading.whole("APEX_TRUSTED_PROXIES", 0, 0, 10),
            public_url=reading.origin("APEX_PUBLIC_URL", plain=env != "production"),
            db_pool_min=reading.whole("APEX_DB_POOL_MIN_SIZE", min(5, pool_max), 1, 1000),
            db_pool_max=pool_max,
            db_pool_timeout=reading.seconds("APEX_DB_POOL_TIMEOUT", 3.0, 0.1, 60.0),
            db_pool_recycle=reading.whole("APEX_DB_POOL_RECYCLE", 1800, 1, 86_400),
            processes=reading.whole("APEX_PROCESSES", 3, 1, 1000),
            session_idle_minutes=reading.whole("APEX_SESSION_IDLE_MINUTES", 60 * min(8, hours), 1, 60 * 24 * 30),
            session_hours=hours,
            job_lease=reading.seconds("APEX_JOB_LEASE_SECONDS", 60.0, 1.0, 3600.0),
            queue_warn=reading.seconds("APEX_QUEUE_WARN_SECONDS", 60.0, 1.0, 86_400.0),
            metrics_token=_metrics_token(reading),
            hooks=read_hooks(reading),
            jwt_key=_key(reading),
            jwt_algorithm=_algorithm(reading),
            jwt_issuer=reading.text("APEX_JWT_ISSUER"),
            jwt_audience=reading.text("APEX_JWT_AUDIENCE"),
            oidc=read_oidc(reading, env),
            bucket=read_bucket(reading, env),
            sentry_dsn=reading.dsn("SENTRY_DSN"),
            mail=read_mail(reading, env),
            pm=read_pm(reading, env),
            outside=read_outside(reading, env),
        )
        settings._check(reading)
        settings._check_jwt(reading)
        if reading.faults:
            raise SettingsError(reading.faults)
        return settings

    def _check(self, reading: Reading) -> None:
        """What no single value shows."""
        if self.env == "production":
            reading.faults += [f"{name} must be set in production" for name in NEEDED if not reading.text(name)]
            if 0 < len(reading.text("APEX_SECRET_KEY") or "") < 32:
                reading.refuse("APEX_SECRET_KEY", "must be at least 32 characters in production")
        low, high = "APEX_DB_POOL_MIN_SIZE", "APEX_DB_POOL_MAX_SIZE"
        if self.db_pool_min > self.db_pool_max and reading.sound(low, high):
            reading.refuse(low, f"is {self.db_pool_min}, more than {high} = {self.db_pool_max}")
        idle, whole = "APEX_SESSION_IDLE_MINUTES", "APEX_SESSION_HOURS"
        if self.session_idle_minutes > self.session_hours * 60 and reading.sound(idle, whole):
            reading.refuse(idle, f"is {self.session_idle_minutes}, longer than {whole} = {self.session_hours}")

    def _check_jwt(self, reading: Reading) -> None:
        """The four settings of bearer tokens: all or none, and a key that fits its algorithm."""
        missing = [name for name in JWT if not reading.text(name)]
        if missing and len(missing) < len(JWT):
            reading.faults += [f"{name} must be set too: the APEX_JWT_ settings go together" for name in missing]
        if self.jwt_key is None or not reading.sound("APEX_JWT_ALGORITHM"):
            return
        public = self.jwt_key.startswith(f"{PEM} PUBLIC KEY-----") and self.jwt_key.endswith("-----END PUBLIC KEY-----")
        if self.jwt_algorithm == "RS256" and not public:
            reading.refuse("APEX_JWT_KEY", f"must be a PEM public key ({PEM} PUBLIC KEY-----) for RS256")
        if self.jwt_algorithm == "HS256" and (len(self.jwt_key.encode()) < 32 or self.jwt_key.startswith(PEM)):
            reading.refuse("APEX_JWT_KEY", "must be a shared secret of at least 32 bytes, not a PEM, for HS256")

    @property
    def warnings(self) -> tuple[str, ...]:
        """What works but is seldom meant, a sentence each."""
        low, high = self.db_pool_min, self.db_pool_max
        said = (
            (low < 2, f"APEX_DB_POOL_MIN_SIZE is {low}: most requests will wait for a connection to be opened."),
            (low > 100, f"APEX_DB_POOL_MIN_SIZE is {low}: each process holds that many connections open for good."),
            (high < 5, f"APEX_DB_POOL_MAX_SIZE is {high}: requests will wait for each other's connections."),
            (high > 500, f"APEX_DB_POOL_MAX_SIZE is {high}: few servers carry that many connections of one process."),
        )
        return tuple(sentence for true, sentence in said if true)


def _metrics_token(reading: Reading) -> str | None:
    token = reading.text("APEX_METRICS_TOKEN")
    if token is not None and not (16 <= len(token) <= 200 and token.isascii() and token.isprintable()):
        reading.refuse("APEX_METRICS_TOKEN", "must be 16 to 200 printable ASCII characters")
        return None
    return token


def _key(reading: Reading) -> str | None:
    """The key of bearer tokens. A PEM may come in one line with backslash-n in it: not every file holds real breaks."""
    key = reading.text("APEX_JWT_KEY")
    return key.replace("\\n", "\n").strip() if key and key.startswith(PEM) else key


def _algorithm(reading: Reading) -> JwtAlgorithm | None:
    if reading.text("APEX_JWT_ALGORITHM") is None:
        return None
    return cast("JwtAlgorithm", reading.choice("APEX_JWT_ALGORITHM", "HS256", get_args(JwtAlgorithm)))


def _known(name: str) -> bool:
    return name in KNOWN or name.startswith("APEX_TEST_")


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, KNOWN, n=1)
    return f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "")

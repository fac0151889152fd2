"""Settings are read once, checked, and refused in clear lines."""

import dataclasses
from pathlib import Path

import pytest

from apex.settings import KNOWN, Settings, SettingsError

SECRET = "x" * 32
PUBLIC = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----"
JWT = {
    "APEX_JWT_KEY": SECRET,
    "APEX_JWT_ALGORITHM": "HS256",
    "APEX_JWT_ISSUER": "https://id.shop.example",
    "APEX_JWT_AUDIENCE": "apex",
}
PRODUCTION = {
    "APEX_ENV": "production",
    "APEX_SECRET_KEY": SECRET,
    "APEX_DATABASE_URL": "postgresql://apex:p%40ss@db:5432/apex",
    "APEX_CORS_ORIGINS": "none",
}


def read(**given):
    return Settings.from_environment({f"APEX_{name}": value for name, value in given.items()})


def faults(environment):
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environment)
    return caught.value.faults


def test_development_needs_nothing():
    made = Settings.from_environment({})
    assert made.env == "development"
    assert made.database_url.startswith("sqlite:///")
    assert (made.db_pool_min, made.db_pool_max, made.db_pool_timeout, made.db_pool_recycle) == (5, 20, 3.0, 1800)
    assert (made.processes, made.proxies, made.rate_limit_default) == (3, 0, "100/minute")
    assert (made.session_idle_minutes, made.session_hours) == (480, 168)
    assert (made.redis_url, made.jwt_key, made.jwt_algorithm, made.cors_origins) == (None, None, None, ())
    assert made.warnings == ()


def test_every_fault_is_told_at_once():
    said = faults({"APEX_ENV": "prod", "APEX_SECRET": "x", "APEX_TEST_ANYTHING": "y", "APEX_PROCESSES": "many"})
    assert len(said) == 3
    assert any("did you mean APEX_SECRET_KEY?" in fault for fault in said)
    assert all("\n" not in fault for fault in said)


def test_each_known_name_is_read_and_no_other():
    asked = set()

    class Watched(dict):
        def get(self, name, default=None):
            asked.add(name)
            return super().get(name, default)

    Settings.from_environment(Watched())
    assert asked == set(KNOWN)
    assert len(set(KNOWN)) == len(KNOWN)


def test_production_needs_a_secret_a_database_and_a_word_on_origins():
    assert faults({"APEX_ENV": "production"}) == [
        "APEX_SECRET_KEY must be set in production",
        "APEX_DATABASE_URL must be set in production",
        "APEX_CORS_ORIGINS must be set in production",
    ]
    assert faults(PRODUCTION | {"APEX_SECRET_KEY": "short"}) == [
        "APEX_SECRET_KEY must be at least 32 characters in production"
    ]
    assert Settings.from_environment(PRODUCTION).cors_origins == ()


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgres://apex@db/apex", "postgresql+psycopg://apex@db/apex"),
        (
            "postgresql://apex:p@db:5432/apex?sslmode=require",
            "postgresql+psycopg://apex:p@db:5432/apex?sslmode=require",
        ),
        ("postgresql+psycopg://[::1]:5432/apex", "postgresql+psycopg://[::1]:5432/apex"),
        ("sqlite:////var/apex/a.db", "sqlite:////var/apex/a.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("sqlite:///file:/a/b?mode=ro&uri=true", "sqlite:///file:/a/b?mode=ro&uri=true"),
    ],
)
def test_a_database_address_gets_one_spelling(given, url):
    assert read(DATABASE_URL=given).database_url == url


def test_a_relative_sqlite_file_means_the_same_from_every_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made = read(DATABASE_URL="sqlite:///here/a.db", DATA_DIR="data")
    assert made.database_url == f"sqlite:///{tmp_path}/here/a.db"
    assert made.data_dir == Path(tmp_path / "data")


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:hidden@h/d",
        "postgresql+psycopg2://h/d",
        "postgresql://h:port/d",
        "sqlite://",
        "apex.db",
        "sqlite:///",
    ],
)
def test_another_database_is_refused_without_showing_its_password(address):
    (fault,) = faults({"APEX_DATABASE_URL": address})
    assert fault.startswith("APEX_DATABASE_URL must look like")
    assert "hidden" not in fault


@pytest.mark.parametrize(
    "address", ["redis://r:6379/0", "rediss://u:p@r", "redis://[::1]:6379", "unix:///run/redis.sock"]
)
def test_redis_addresses_that_are_taken(address):
    assert read(REDIS_URL=address).redis_url == address


@pytest.mark.parametrize("address", ["http://r", "redis://", "redis://r:six", "r:6379", "unix://"])
def test_redis_addresses_that_are_not(address):
    assert faults({"APEX_REDIS_URL": address}) == [
        "APEX_REDIS_URL must look like redis://host:6379/0, rediss://host:6379/0 or unix:///path/to.sock"
    ]


@pytest.mark.parametrize(
    "rate", ["0/minute", "100 per minute", "100/fortnight", "-1/day", "1/minute;2/hour", "/minute"]
)
def test_a_rate_is_a_number_for_a_span(rate):
    assert read(RATE_LIMIT_DEFAULT="7/second").rate_limit_default == "7/second"
    (fault,) = faults({"APEX_RATE_LIMIT_DEFAULT": rate})
    assert "100/minute" in fault


def test_origins_are_kept_as_browsers_send_them():
    given = "https://App.Shop.example:443, http://localhost:3000,https://app.shop.example,http://[::1]:8080"
    assert read(CORS_ORIGINS=given).cors_origins == (
        "https://app.shop.example",
        "http://localhost:3000",
        "http://[::1]:8080",
    )


@pytest.mark.parametrize(
    "word", ["*", "shop.example", "https://shop.example/", "ftp://shop.example", "https://a:99999", "https://a:0", ""]
)
def test_what_is_no_origin_is_refused(word):
    (fault,) = faults({"APEX_CORS_ORIGINS": f"https://good.example,{word}"})
    assert repr(word) in fault


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("APEX_DB_POOL_MIN_SIZE", ["0", "1001", "-5", "5.5", "five", "٥", "1_0", " 5"]),
        ("APEX_DB_POOL_MAX_SIZE", ["0", "1001", "99999999999999999999"]),
        ("APEX_DB_POOL_TIMEOUT", ["0", "61", "nan", "inf", "1e1", "-1"]),
        ("APEX_DB_POOL_RECYCLE", ["0", "86401"]),
        ("APEX_PROCESSES", ["0", "1001"]),
        ("APEX_SESSION_IDLE_MINUTES", ["0", "43201"]),
        ("APEX_SESSION_HOURS", ["0", "8761"]),
        ("APEX_TRUSTED_PROXIES", ["-1", "11"]),
    ],
)
def test_a_number_outside_its_bounds_is_refused(name, values):
    for value in values:
        (fault,) = faults({name: value})
        assert fault.startswith(f"{name} is {value!r}; it must be")


def test_numbers_at_their_bounds_are_taken():
    made = read(DB_POOL_MIN_SIZE="1000", DB_POOL_MAX_SIZE="1000", DB_POOL_TIMEOUT="0.5", PROCESSES="1")
    assert (made.db_pool_min, made.db_pool_max, made.db_pool_timeout, made.processes) == (1000, 1000, 0.5, 1)
    assert (read(DB_POOL_MIN_SIZE="1", DB_POOL_MAX_SIZE="1")).db_pool_max == 1


def test_the_pool_s_least_is_not_more_than_its_most():
    (fault,) = faults({"APEX_DB_POOL_MIN_SIZE": "21"})
    assert fault == "APEX_DB_POOL_MIN_SIZE is 21, more than APEX_DB_POOL_MAX_SIZE = 20"
    assert read(DB_POOL_MAX_SIZE="3").db_pool_min == 3


def test_a_session_does_not_idle_longer_than_it_lasts():
    (fault,) = faults({"APEX_SESSION_IDLE_MINUTES": "61", "APEX_SESSION_HOURS": "1"})
    assert fault == "APEX_SESSION_IDLE_MINUTES is 61, longer than APEX_SESSION_HOURS = 1"
    assert read(SESSION_HOURS="2").session_idle_minutes == 120


@pytest.mark.parametrize(
    ("low", "high", "named"),
    [
        (1, 20, ["MIN_SIZE is 1:"]),
        (2, 5, []),
        (100, 500, []),
        (101, 501, ["MIN_SIZE is 101:", "MAX_SIZE is 501:"]),
        (2, 4, ["MAX_SIZE is 4:"]),
        (1, 1, ["MIN_SIZE is 1:", "MAX_SIZE is 1:"]),
    ],
)
def test_odd_pool_sizes_are_warned_of(low, high, named):
    said = read(DB_POOL_MIN_SIZE=str(low), DB_POOL_MAX_SIZE=str(high)).warnings
    assert len(said) == len(named)
    for sentence, part in zip(said, named, strict=True):
        assert part in sentence


@pytest.mark.parametrize("left_out", JWT)
def test_the_settings_of_jwt_go_together(left_out):
    assert faults({name: value for name, value in JWT.items() if name != left_out}) == [
        f"{left_out} must be set too: the APEX_JWT_ settings go together"
    ]


def test_a_jwt_key_fits_its_algorithm():
    assert Settings.from_environment(JWT).jwt_key == SECRET
    in_one_line = PUBLIC.replace("\n", "\\n")
    made = Settings.from_environment(JWT | {"APEX_JWT_ALGORITHM": "RS256", "APEX_JWT_KEY": in_one_line})
    assert made.jwt_key == PUBLIC
    for change in (
        {"APEX_JWT_KEY": "x" * 31},
        {"APEX_JWT_KEY": PUBLIC},
        {"APEX_JWT_ALGORITHM": "RS256"},
        {"APEX_JWT_ALGORITHM": "RS256", "APEX_JWT_KEY": PUBLIC.replace("PUBLIC", "PRIVATE")},
    ):
        (fault,) = faults(JWT | change)
        assert fault.startswith("APEX_JWT_KEY must be")
    assert faults(JWT | {"APEX_JWT_ALGORITHM": "none"}) == [
        "APEX_JWT_ALGORITHM is 'none'; it must be one of HS256, RS256"
    ]


def test_no_secret_is_shown_and_nothing_can_be_changed():
    made = Settings.from_environment(PRODUCTION | JWT | {"APEX_REDIS_URL": "redis://:hushed@r"})
    for secret in (SECRET, "p%40ss", "hushed"):
        assert secret not in repr(made)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.env = "testing"


def test_a_service_is_off_until_it_has_an_address():
    outside = Settings.from_environment({}).outside
    assert outside.addresses == (None, "census", None, None, None)
    assert outside.trusted == ()


def test_services_and_trusted_places_are_read_and_the_key_stays_out_of_sight():
    outside = read(
        GEOCODER_URL="http://localhost:8080/search", GEOCODER_KIND="nominatim", GEOCODER_CONTACT="shop@example.com",
        SEISMIC_URL="https://earthquake.example/maps/{edition}.json", WIND_URL="https://wind.example/v1/wind",
        WIND_TOKEN="a-key-nobody-sees", OUTSIDE_TRUSTED="ERP.shop.example:8080, 10.0.0.7:443,[fd00::1]:80",
    ).outside  # fmt: skip
    assert outside.geocoder_url == "http://localhost:8080/search"
    assert outside.seismic_url == "https://earthquake.example/maps/{edition}.json"
    assert outside.trusted == ("erp.shop.example:8080", "10.0.0.7:443", "[fd00::1]:80")
    assert outside.wind_token == "a-key-nobody-sees"
    assert "a-key-nobody-sees" not in repr(outside)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"APEX_GEOCODER_URL": "http://geo.example/"}, "APEX_GEOCODER_URL"),
        ({"APEX_ELEVATION_URL": "ftp://geo.example/"}, "APEX_ELEVATION_URL"),
        ({"APEX_SEISMIC_URL": "https://a:b@geo.example/"}, "APEX_SEISMIC_URL"),
        ({"APEX_WIND_URL": "https://geo.example/?token=x"}, "APEX_WIND_URL"),
        ({"APEX_GEOCODER_KIND": "google"}, "APEX_GEOCODER_KIND"),
        ({"APEX_GEOCODER_CONTACT": "nobody"}, "APEX_GEOCODER_CONTACT"),
        ({"APEX_GEOCODER_KIND": "nominatim", "APEX_GEOCODER_URL": "https://a.example/"}, "APEX_GEOCODER_CONTACT"),
        ({"APEX_OUTSIDE_TRUSTED": "erp.shop.example"}, "APEX_OUTSIDE_TRUSTED"),
        ({"APEX_OUTSIDE_TRUSTED": "erp.shop.example:99999"}, "APEX_OUTSIDE_TRUSTED"),
        ({"APEX_OUTSIDE_TRUSTED": "https://erp.shop.example:443"}, "APEX_OUTSIDE_TRUSTED"),
    ],
)
def test_a_service_that_cannot_be_meant_is_refused_in_one_line(given, name):
    (said,) = faults(given)
    assert said.startswith(name)
    assert "\n" not in said

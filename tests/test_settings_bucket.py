"""The settings of a bucket for files."""

import subprocess
import sys

import pytest

from apex.settings import ROOT, Settings
from tests.test_settings import PRODUCTION, faults

S3 = {
    "APEX_S3_ENDPOINT": "https://s3.example:9000",
    "APEX_S3_BUCKET": "apex-files",
    "APEX_S3_REGION": "us-east-1",
    "APEX_S3_ACCESS_KEY": "AKIAEXAMPLE",
    "APEX_S3_SECRET_KEY": "hushed/words+",
}


def test_a_bucket_is_configured_whole_or_not_at_all():
    assert Settings.from_environment({}).bucket is None
    made = Settings.from_environment(PRODUCTION | S3)
    assert (made.bucket.endpoint, made.bucket.bucket, made.bucket.prefix) == (*list(S3.values())[:2], "")
    assert Settings.from_environment(S3 | {"APEX_S3_PREFIX": "shop/files"}).bucket.prefix == "shop/files/"
    assert "hushed" not in repr(made)
    assert "AKIA" not in repr(made)
    for name in S3:
        left = {key: value for key, value in S3.items() if key != name}
        assert faults(left) == [f"{name} must be set too: the APEX_S3_ settings go together"]
    (fault,) = faults({"APEX_S3_PREFIX": "shop"})
    assert fault.startswith("APEX_S3_PREFIX says where in a bucket")


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("APEX_S3_ENDPOINT", ["s3.example", "https://s3.example/path", "https://key:hushed@s3.example", "s3://files"]),
        ("APEX_S3_BUCKET", ["ab", "Files", "a..b", "-files", "files/", "f" * 64]),
        ("APEX_S3_REGION", ["us east", "-", "US", "r" * 41]),
        ("APEX_S3_ACCESS_KEY", ["two words", "línea", "k" * 257]),
        ("APEX_S3_SECRET_KEY", ["two hushed", "hushed\nwords"]),
        ("APEX_S3_PREFIX", ["/shop", "shop/", "a//b", "../b", "a/../b", "a b"]),
    ],
)
def test_what_cannot_be_one_is_refused_in_one_line(name, values):
    for value in values:
        (fault,) = faults(S3 | {name: value})
        assert fault.startswith(name)
        assert "\n" not in fault
        if "KEY" in name:
            assert value not in fault


def test_production_sends_files_over_https_only():
    plain = S3 | {"APEX_S3_ENDPOINT": "http://minio:9000"}
    assert Settings.from_environment(plain).bucket.endpoint == "http://minio:9000"
    assert faults(PRODUCTION | plain)[0].startswith("APEX_S3_ENDPOINT")


WITHOUT = "import sys; sys.modules['{}'] = None; import wsgi"


def test_a_bucket_without_the_library_is_one_clear_line_at_start(tmp_path):
    given = {**S3, "APEX_DATA_DIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format("botocore.config")], env=given, cwd=ROOT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "APEX cannot start.",
        "APEX_S3_ENDPOINT is set, and botocore is not installed: make extras, or pip install botocore",
    ]

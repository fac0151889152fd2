"""What a file is called and what it holds: which are taken, and which only say so."""

import struct
import zipfile
from io import BytesIO

import pytest

from apex.schema.attachment import KINDS, kind_of, plain_name


def zipped(*names):
    body = BytesIO()
    with zipfile.ZipFile(body, "w") as to:
        for name in names:
            to.writestr(name, "<x/>")
    return body.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
WORKBOOK = zipped("[Content_Types].xml", "xl/workbook.xml")
SAMPLES = {
    "plan.png": ("image/png", PNG),
    "photo.jpg": ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
    "PHOTO.JPEG": ("image/jpeg", b"\xff\xd8\xff\xe1more"),
    "lot.webp": ("image/webp", b"RIFF\x24\x00\x00\x00WEBPVP8 "),
    "soil.pdf": ("application/pdf", b"%PDF-1.7\n%\xe2\xe3\n"),
    "sign.dxf": ("image/vnd.dxf", b"999\r\nmade by hand\r\n  0\r\nSECTION\r\n  2\r\nHEADER\r\n"),
    "packed.dxf": ("image/vnd.dxf", b"AutoCAD Binary DXF\r\n\x1a\x00\x00SECTION\x00"),
    "sign.dwg": ("image/vnd.dwg", b"AC1032\x00\x00\x00"),
    "parts.csv": ("text/csv", "part,länge\n1,12'-6\"\n".encode()),
    "cost.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", WORKBOOK),
}
WRONG = {
    "page.png": b"<!doctype html><script>alert(1)</script>",
    "photo.png": SAMPLES["photo.jpg"][1],
    "plan.pdf": PNG,
    "late.pdf": b"GIF89a%PDF-1.7",
    "wave.webp": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "old.dwg": b"AC10ab\x00",
    "text.dxf": b"just some text\n",
    "holed.dxf": b"0\nSECTION\n" + b"2\n" * 40_000 + b"\x00",
    "latin.csv": "länge".encode("latin-1"),
    "cut.csv": "länge".encode()[:2],
    "holed.csv": b"a,b\n" * 300_000 + b"\x00",
    "other.xlsx": zipped("word/document.xml", "[Content_Types].xml"),
    "bare.xlsx": zipped("xl/workbook.xml"),
    "short.xlsx": WORKBOOK[:-10],
    "far.xlsx": WORKBOOK[:-6] + struct.pack("<I", 2**31) + WORKBOOK[-2:],
    "vast.xlsx": zipped("[Content_Types].xml", "xl/workbook.xml", *(f"{i}{'x' * 60_000}" for i in range(20))),
    "empty.csv": b"",
    "run.exe": b"MZ\x90",
    "page.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "README": b"text",
    ".png": PNG,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_kind_that_is_taken_is_known_by_what_it_holds(name):
    media_type, body = SAMPLES[name]
    assert kind_of(name, BytesIO(body)) == (media_type, "")


def test_every_kind_has_a_sample():
    assert {name.rpartition(".")[2].lower() for name in SAMPLES} == set(KINDS)


@pytest.mark.parametrize("name", WRONG)
def test_what_a_file_holds_must_be_what_its_name_says(name):
    media_type, fault = kind_of(name, BytesIO(WRONG[name]))
    assert media_type == ""
    assert fault.startswith(("is named ", "is not of a kind that is taken", "is empty"))


@pytest.mark.parametrize("extension", KINDS)
def test_no_kind_passes_for_another(extension):
    """Text that is a CSV may be a DXF too; all others differ."""
    for name, (media_type, body) in SAMPLES.items():
        if media_type != KINDS[extension].media_type and (extension, name) != ("csv", "sign.dxf"):
            assert kind_of(f"file.{extension}", BytesIO(body))[1], name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd.png", "passwd.png"),
        ("/etc/cron.d/job.png", "job.png"),
        ("C:\\Users\\me\\plan.png", "plan.png"),
        ("..\\..\\plan.png", "plan.png"),
        ("  plan.png  ", "plan.png"),
        ("x" * 196 + ".png", "x" * 196 + ".png"),
    ],
)
def test_a_name_is_a_name_and_never_a_path(given, kept):
    assert plain_name(given) == (kept, "")


@pytest.mark.parametrize(
    "name", ["a\u202egnp.exe.png", "a\u200fb.png", "a\tb.png", "a\x7f.png", "a\ud800.png", "x" * 197 + ".png"]
)
def test_a_name_that_deceives_or_does_not_fit_is_refused(name):
    kept, fault = plain_name(name)
    assert kept == ""
    assert fault.startswith("the name ")

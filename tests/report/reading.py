"""A package as a reader of it sees it: the words of its pages and how large they are. Each file is read once.

pypdf opens the file and its fonts; the marks on a page are read here, ten times as fast as in general,
because one typesetter wrote them. A test holds both readings together.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from pypdf import PdfReader

MATH = "NewCMMath"
SCRIPT = 0.7
UNIT = (1.0, 0.0, 0.0, 1.0)
PLAIN = rb"(?:\\.|[^\\()])"
DEEPER = rb"\((?:" + PLAIN + rb"|\(" + PLAIN + rb"*\))*\)"
STRING = rb"(?:\((?:" + PLAIN + rb"|" + DEEPER + rb")*\)|<[\da-fA-F]*>)"
"""Parentheses stand bare in it where they are balanced; or two digits for each byte."""
MARKS = re.compile(
    rb"(?P<shown>\[(?:" + STRING + rb"|[^\]\(<])*\]\s*TJ|" + STRING + rb"\s*Tj)"
    rb"|(?P<around>(?:[-\d.]+ ){6})cm\b|(?P<at>(?:[-\d.]+ ){6})Tm\b|/(?P<font>\w+) (?P<size>[\d.]+) Tf\b"
    rb"|/(?P<form>\w+) Do\b|(?P<state>(?<![\w/])[qQ](?!\w))",
    re.DOTALL,
)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Said(str):
    """A text that is searched without regard to blanks, as a line may end anywhere, and to the `_` of subscripts."""

    __slots__ = ()

    def __contains__(self, words):
        return str.__contains__(self, bare(words))


def bare(words):
    return "".join(words.split()).replace("_", "").replace("\u200b", "")


@dataclass
class Reading:
    """Pages of a file; `sizes`: words by font and size in points."""

    file: PdfReader
    known: dict = field(default_factory=dict)
    sizes: dict = field(default_factory=dict)
    fonts: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.file.pages)

    def page(self, i):
        if i not in self.known:
            own = self.file.pages[i]
            said = self._read(own["/Contents"].get_object().get_data(), own["/Resources"], UNIT)
            self.known[i] = Said(bare("".join(said)))
        return self.known[i]

    @property
    def pages(self):
        return [self.page(i) for i in range(len(self))]

    def _read(self, marks, resources, outside):
        """The words in the order they are written, those of drawings where they stand."""
        around, kept, at, size, font = outside, [], UNIT, 0.0, None
        for m in MARKS.finditer(marks):
            if m["shown"] is not None:
                words = self._words(m["shown"], font)
                wide = times(at, around)
                key = font["/BaseFont"].partition("+")[2], round(size * (wide[0] ** 2 + wide[1] ** 2) ** 0.5, 2)
                self.sizes.setdefault(key, Counter())[words] += 1
                yield words
            elif m["state"] == b"q":
                kept.append(around)
            elif m["state"] == b"Q":
                around = kept.pop()
            elif m["around"] is not None:
                around = times(numbers(m["around"]), around)
            elif m["at"] is not None:
                at = numbers(m["at"])
            elif m["font"] is not None:
                font, size = resources["/Font"][f"/{m['font'].decode()}"], float(m["size"])
            else:
                inner = resources["/XObject"][f"/{m['form'].decode()}"]
                if inner["/Subtype"] == "/Form":
                    own = times([float(v) for v in inner.get("/Matrix", (*UNIT, 0, 0))][:4], around)
                    yield from self._read(inner.get_data(), inner.get("/Resources", resources), own)

    def _words(self, shown, font):
        letters = self._letters(font)
        codes = b"".join(coded(s) for s in re.findall(STRING, shown, re.DOTALL))
        return "".join(letters[codes[i : i + 2]] for i in range(0, len(codes), 2))

    def _letters(self, font):
        """What the codes of a font stand for, from its own table."""
        key = font["/ToUnicode"].idnum if hasattr(font["/ToUnicode"], "idnum") else id(font)
        if key not in self.fonts:
            self.fonts[key] = dict(mapped(font["/ToUnicode"].get_object().get_data().decode()))
        return self.fonts[key]


def mapped(table):
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, letters in re.findall(r"<(\w+)>\s*<(\w*)>", block):
            yield bytes.fromhex(code), bytes.fromhex(letters).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, letters in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for n in range(int(first, 16), int(last, 16) + 1):
                yield n.to_bytes(2, "big"), chr(int(letters, 16) + n - int(first, 16))


def coded(string):
    return bytes.fromhex(string[1:-1].decode()) if string[:1] == b"<" else ESCAPED.sub(unescaped, string[1:-1])


def unescaped(m):
    code = m[1]
    return bytes([int(code, 8)]) if code.isdigit() else LETTERS.get(code, code)


def numbers(said):
    return tuple(float(v) for v in said.split()[:4])


def times(a, b):
    """Two matrices without what they shift: [a b c d] of PDF."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
    )


@lru_cache(maxsize=32)
def reading_of(pdf):
    return Reading(PdfReader(BytesIO(pdf)))


def pages_of(pdf):
    return reading_of(pdf).pages


def text_of(pdf, heading):
    """The package as one text, without the head and foot of its pages, so that a sentence may cross them."""
    foot = r"Revision:.{0,40}?Page\d+of\d+Engine[\d.]+,?content[0-9a-f]{12}"
    head = bare(f"{heading} NOT SEALED")
    return Said("".join(re.sub(foot, "", p).replace(head, "", 1) for p in pages_of(pdf)))


def too_small(reading, least=6.5, least_formula=7.0):
    """Words smaller than allowed; a subscript or exponent is seven tenths of letters that are not."""
    found = reading.sizes
    full = {size for (font, size) in found if size >= (least_formula if font.startswith(MATH) else least)}
    for (font, size), words in found.items():
        limit = least_formula if font.startswith(MATH) else least
        script = any(abs(size - SCRIPT * base) < 0.015 for base in full) and all(len(w) < 12 for w in words)
        if size < limit - 0.005 and not script:
            yield font, size, words.most_common(3)

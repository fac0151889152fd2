"""Answers compressed as the caller takes them; tags of compressed answers are good for a save."""

import gzip
from io import BytesIO

import pytest

from tests.engine.documents import raw


def test_a_page_and_an_envelope_come_compressed_to_who_takes_it(house):
    client = house.client("engineer")
    at = f"/projects/{house.project(client, design=raw())['id']}/calculation"
    for path in (at, f"/api/v1{at}"):
        plain = client.get(path)
        packed = client.get(path, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert "Content-Encoding" not in plain.headers
        assert len(packed.data) < len(plain.data) / 2
        unpacked = gzip.decompress(packed.data)
        assert len(unpacked) == len(plain.data)
        assert packed.status_code == plain.status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
def test_the_tag_of_a_compressed_answer_saves_and_is_fresh(house, coding):
    client = house.client("engineer")
    at = f"/api/v1/projects/{house.project(client, design=raw())['id']}/design"
    taken = {"Accept-Encoding": coding}
    tag = client.get(at, headers=taken).headers["ETag"]
    assert coding in tag
    assert client.get(at, headers={**taken, "If-None-Match": tag}).status_code == 304
    saved = client.put(at, json=raw(site__wind_speed_mph=130), headers={**taken, "If-Match": tag})
    assert saved.status_code == 200
    assert client.put(at, json=raw(site__wind_speed_mph=140), headers={"If-Match": tag}).status_code == 412


def test_files_that_were_handed_in_come_as_they_are(house):
    client = house.client("engineer")
    at = f"/api/v1/projects/{house.project(client)['id']}"
    body = b"%PDF-1.4 " + b"survey " * 500
    held = client.post(f"{at}/files", data={"file": (BytesIO(body), "a.pdf")}).get_json()["result"]["id"]
    answer = client.get(f"{at}/files/{held}", headers={"Accept-Encoding": "gzip"})
    assert (answer.data, "Content-Encoding" in answer.headers) == (body, False)
    answer.close()

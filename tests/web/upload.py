"""Sending files to a project and getting them back."""

from io import BytesIO

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def url(project, rest=""):
    return f"/api/v1/projects/{project['id']}/files{rest}"


def send(client, project, *files, **headers):
    """Encoded here: the client would leave open the file in which it encodes a large form, and escapes nothing."""
    fields = {"file": [FileStorage(BytesIO(body), name.replace("\\", "\\\\")) for name, body in files]}
    boundary, encoded = encode_multipart(fields)
    return client.post(
        url(project), data=encoded, content_type=f"multipart/form-data; boundary={boundary}", headers=headers
    )


def sent(client, project, name="plan.png", body=PNG):
    answer = send(client, project, (name, body))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()["result"]


def got(client, project, file, headers=None):
    """The file, read to its end and closed as a server does it."""
    return client.get(url(project, f"/{file['id']}"), headers=headers, buffered=True)


def listed(client, project):
    return client.get(url(project)).get_json()["result"]


def stored(tmp_path):
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]

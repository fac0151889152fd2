"""A body of 1 MiB everywhere, a file of 50 MiB where a route takes files."""

from io import BytesIO

import pytest
from flask import Blueprint, Flask, Response, request
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from apex.actions.call import Call
from apex.extensions import db
from apex.web import body
from apex.web.body import MIB, UPLOAD
from apex.web.respond import send_json
from apex.web.route import mount
from tests.web.bare import bare_app

FILES, NOTES = "/api/v1/files", "/api/v1/notes"


@pytest.fixture(scope="module")
def served() -> Flask:
    app, _ = bare_app()
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
    db.init_app(app)
    body.install(app)
    # As a guard against forged forms does: it reads the form before the handler.
    app.before_request(lambda: request.form.get("csrf_token") and None)
    bp = Blueprint("file", __name__)
    mount(bp, "/files", ["POST"], None, writes=False, body=UPLOAD)(save)
    mount(bp, "/notes", ["POST"], None, writes=False)(note)
    app.register_blueprint(bp, url_prefix="/api/v1")
    return app


def save(_call: Call) -> Response:
    return send_json({"result": len(request.files["file"].read())})


def note(_call: Call) -> Response:
    return send_json({"result": len(request.get_data()) or sum(len(file.read()) for file in request.files.values())})


def upload(app: Flask, size: int, path: str = FILES):
    return send(app, path, {"file": FileStorage(BytesIO(bytes(size)), "sketch.pdf"), "name": "Sketch"})


def send(app: Flask, path: str, fields: dict[str, object]):
    """The client itself would leave the file open in which it encodes a large form."""
    boundary, encoded = encode_multipart(fields)
    return app.test_client().post(path, data=encoded, content_type=f"multipart/form-data; boundary={boundary}")


def streamed(app: Flask, size: int, path: str):
    """Without Content-Length, as a server hands on a chunked body."""
    return app.test_client().post(
        path,
        input_stream=BytesIO(bytes(size)),
        content_type="application/octet-stream",
        environ_overrides={"wsgi.input_terminated": True},
    )


def refused(answer) -> bool:
    """As an envelope, and not some other way."""
    if answer.status_code != 413:
        return False
    assert answer.get_json()["errors"][0]["code"] == "too_large"
    assert answer.get_json()["result"] is None
    return True


@pytest.mark.parametrize("size", [3 * MIB, 50 * MIB])
def test_a_route_that_takes_files_takes_them_up_to_50_mib(served, size):
    answer = upload(served, size)
    assert (answer.status_code, answer.get_json()) == (200, {"result": size})


def test_a_larger_file_is_refused_with_the_size_that_would_do(served):
    answer = upload(served, 51 * MIB)
    assert refused(answer)
    assert "50 MiB" in answer.get_json()["errors"][0]["message"]


def test_other_routes_take_1_mib(served):
    assert served.test_client().post(NOTES, data=bytes(MIB)).get_json() == {"result": MIB}
    assert refused(served.test_client().post(NOTES, data=bytes(MIB + 1)))
    assert refused(upload(served, 3 * MIB, NOTES))


def test_a_text_field_beside_a_file_is_not_larger_for_it(served):
    fields = {"name": "x" * (3 * MIB), "file": FileStorage(BytesIO(b"%PDF"), "sketch.pdf")}
    assert refused(send(served, FILES, fields))


def test_a_body_that_does_not_tell_its_size_is_held_to_it_all_the_same(served):
    assert streamed(served, MIB, NOTES).get_json() == {"result": MIB}
    assert refused(streamed(served, MIB + 1, NOTES))


def test_an_unknown_address_has_no_body_of_its_own(served):
    assert served.test_client().post("/api/v1/nothing", data=b"x").status_code == 404

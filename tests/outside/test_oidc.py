"""The talk with a provider of single sign-on: what is read once, what is given up, and what is not believed."""

import socket
import threading
import time
from contextlib import suppress

import pytest
from werkzeug.wrappers import Response

from apex.errors import ExternalServiceError
from apex.outside import oidc
from apex.outside.oidc import Person, SignOnError
from apex.settings import Settings
from tests.outside.notebook import Notebook
from tests.provider import Provider, json_response, query, running

BACK = "http://localhost/login/oidc/callback"


@pytest.fixture
def provider():
    with running() as made:
        yield made


def client(provider: Provider) -> oidc.Provider:
    return oidc.Provider(Settings.from_environment(provider.settings()).oidc)


def whole(ours: oidc.Provider, provider: Provider) -> Person:
    """From the start to the end of a login."""
    url, journey = ours.start(BACK)
    return ours.finish(BACK, journey, query(provider.agree(url))["code"])


def test_a_person_is_who_the_provider_says(provider):
    assert whole(client(provider), provider) == Person("ann@shop.example", True)


def test_nothing_of_a_journey_can_be_guessed_or_comes_twice(provider):
    ours = client(provider)
    url, one = ours.start(BACK)
    _, other = ours.start(BACK)
    values = [one.state, one.nonce, one.verifier, other.state, other.nonce, other.verifier]
    assert len(set(values)) == 6
    assert min(map(len, values)) >= 32
    assert 43 <= len(one.verifier) <= 128
    assert one.verifier not in url
    assert (query(url)["state"], query(url)["nonce"]) == (one.state, one.nonce)


def test_the_documents_are_read_once_an_hour_and_a_new_key_is_found(provider, monkeypatch):
    ours = client(provider)
    for _ in range(3):
        whole(ours, provider)
    assert provider.asked.count("/shop/jwks") == 1
    provider.new_key("second", elliptic=True)
    assert whole(ours, provider).verified
    assert provider.asked.count("/shop/jwks") == 2
    assert provider.asked.count("/shop/.well-known/openid-configuration") == 1
    later = time.monotonic() + oidc.HELD
    monkeypatch.setattr(oidc.time, "monotonic", lambda: later)
    whole(ours, provider)
    assert provider.asked.count("/shop/.well-known/openid-configuration") == 2


def test_a_key_of_the_same_name_that_was_replaced_is_found(provider):
    ours = client(provider)
    whole(ours, provider)
    provider.new_key("first")
    assert whole(ours, provider).verified


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://evil.example"}, {"issuer": None}, {"token_endpoint": None},
        {"token_endpoint_auth_methods_supported": 5}, {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": "ftp://shop.example"}, {"padding": "x" * 2_000_000},
    ],
    ids=lambda value: next(iter(value)),
)  # fmt: skip
def test_a_discovery_document_that_makes_no_sense_is_no_provider(provider, metadata):
    provider.metadata = metadata
    with pytest.raises(ExternalServiceError, match="does not answer"):
        client(provider).start(BACK)


@pytest.mark.parametrize(
    "keys", [{}, {"keys": 5}, {"keys": [5]}, {"keys": [{"kty": "RSA", "n": "!", "e": ""}]}, [], "x"]
)
def test_keys_that_make_no_sense_open_nothing(provider, keys):
    provider.jwks = lambda _: json_response(keys)
    with pytest.raises((ExternalServiceError, SignOnError)):
        whole(client(provider), provider)


@pytest.mark.parametrize("name", ["jwks_uri", "token_endpoint"])
def test_a_fault_of_the_provider_is_told_as_one(provider, name):
    provider.metadata = {name: f"{provider.issuer}/nowhere"}
    with pytest.raises(ExternalServiceError):
        whole(client(provider), provider)


def test_a_provider_leads_its_clients_nowhere_else(provider):
    elsewhere = f"{provider.issuer}/keys".replace("127.0.0.1", "localhost")
    provider.jwks = lambda _: Response(status=302, headers={"Location": elsewhere})
    with pytest.raises(ExternalServiceError):
        client(provider).start(BACK)
    assert "/shop/keys" not in provider.asked


@pytest.mark.parametrize("token", [None, "", "x", "x.y.z", 5, "e30.e30."])
def test_what_is_no_id_token_opens_nothing(provider, token):
    provider.sign = lambda _: token
    with pytest.raises(SignOnError):
        whole(client(provider), provider)


def test_who_answers_a_byte_at_a_time_is_given_up_in_time(monkeypatch):
    """Each byte is in time, and the whole never ends."""
    monkeypatch.setattr(oidc, "TOTAL", 0.5)
    door = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        with suppress(OSError):
            end, _ = door.accept()
            with end:
                end.sendall(b"HTTP/1.1 200 OK\r\nX: ")
                while not stop.wait(0.05):
                    end.sendall(b"x")

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    given = {f"APEX_OIDC_{name}": "x" for name in ("CLIENT_ID", "CLIENT_SECRET")}
    given["APEX_OIDC_ISSUER"] = f"http://127.0.0.1:{door.getsockname()[1]}"
    since = time.monotonic()
    with pytest.raises(ExternalServiceError) as caught:
        oidc.Provider(Settings.from_environment(given).oidc).start(BACK)
    assert time.monotonic() - since < 3
    assert caught.value.retry_after == 30
    stop.set()
    thread.join(5)
    door.close()


def test_a_breaker_hears_how_a_talk_went_and_nothing_of_one_that_broke_here(provider, monkeypatch):
    heard = Notebook()
    ours = oidc.Provider(Settings.from_environment(provider.settings()).oidc, heard)
    ours.start(BACK)
    assert [failure for _, failure in heard.heard] == [""]
    monkeypatch.setattr(oidc, "within", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        ours.start(BACK)
    assert (len(heard.heard), heard.back) == (1, 1)

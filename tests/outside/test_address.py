"""Where people may have requests sent: to the public internet and nowhere else, whatever an address looks like."""

import socket
from contextlib import ExitStack

import pytest

from apex.outside import address
from apex.outside.address import AddressError, is_public, read
from apex.outside.client import Client, UnansweredError
from tests.outside.service import listening, says

HOSTILE = [
    "https://127.0.0.1", "https://127.0.0.1:8443/", "https://127.1:8443", "https://127.0.1:8443/",
    "https://2130706433:8443/", "https://0x7f000001:8443/", "https://0x7f.0.0.1:8443/", "https://0177.0.0.1:8443/",
    "https://017700000001:8443/", "https://127.0.0.1.:8443/", "https://127.0.0.01:8443/", "https://0:8443/",
    "https://0.0.0.0:8443/", "https://localhost:8443/", "https://LOCALHOST:8443/", "https://localhost.:8443/",
    "https://localhost.localdomain:8443/", "https://ip6-localhost:8443/", "https://ip6-loopback:8443/",
    "https://[::1]:8443/", "https://[::]:8443/",
    "https://[0:0:0:0:0:0:0:1]:8443/", "https://[::ffff:127.0.0.1]:8443/", "https://[::ffff:7f00:1]:8443/",
    "https://[::127.0.0.1]:8443/", "https://[64:ff9b::7f00:1]:8443/", "https://[64:ff9b:1::7f00:1]:8443/",
    "https://[2002:7f00:1::]:8443/", "https://[2001:0:7f00:1::1]:8443/", "https://[fe80::1]:8443/",
    "https://[fe80::1%25lo]:8443/", "https://[fc00::1]:8443/", "https://[fd00:ec2::254]/", "https://[ff02::1]:8443/",
    "https://[2001:db8::1]/", "https://[100::1]/", "https://10.0.0.1/", "https://172.16.0.1/", "https://172.31.255.255/",
    "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/", "https://100.64.0.1/", "https://100.127.255.255/",
    "https://192.0.0.1/", "https://192.0.2.1/", "https://198.18.0.1/", "https://224.0.0.1/", "https://239.255.255.250/",
    "https://240.0.0.1/", "https://255.255.255.255/", "https://192.88.99.1/", "http://127.0.0.1:8443/",
    "http://93.184.215.14/", "https://93.184.215.14:22/", "https://93.184.215.14:5432/", "https://93.184.215.14:0/",
    "https://93.184.215.14:99999/", "https://user@127.0.0.1:8443/", "https://user:word@93.184.215.14/",
    "https://93.184.215.14@127.0.0.1:8443/", "https://93.184.215.14\\@127.0.0.1:8443/",
    "https://127.0.0.1\\@93.184.215.14/", "https://127.0.0.1:8443#@93.184.215.14/", "https://127.0.0.1:8443?@a.example/",
    "https://127.0.0.1%2f@a.example/", "https://a.example@[::1]:8443/", "https://127。0。0。1:8443/",
    "https://①②⑦.⓪.⓪.①:8443/", "https://loc\u00adalhost:8443/", "https://ⓛocalhost:8443/", "https://127.0.0.1\t:8443/",
    "https://127.0.0.1:8443/\r\nHost: a.example", " https://127.0.0.1:8443/", "https://127.0.0.1 :8443/",
    "https:127.0.0.1:8443", "https:/127.0.0.1:8443/", "https:///127.0.0.1:8443/", "//127.0.0.1:8443/", "127.0.0.1:8443",
    "file:///etc/passwd", "gopher://127.0.0.1:8443/_x", "ftp://127.0.0.1:8443/", "dict://127.0.0.1:8443/",
    "ldap://127.0.0.1:8443/", "unix:///var/run/docker.sock", "data:text/plain,x", "javascript:1", "", "https://",
    "https://:8443/", "https://.:8443/", "https://..:8443/", "https://[]:8443/", "https://[::1:8443/", "https://::1:8443/",
    "https://" + "a" * 64 + ".example/", "https://a.example/" + "a" * 2000, "https://999.999.999.999/", "https://1.2.3.4.5/",
]  # fmt: skip


@pytest.fixture
def opened(monkeypatch):
    """Every connection this process tries to open."""
    found = []

    def noting(connect):
        def tried(line, where):
            if line.family in {socket.AF_INET, socket.AF_INET6}:
                found.append(where[0])
            return connect(line, where)

        return tried

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, noting(getattr(socket.socket, name)))
    return found


@pytest.fixture
def traps(monkeypatch):
    """Doors on this machine where none of the addresses may knock, at a port that would be allowed."""
    with ExitStack() as stack:
        first = stack.enter_context(listening(host="::1"))
        monkeypatch.setattr(address, "PORTS", address.PORTS | {first.port})
        yield [first, stack.enter_context(listening(host="127.0.0.1", port=first.port))]


def test_no_hostile_address_is_connected_to(opened, traps):
    assert len(set(HOSTILE)) >= 40
    client = Client(public_only=True, total_s=5)
    for url in HOSTILE:
        # A name that nobody here knows is as good as refused.
        with pytest.raises((AddressError, UnansweredError)):
            client.send("POST", url.replace(":8443", f":{traps[0].port}"), body=b"x")
    assert opened == []
    assert [trap.visits for trap in traps] == [0, 0]


def test_the_trap_would_have_noticed(opened, traps):
    with pytest.raises(UnansweredError):
        Client().send("GET", f"http://127.0.0.1:{traps[0].port}/")
    assert opened == ["127.0.0.1"]
    assert traps[1].visits == 1


@pytest.mark.parametrize(
    "private",
    [
        "127.0.0.1", "::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "fe80::1%lo", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "",
    ],
)  # fmt: skip
def test_a_name_of_which_one_address_is_not_public_is_refused_whole(opened, private):
    client = Client(public_only=True, resolve=lambda *_: ["93.184.215.14", private])
    with pytest.raises(AddressError, match="not on the public internet"):
        client.send("GET", "https://shop.example/")
    assert opened == []


def test_a_name_is_not_asked_for_again_after_it_was_checked(opened, traps):
    """The first answer is public, the next would not be: what was checked is connected to."""
    answers = [["93.184.215.14"], ["127.0.0.1"]]
    client = Client(public_only=True, resolve=lambda *_: answers.pop(0), connect_s=0.2, total_s=0.4)
    with pytest.raises(UnansweredError):
        client.send("GET", f"https://shop.example:{traps[0].port}/")
    assert opened == ["93.184.215.14"]
    assert len(answers) == 1
    assert [trap.visits for trap in traps] == [0, 0]


def test_a_place_an_administrator_trusts_may_be_private_and_plain():
    with listening(says(b"HTTP/1.1 204 No\r\n\r\n")) as door, listening() as other:
        client = Client(public_only=True, trusted=(f"127.0.0.1:{door.port}",))
        assert client.send("POST", f"{door.url}/", body=b"x").status == 204
        with pytest.raises(AddressError):
            client.send("POST", f"{other.url}/", body=b"x")
        assert other.visits == 0


def test_a_redirect_to_a_private_address_is_not_followed():
    with listening() as trap:
        leads = f"HTTP/1.1 302 Found\r\nLocation: {trap.url}/\r\nContent-Length: 0\r\n\r\n".encode()
        with listening(says(leads)) as door:
            client = Client(public_only=True, trusted=(f"127.0.0.1:{door.port}",))
            assert client.send("GET", f"{door.url}/").status == 302
        assert trap.visits == 0


@pytest.mark.parametrize(
    "known",
    ["8.8.8.8", "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_the_public_internet_is_public(known):
    assert is_public(known)


def test_an_address_is_read_as_it_is_sent():
    place = read("HTTPS://Shop.Example.:443/a/b;c?d=%20&e=@#there")
    assert (place.scheme, place.host, place.port, place.target) == ("https", "shop.example", 443, "/a/b;c?d=%20&e=@")
    assert (place.name, place.spoken) == ("shop.example", "shop.example:443")
    assert read("http://[2606:2800::1]:8080").name == "[2606:2800::1]:8080"
    assert read("https://xn--bcher-kva.example/").host == "xn--bcher-kva.example"

"""E-mail over real SMTP: encrypted, one message under one id, and every way a server can say no."""

from datetime import UTC, datetime

import pytest

from apex.errors import ApexError, ConflictError, ExternalServiceError
from apex.outside.mail import Letter, composed, send
from apex.settings.mail import read_mail
from apex.settings.reading import Reading
from tests.outside.mailbox import PASSWORD, USER, Mailbox, mailing
from tests.outside.notebook import Notebook
from tests.outside.service import authority, drips, listening, silent

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FROM = "APEX at Acme Signs <apex@shop.example>"
SECRET = "p%40ss%20word"


@pytest.fixture(scope="module")
def trusted(tmp_path_factory):
    return authority(tmp_path_factory.mktemp("authority"), "127.0.0.1")


@pytest.fixture
def context(trusted, monkeypatch):
    """The server's side; ours trusts whoever signed it, as a machine does."""
    root, served = trusted
    monkeypatch.setenv("SSL_CERT_FILE", str(root))
    return served


def chosen(port, env="testing", scheme="smtp", user=""):
    reading = Reading({"APEX_SMTP_URL": f"{scheme}://{user}127.0.0.1:{port}", "APEX_MAIL_FROM": FROM})
    found = read_mail(reading, env)
    assert reading.faults == []
    return found


def letter(**more):
    fields = {"id": "01M7", "to": "ann@example.com", "subject": "P-2026-0001: submitted", "text": "Look.\n", "at": NOW}
    return Letter(**fields | more)


def test_a_letter_arrives_encrypted_from_whom_it_says(context):
    with mailing(context) as box:
        send(chosen(box.port), letter(text="Länge 12'-6\"\n.\nend\n"))
    (got,) = box.letters
    assert (got["From"], got["To"], got["Subject"]) == (FROM, "ann@example.com", "P-2026-0001: submitted")
    assert got["Message-ID"] == "<01M7@shop.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_content().replace("\r\n", "\n") == "Länge 12'-6\"\n.\nend\n"


@pytest.mark.parametrize("at_once", [False, True])
def test_it_logs_in_where_a_user_is_given(context, at_once):
    with mailing(context, login=True, at_once=at_once) as box:
        scheme = "smtps" if at_once else "smtp"
        send(chosen(box.port, scheme=scheme, user=f"{USER}:{SECRET}@"), letter())
        with pytest.raises(ConflictError, match="535"):
            send(chosen(box.port, scheme=scheme, user="apex:wrong@"), letter())
    assert len(box.letters) == 1
    assert PASSWORD not in repr(chosen(box.port, user=f"{USER}:{SECRET}@"))


def test_sent_again_it_is_the_same_to_the_byte(context):
    with mailing(context) as box:
        for _ in range(2):
            send(chosen(box.port), letter())
    assert box.raw[0] == box.raw[1]


def test_a_server_without_encryption_is_not_talked_to_outside_of_development():
    with mailing() as box:
        with pytest.raises(ConflictError, match="STARTTLS"):
            send(chosen(box.port), letter())
        assert box.letters == []
        send(chosen(box.port, env="development"), letter())
    assert len(box.letters) == 1


def test_a_certificate_nobody_vouches_for_is_not_taken(trusted):
    with mailing(trusted[1]) as box, pytest.raises(ExternalServiceError, match="no trust in its certificate"):
        send(chosen(box.port), letter())
    assert box.letters == []


def test_greylisting_is_to_be_tried_again(context):
    box = Mailbox(recipient=lambda asked: "451 4.7.1 greylisted, come back later" if asked == 1 else "250 OK")
    with mailing(context, box):
        with pytest.raises(ExternalServiceError, match="asks to wait: 451 4"):
            send(chosen(box.port), letter())
        send(chosen(box.port), letter())
    assert len(box.letters) == 1


@pytest.mark.parametrize("where", ["recipient", "taken"])
def test_what_is_refused_for_good_is_told_in_the_servers_words(context, where):
    box = Mailbox(**{where: "550 5.1.1 no such\x07 mailbox"})
    with mailing(context, box), pytest.raises(ConflictError, match=r"refuses: 550 5\.1\.1 no such mailbox"):
        send(chosen(box.port), letter())


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (
            "550 5.1.1 <ann@example.com>: Recipient address rejected",
            "550 5.1.1 <the recipient>: Recipient address rejected",
        ),
        ("550 no such user: Ann.", "550 no such user: the recipient."),
        (
            "451 4.2.0 annex@Example.COM (ANN@EXAMPLE.COM) is moving",
            "451 4.2.0 the recipient (the recipient) is moving",
        ),
        ("550 apex@shop.example may not send", "550 apex@shop.example may not send"),
    ],
)
def test_whom_a_server_speaks_of_is_kept_nowhere(context, said, kept):
    with mailing(context, Mailbox(recipient=said)) as box, pytest.raises(ApexError) as caught:
        send(chosen(box.port), letter())
    assert caught.value.message.endswith(f": {kept}")


def test_a_breaker_hears_that_a_server_which_refuses_works_and_which_one_does_not(context, monkeypatch):
    with mailing(context, Mailbox(recipient="550 no such mailbox")) as box:
        heard = Notebook()
        with pytest.raises(ConflictError):
            send(chosen(box.port), letter(), heard)
        assert heard.heard == [(f"127.0.0.1:{box.port}", "")]
    heard = Notebook()
    with pytest.raises(ExternalServiceError):
        send(chosen(box.port), letter(), heard)
    assert heard.heard == [(f"127.0.0.1:{box.port}", "the line broke, or it is too slow")]
    monkeypatch.setattr("apex.outside.mail.within", lambda *_: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        send(chosen(box.port), letter(), heard)
    assert (len(heard.heard), heard.back) == (1, 1)


def test_a_server_that_dies_after_the_message_is_to_be_tried_again(context):
    box = Mailbox(taken=lambda asked: "die" if asked == 1 else "250 taken")
    with mailing(context, box):
        with pytest.raises(ExternalServiceError, match="does not answer"):
            send(chosen(box.port), letter())
        send(chosen(box.port), letter())
    assert [each["Message-ID"] for each in box.letters] == ["<01M7@shop.example>"] * 2


@pytest.mark.parametrize("talk", [silent, drips(b"220-")])
def test_a_slow_server_is_given_up_in_time(talk):
    with listening(talk) as door, pytest.raises(ExternalServiceError, match="does not answer"):
        send(chosen(door.port), letter(), total_s=0.3)


def test_nobody_there_is_to_be_tried_again():
    with listening() as door:
        port = door.port
    with pytest.raises(ExternalServiceError, match="does not answer"):
        send(chosen(port), letter())


@pytest.mark.parametrize("subject", ["x\r\nBcc: eve@example.com", "x\nBcc: eve@example.com\n\nbody", "x\u2028Bcc: e@x"])
def test_no_subject_becomes_a_header(subject):
    made = composed(letter(subject=subject), chosen(25))
    assert made["Bcc"] is None
    assert b"\nBcc" not in bytes(made)


@pytest.mark.parametrize("to", ["a@b.example\r\nBcc: eve@example.com", "a@b.example, eve@example.com", "", "a b@c"])
def test_no_address_becomes_two_or_a_header(to):
    with pytest.raises(ConflictError, match="cannot be put into a message"):
        send(chosen(25), letter(to=to))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"APEX_SMTP_URL": "smtp://mx.example.com"}, "APEX_MAIL_FROM must be set too"),
        ({"APEX_MAIL_FROM": FROM}, "APEX_SMTP_URL must be set too"),
        ({"APEX_SMTP_URL": "http://mx.example.com", "APEX_MAIL_FROM": FROM}, "must look like smtp://"),
        ({"APEX_SMTP_URL": "smtp://u@mx.example.com", "APEX_MAIL_FROM": FROM}, "must look like smtp://"),
        ({"APEX_SMTP_URL": "smtp://u:geheim%C3%A9@mx.example.com", "APEX_MAIL_FROM": FROM}, "must look like smtp://"),
        ({"APEX_SMTP_URL": "smtp://u:geheim@mx.example.com:x", "APEX_MAIL_FROM": FROM}, "must look like smtp://"),
        ({"APEX_SMTP_URL": "smtp://mx.example.com/path", "APEX_MAIL_FROM": FROM}, "must look like smtp://"),
        ({"APEX_SMTP_URL": "smtp://mx.example.com", "APEX_MAIL_FROM": "nobody"}, "APEX_MAIL_FROM is 'nobody'"),
        ({"APEX_SMTP_URL": "smtp://mx.example.com", "APEX_MAIL_FROM": "a@b.c\nBcc: d@e.f"}, "APEX_MAIL_FROM is"),
    ],
)
def test_settings_that_do_not_fit_are_refused_in_one_line_each(given, said):
    reading = Reading(given)
    read_mail(reading, "production")
    (fault,) = reading.faults
    assert said in fault
    assert "geheim" not in fault


def test_a_password_does_not_cross_the_network_in_the_clear():
    given = {"APEX_SMTP_URL": "smtp://u:geheim@mx.example.com", "APEX_MAIL_FROM": FROM}
    reading = Reading(given)
    read_mail(reading, "development")
    assert "unencrypted" in reading.faults[0]
    assert read_mail(Reading(given), "production").tls == "required"

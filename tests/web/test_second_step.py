"""Logging in with a second step: what is asked for, each code taken once, wrong ones throttled."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from apex.store.audit import AuditRow
from apex.store.login import Login
from tests.web.clock import Clock
from tests.web.house import PASSWORD, Browser, hidden
from tests.web.second import URL, begun, set_up, state, verbs

REFUSED = "the code is not right, or was used before"
LONG = "four grey poles in the wind"


@pytest.fixture
def clock(house):
    return Clock(house.app)


@pytest.fixture
def person(house, clock):
    return set_up(house, clock)


def logins(house):
    return house.look(lambda s: s.query(Login).count())


def test_logging_in_takes_password_and_code(house, person):
    before = logins(house)
    browser, form = person.first_step(next="/projects?q=x")
    assert logins(house) == before
    assert browser.get("/projects").status_code == 401
    refused = browser.http.post("/login/code", data={**form, "code": person.wrong})
    assert refused.status_code == 401
    assert REFUSED in refused.get_data(as_text=True)
    assert browser.get("/projects").status_code == 401
    assert logins(house) == before
    assert verbs(house)[-1] == "login.failed"
    again = hidden(refused.get_data(as_text=True))
    right = browser.http.post("/login/code", data={**again, "code": person.code()})
    assert (right.status_code, right.headers["Location"]) == (303, "/projects?q=x")
    assert browser.get("/projects").status_code == 200
    assert verbs(house)[-1] == "login.succeeded"


def test_without_the_password_a_code_opens_nothing(house, person):
    browser = Browser(house.app, person.email)
    answer = browser.post_form("/login/code", {"code": person.code()}, page="/login")
    assert answer.status_code == 401
    assert browser.get("/projects").status_code == 401
    assert Browser(house.app, person.email).log_in("not the password at all").status_code == 401


def test_a_code_without_the_token_of_its_page_is_not_looked_at(person):
    browser, _ = person.first_step()
    assert browser.http.post("/login/code", data={"code": person.code()}).status_code == 403
    assert browser.get("/projects").status_code == 401


def test_a_code_is_taken_once(house, clock):
    person = begun(house, clock)
    confirming = person.code()
    assert person.browser.post_form(f"{URL}/confirm", {"code": confirming}, page=URL).status_code == 200
    assert person.enter(confirming).status_code == 401
    clock.move(seconds=30)
    assert person.enter(person.code()).status_code == 303
    assert person.enter(person.code()).status_code == 401
    # Nor one that was made before the one that was taken.
    assert person.enter(person.code(-1)).status_code == 401
    assert person.enter(person.code(1)).status_code == 303


@pytest.mark.parametrize(("steps", "status"), [(-2, 401), (-1, 303), (0, 303), (1, 303), (2, 401)])
def test_a_clock_may_be_off_by_one_step(person, steps, status):
    assert person.enter(person.code(steps)).status_code == status


def test_a_code_may_be_typed_with_blanks(person):
    code = person.code()
    assert person.enter(f" {code[:3]} {code[3:]} ").status_code == 303


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_of_two_who_enter_one_code_at_once_one_comes_in(house, clock, person, kind):
    for attempt in range(3):
        clock.move(minutes=2)
        code = person.code() if kind == "app" else person.recovery[attempt]
        ready, start = [person.first_step() for _ in range(2)], Barrier(2)

        def go(browser, form, code=code, start=start):
            start.wait()
            return browser.http.post("/login/code", data={**form, "code": code}).status_code

        with ThreadPoolExecutor(2) as pool:
            got = list(pool.map(go, *zip(*ready, strict=True)))
        assert sorted(got) == [303, 401]


def test_a_recovery_code_takes_the_place_of_the_app_once(house, person):
    first, second = person.recovery[:2]
    assert person.enter(first).status_code == 303
    assert person.enter(first).status_code == 401
    # As people copy it from paper.
    assert person.enter(second.replace("-", " ").upper().replace("0", "O").replace("1", "l")).status_code == 303
    assert state(person.browser)["codes_left"] == 8
    row = house.look(lambda s: [r for r in s.query(AuditRow) if r.verb == "recovery_code.used"])
    assert [r.actor for r in row] == [house.user_id(person.email)] * 2


def test_a_recovery_code_opens_no_other_account(house, clock, person):
    assert set_up(house, clock).enter(person.recovery[0]).status_code == 401


def test_the_second_step_is_taken_within_five_minutes(house, clock, person):
    browser, form = person.first_step()
    clock.move(seconds=299)
    late, late_form = person.first_step()
    assert browser.http.post("/login/code", data={**form, "code": person.code()}).status_code == 303
    clock.move(seconds=300)
    answer = late.http.post("/login/code", data={**late_form, "code": person.code(), "name": "Typed with care"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 401
    assert 'name="password"' in text
    assert hidden(text)["name"] == "Typed with care"
    assert late.get("/projects").status_code == 401


def test_a_new_password_ends_what_the_old_one_began(house, clock, person):
    waiting, form = person.first_step()
    done = person.browser.post_form("/account/password", {"password": PASSWORD, "password_new": LONG})
    assert done.status_code == 303
    assert waiting.http.post("/login/code", data={**form, "code": person.code()}).status_code == 401


def test_a_form_that_the_login_interrupted_survives_both_pages(house, clock, person):
    browser, form = person.first_step(next="/projects", name="Typed with care", customer="Acme")
    assert (form["name"], form["customer"]) == ("Typed with care", "Acme")
    typed = person.wrong
    refused = browser.http.post("/login/code", data={**form, "code": typed}).get_data(as_text=True)
    assert typed not in refused
    after = browser.http.post("/login/code", data={**hidden(refused), "code": person.code()}).get_data(as_text=True)
    assert person.code() not in after
    made = browser.http.post("/projects", data=hidden(after))
    assert made.status_code == 303
    assert "Typed with care" in browser.get(made.headers["Location"]).get_data(as_text=True)


@pytest.mark.parametrize("target", ["https://evil.example", "/\t/evil.example"])
def test_the_second_step_leads_nowhere_but_here(person, target):
    browser, form = person.first_step()
    answer = browser.http.post("/login/code", data={**form, "next": target, "code": person.code()})
    assert answer.headers["Location"] == "/"


def test_wrong_codes_are_throttled_whoever_tries_them(house, person):
    for _ in range(5):
        assert person.enter(person.wrong).status_code == 401
    refused = person.enter(person.code())
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert verbs(house).count("login.failed") == 6
    # The owner's own page counts with it, and other accounts do not.
    url = f"{URL}/codes"
    assert person.browser.post_form(url, {"code": person.code()}, page=URL).status_code == 429
    assert house.browser("engineer").post_form(URL, {"password": PASSWORD}, page=URL).status_code == 200


def test_a_right_code_forgets_the_wrong_ones(clock, person):
    for _ in range(2):
        for _ in range(4):
            assert person.enter(person.wrong).status_code == 401
        assert person.enter(person.code()).status_code == 303
        clock.move(minutes=1)


def test_tokens_are_not_asked_for_a_code(house, person):
    client = house.app.test_client()
    headers = {"Authorization": f"Bearer {house.token(person.email)}"}
    assert client.get("/api/v1/projects", headers=headers).status_code == 200

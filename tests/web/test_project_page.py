"""The list of projects as people use it: found while typing, sorted by its columns, a new one made, one cloned."""

import re

import pytest


@pytest.fixture
def browser(house):
    return house.browser("estimator")


def made(browser, **fields):
    answer = browser.post_form("/projects", {"name": "Pylon", **fields})
    assert answer.status_code == 303
    return answer.headers["Location"]


def rows(page):
    return re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a>', page)


def text(browser, url, **headers):
    return browser.get(url, headers=headers).get_data(as_text=True)


def test_the_filter_gives_the_rows_alone_to_htmx_and_the_page_to_others(browser):
    made(browser, name="North sign")
    made(browser, name="South sign")
    part = text(browser, "/projects?q=north", **{"HX-Request": "true"})
    assert rows(part) == ["North sign"]
    assert "<html" not in part
    assert 'role="search"' not in part
    whole = text(browser, "/projects?q=north")
    assert rows(whole) == ["North sign"]
    assert 'value="north"' in whole


def test_columns_sort_both_ways_and_keep_the_filter(browser):
    for name in ("B sign", "A sign", "C thing"):
        made(browser, name=name)
    page = text(browser, "/projects?q=sign")
    address = re.search(r'href="([^"]*sort=name[^"]*)"', page)[1].replace("&amp;", "&")
    first = text(browser, address)
    assert rows(first) == ["A sign", "B sign"]
    assert 'aria-sort="ascending"' in first
    turned = re.search(r'aria-sort="ascending"><a href="([^"]+)"', first)[1].replace("&amp;", "&")
    assert rows(text(browser, turned)) == ["B sign", "A sign"]


def test_mine_alone(house, browser):
    made(browser, name="Mine")
    house.project(house.client("engineer"), name="Theirs")
    assert set(rows(text(browser, "/projects"))) == {"Mine", "Theirs"}
    assert rows(text(browser, "/projects?owner=me")) == ["Mine"]


def test_empty_lists_say_what_to_do(house, browser):
    assert "Make the first one above" in text(browser, "/projects")
    assert "An estimator makes the first one" in text(house.browser("viewer"), "/projects")
    made(browser)
    found = text(browser, "/projects?q=nowhere")
    assert "No project fits" in found
    assert 'href="/projects">Show all' in found


def test_a_new_project_that_is_refused_stands_in_its_form_as_typed(browser):
    refused = browser.post_form("/projects", {"name": "", "customer": "Acme <&> Sons"})
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "<details" in page
    assert re.search(r'<details class="group new" open', page)
    assert 'value="Acme &lt;&amp;&gt; Sons"' in page
    assert re.search(r'id="f-name-e">[^<]+<', page)
    assert not re.search(r'<details class="group new" open', text(browser, "/projects"))
    assert re.search(r'<details class="group new" open', text(browser, "/projects?new=1"))


def test_a_project_is_cloned_from_the_list(house, browser):
    where = made(browser, name="Pylon")
    assert f'action="{where}/clone"' in text(browser, "/projects")
    answer = browser.post_form(f"{where}/clone")
    assert answer.status_code == 303
    assert set(rows(text(browser, "/projects"))) == {"Pylon", "Pylon (copy)"}
    assert "/clone" not in text(house.browser("viewer"), "/projects")

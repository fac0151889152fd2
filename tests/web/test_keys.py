"""The keyboard without scripts, the header, and the design language that production does not have."""

import re

import pytest

from apex.app import create_app
from apex.settings import Settings
from apex.web.styleguide import SHEET, contrast, swatches, tokens
from tests.web import page


def test_shortcuts_are_a_page_and_can_be_switched_off(house):
    browser = house.browser("engineer")
    shown = browser.get("/help/keys").get_data(as_text=True)
    assert "<kbd>g</kbd> <kbd>p</kbd>" in shown
    assert 'data-keys="off"' not in shown
    form = page.form(browser.get("/account").get_data(as_text=True), "/account/settings")
    assert form.getlist("shortcuts") == ["false", "true"]
    form.setlist("shortcuts", ["false"])
    assert browser.http.post("/account/settings", data=form).status_code == 303
    shown = browser.get("/help/keys").get_data(as_text=True)
    assert '<body data-keys="off" data-me="' in shown
    assert "switched single keys off" in shown


def test_places_of_the_header_say_their_keys_and_where_one_is(house):
    browser = house.browser("admin")
    project = house.project(house.client("engineer"))
    shown = browser.get("/projects").get_data(as_text=True)
    keys = dict(re.findall(r'<a href="([^"]+)" data-key="(g \w)"', shown))
    assert keys["/projects"] == "g p"
    assert {"g h", "g s", "g a", "g u"} <= set(keys.values())
    assert '<a href="/projects" data-key="g p" aria-current="page">' in shown
    inside = browser.get(f"/projects/{project['id']}").get_data(as_text=True)
    assert '<a href="/projects" data-key="g p" aria-current="true">' in inside
    assert '<div class="toasts" role="status"></div>' in inside


def test_a_stranger_has_no_menu_and_no_keys(house):
    shown = house.app.test_client().get("/login").get_data(as_text=True)
    assert "data-key=" not in shown
    assert "keys.js" not in shown


def test_contrast_is_that_of_wcag():
    assert contrast("#000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)


def test_every_color_has_enough_contrast_in_both_schemes():
    css = SHEET.read_text()
    found = swatches(css)
    assert {s.scheme for s in found} == {"light", "dark"}
    assert [f"{s.scheme}: {s.name} on {s.ground} {s.ratio:.2f}" for s in found if not s.enough] == []
    assert tokens(css)["light"]["ink"] != tokens(css)["dark"]["ink"]


def test_colors_stand_in_tokens_alone():
    css = SHEET.read_text()
    rest = css[css.index("/* 2. Elements") : css.index("/* 6. Paper")]
    assert re.findall(r"#[0-9a-f]{3,6}\b(?=[;\s])", rest) == []


def test_the_style_guide_is_not_in_production(house, tmp_path):
    assert house.browser("viewer").get("/styleguide").status_code == 200
    live = {
        "APEX_ENV": "production", "APEX_SECRET_KEY": "a long secret of this house, " * 3, "APEX_CORS_ORIGINS": "none",
        "APEX_DATABASE_URL": f"sqlite:///{tmp_path}/apex.db", "APEX_DATA_DIR": str(tmp_path),
    }  # fmt: skip
    app = create_app(Settings.from_environment(live))
    assert "guide.keys" in app.view_functions
    assert "styleguide.show" not in app.view_functions
    assert app.test_client().get("/styleguide").status_code == 404

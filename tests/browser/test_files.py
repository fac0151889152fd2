"""Files in a browser: chosen or dropped, several at once, each with its progress and its own error."""

from playwright.sync_api import expect

PDF = {"name": "survey.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 the survey"}
CSV = {"name": "soil.csv", "mimeType": "text/csv", "buffer": b"depth,psf\n1,1500\n"}
BAD = {"name": "plan.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
DROP = """([form, name, text]) => {
  const given = new DataTransfer();
  given.items.add(new File([text], name, {type: 'text/csv'}));
  const target = document.querySelector(form);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    target.dispatchEvent(new DragEvent(type, {dataTransfer: given, bubbles: true, cancelable: true}));
  }
}"""


def opened(shop):
    return shop.tab("engineer").open(f"{shop.project('Auto Row, wide sign')}/files")


def test_several_are_sent_and_each_says_what_became_of_it(shop):
    tab = shop.tab("engineer")
    page = tab.open(f"{shop.project('Auto Row, wide sign')}/files")
    page.locator("input[type=file]").set_input_files([PDF, BAD, CSV])
    told = page.locator(".sending li")
    expect(told).to_have_count(3)
    expect(told.nth(0)).to_contain_text("survey.pdf added")
    expect(told.nth(1)).to_contain_text("plan.exe")
    expect(told.nth(1).locator(".error")).to_contain_text("is not of a kind that is taken")
    expect(told.nth(2)).to_contain_text("soil.csv added")
    expect(page.locator("#files th a", has_text="survey.pdf")).to_have_count(1)
    expect(page.locator("#files th a", has_text="soil.csv")).to_have_count(1)
    expect(page.locator("#files", has_text="plan.exe")).to_have_count(0)
    # The browser itself says of a refused request that it was.
    assert all("422" in said for said in tab.complaints)
    tab.complaints.clear()
    assert tab.refusals() == []


def test_one_is_dropped_on_the_page(shop):
    page = opened(shop)
    page.evaluate(DROP, ["form[data-files]", "dropped.csv", "a,b\n"])
    expect(page.locator("#files th a", has_text="dropped.csv")).to_have_count(1)
    expect(page.locator("form.over")).to_have_count(0)


def test_what_was_sent_can_be_removed_from_the_refreshed_list(shop):
    page = opened(shop)
    page.locator("input[type=file]").set_input_files([{**CSV, "name": "gone.csv"}])
    row = page.locator("#files tr", has_text="gone.csv")
    row.get_by_text("Remove", exact=True).click()
    row.get_by_role("button", name="Remove gone.csv").click()
    expect(page.locator("#files th a", has_text="gone.csv")).to_have_count(0)


def test_a_file_that_cannot_be_sent_says_so_and_the_next_one_goes_on(shop):
    tab = shop.tab("engineer")
    page = tab.open(f"{shop.project('Auto Row, wide sign')}/files")
    refused = []

    def once(route):
        if route.request.method == "POST" and not refused:
            refused.append(True)
            route.abort()
        else:
            route.continue_()

    page.route("**/files", once)
    page.locator("input[type=file]").set_input_files([{**CSV, "name": "lost.csv"}, {**CSV, "name": "found.csv"}])
    expect(page.locator(".sending li").nth(0).locator(".error")).to_contain_text("did not answer")
    expect(page.locator("#files th a", has_text="found.csv")).to_have_count(1)
    expect(page.locator("#files", has_text="lost.csv")).to_have_count(0)
    tab.complaints.clear()


def test_it_works_without_scripts(shop):
    tab = shop.tab("engineer", java_script_enabled=False)
    page = tab.open(f"{shop.project('Auto Row, wide sign')}/files")
    page.locator("input[type=file]").set_input_files([{**PDF, "name": "plain.pdf"}, BAD])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("plan.exe: is not of a kind that is taken")
    page.locator("input[type=file]").set_input_files([{**PDF, "name": "plain.pdf"}])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#files th a", has_text="plain.pdf")).to_have_count(1)
    assert all("422" in said for said in tab.complaints)
    tab.complaints.clear()

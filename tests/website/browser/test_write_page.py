"""The page that writes a county file, as people use it: from three questions to the printed agreement."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

from protocol_builder.checking.check import check_source
from protocol_builder.reading import source
from protocol_builder.website.browser.form import changed, form

from ... import axe
from ...conftest import ROOT
from . import newcomer
from .conftest import EDITED_AT, STARTED

PAGE = "write-a-file.html"
FILES = {path.name: path.read_text("utf-8") for path in sorted((ROOT / "county_configs").glob("*.yml"))}
SLOW = STARTED


@pytest.fixture(scope="module", autouse=True)
def _patience() -> Iterator[None]:
    """The program answers late on a machine that is busy with other tests."""
    expect.set_options(timeout=SLOW)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture(scope="module")
def started(visitor: BrowserContext, address: str) -> Iterator[Page]:
    """The page, with the program started; every test opens its own file on it."""
    page = visitor.new_page()
    page.set_default_timeout(SLOW)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address + PAGE)
    page.locator("#begin:enabled").wait_for(timeout=STARTED)
    yield page
    assert [url for url in asked if not url.startswith((address, "blob:", "data:"))] == []
    page.close()


@pytest.fixture
def page(started: Page) -> Page:
    """The page, where it begins."""
    started.set_viewport_size({"width": 1280, "height": 900})
    if started.locator("#work").is_visible():
        started.locator("#another").click()
    return started


def open_file(page: Page, name: str, text: str) -> None:
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": text.encode()})
    expect(page.locator("#file-name")).to_have_text(name)
    expect(page.locator("#work")).to_be_visible()


def begin(page: Page, county: str = "Inyo") -> None:
    page.locator("#new-county").select_option(county)
    page.locator("#elects-yes").check()
    page.locator("#developed").fill("2019")
    page.locator("#combined-no").check()
    page.locator("#begin").click()
    expect(page.locator("#file-name")).to_have_text(f"{county.lower()}.yml")
    expect(page.locator("#step-heading")).to_be_visible()


def at(page: Page, *path: str | int) -> Any:
    """The field at a path, with what is folded around it open."""
    field = page.locator(f'[id="f-{".".join(map(str, path))}"]')
    field.evaluate(
        "field => { for (let at = field.closest('details'); at; at = at.parentElement.closest('details')) at.open = true; }"
    )
    return field


def go(page: Page, step: str) -> None:
    page.locator(f"#step-{step}").click()


def saved(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    return download.value.path().read_bytes().decode()


# How each of the files is changed is tested without a browser.
@pytest.mark.parametrize("name", ["example.yml", "tri-county.yml", "fresno.yml"])
def test_a_file_is_opened_one_field_changed_and_saved_and_the_difference_is_that_change(page: Page, name: str) -> None:
    text = FILES[name]
    open_file(page, name, text)
    assert saved(page) == text
    agency = next(iter(source.read_text(text, "").data.get("agencies") or {}), "")
    path = ("agencies", agency, "acronym") if agency else ("instrument", "title")
    go(page, "agencies" if agency else "start")
    at(page, *path).fill("CSEC: 24/7 #1")
    at(page, *path).press("Tab")
    expect(page.locator("#status")).to_contain_text("changed in the file")
    assert saved(page) == changed(text, path, "CSEC: 24/7 #1")


def test_a_newcomer_comes_from_the_site_to_a_file_and_its_printed_agreement(
    visitor: BrowserContext, address: str
) -> None:
    page = visitor.new_page()
    page.set_default_timeout(SLOW)
    page.add_init_script(newcomer.PRINTS)
    steps = [*newcomer.write_a_file(page, f"{address}index.html")]
    expect(page.locator("#step-heading")).to_be_focused()
    expect(page.locator("#step-heading")).to_be_in_viewport()
    expect(page.locator("#file-name")).to_be_in_viewport()
    text = newcomer.save(page)
    steps += newcomer.print_the_agreement(page)
    assert len(steps) == 9, steps
    # What is open is what only the county can say: what is to be filled in, and what the law asks.
    found = check_source(source.read_text(text, "")).diagnostics
    assert {one.id for one in found if one.severity in ("error", "warning") and not one.force} == {"to-fill-in"}
    assert all(
        "TODO" in text.splitlines()[one.line - 1] or one.force for one in found if one.severity in ("error", "warning")
    )
    assert "prints-agreement" in page.evaluate("window.printed")
    page.evaluate("document.documentElement.classList.add('prints-agreement')")
    page.emulate_media(media="print")
    assert page.locator("#agreement").is_visible()
    for other in ("#view-form", ".tabs", ".md-header", ".lede", "#propose"):
        assert not page.locator(other).is_visible(), other
    printed = page.pdf()
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") > 5
    page.close()


def test_an_agency_takes_a_seat_and_a_stage_is_added(page: Page) -> None:
    begin(page)
    go(page, "agencies")
    page.locator('[id="f-agencies-new-summary"]').click()
    new = page.locator('[id="f-agencies-new"]')
    new.get_by_label("Name").fill("Advocates, Inc.")
    new.get_by_label("Kind of organization").select_option("nonprofit")
    new.locator('[id="f-agencies-new-functions-all-summary"]').click()
    new.get_by_label("Survivors of commercial sexual exploitation").check()
    page.locator('[id="f-agencies-new-press"]').click()
    expect(at(page, "agencies", "advocates_inc", "name")).to_have_value("Advocates, Inc.")
    go(page, "protocol-team")
    page.get_by_text("Add another seat").first.click()
    seat = page.locator('[id="f-protocol_team.seats-new"]')
    seat.get_by_label("Function").select_option("survivor")
    seat.get_by_label("Agency").select_option("advocates_inc")
    seat.get_by_label("Job title").fill("Executive Director")
    seat.get_by_role("button", name="Add another seat").click()
    expect(at(page, "protocol_team", "seats", "survivor", "title")).to_have_value("Executive Director")
    go(page, "childs-team")
    stage = page.locator('[id="f-mdt.tiers-new"]')
    stage.locator("summary").first.click()
    stage.get_by_label("Name").fill("Immediate response")
    stage.get_by_role("button").click()
    within = at(page, "mdt", "tiers", 0, "within")
    within.fill("2")
    within.press("Tab")
    expect(page.locator("#status")).to_contain_text("Within")
    data = source.read_text(saved(page), "").data
    assert data["agencies"]["advocates_inc"] == {
        "name": "Advocates, Inc.",
        "kind": "nonprofit",
        "functions": ["survivor"],
    }
    assert data["protocol_team"]["seats"]["survivor"] == {"agency": "advocates_inc", "title": "Executive Director"}
    assert data["mdt"]["tiers"] == [{"name": "Immediate response", "within": "2 hours"}]
    page.locator("#undo").click()
    expect(page.locator("#status")).to_contain_text("undone")
    assert source.read_text(saved(page), "").data["mdt"]["tiers"] == [{"name": "Immediate response"}]


def test_what_is_typed_while_a_change_is_written_stays_with_the_cursor(page: Page) -> None:
    begin(page)
    first, second = at(page, "instrument", "title"), at(page, "instrument", "number")
    first.fill("A title")
    first.press("Tab")
    page.keyboard.type("MOU-1")
    assert page.evaluate("document.activeElement.id") == "f-instrument.number"
    page.keyboard.type("23")
    assert page.evaluate("document.activeElement.value") == "MOU-123"
    second.press("Tab")
    expect(page.locator("#status")).to_contain_text("Number")
    assert "title: A title\n  number: MOU-123\n" in saved(page)


def test_form_and_text_are_two_views_of_one_file(page: Page) -> None:
    text = FILES["fresno.yml"]
    open_file(page, "fresno.yml", text)
    page.locator("#tab-text").click()
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("county: [\n")
    page.locator("#tab-form").click()
    expect(page.locator("#unreadable")).to_contain_text("Change it in the text")
    problem = form(f"county: [\n{text}")["problem"]["message"]
    expect(page.locator("#unreadable")).to_contain_text(problem)
    page.locator("#tab-text").click()
    editor.click()
    page.keyboard.press("Control+Home")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    page.locator("#tab-form").click()
    expect(page.locator("#step-heading")).to_be_visible()
    assert saved(page) == text


def test_an_open_question_leads_to_its_field(page: Page) -> None:
    open_file(page, "alameda.yml", FILES["alameda.yml"])
    go(page, "questions")
    asked = page.locator("#step li", has_text="whether the county elects CSEC Program funds").first
    asked.get_by_role("button").click()
    expect(page.locator("#step-heading")).to_have_text("The county and its instrument")
    assert page.evaluate("document.activeElement.id") == "f-csec_program.elects_funds"
    page.locator('[id="f-csec_program.elects_funds-yes"]').check()
    expect(page.locator("#status")).to_contain_text("Elects funds")
    go(page, "protocol-team")
    expect(page.locator('[id="f-protocol_team.seats"]')).to_contain_text("no one yet")


def test_nothing_is_kept_in_the_browser_until_someone_asks(page: Page) -> None:
    begin(page)
    at(page, "instrument", "title").fill("Kept")
    at(page, "instrument", "title").press("Tab")
    expect(page.locator("#status")).to_contain_text("Title")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0] or "Kept" not in page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}])"
    )
    page.locator("#keep").check()
    assert "Kept" in page.evaluate("JSON.stringify({...localStorage})")
    page.locator("#keep").uncheck()
    assert "Kept" not in page.evaluate("JSON.stringify({...localStorage})")


def test_an_answer_that_cannot_be_taken_is_said_at_its_question(page: Page) -> None:
    page.locator("#new-county").select_option("")
    page.locator("#begin").click()
    expect(page.locator("#new-county-problem")).to_have_text("Choose a county.")
    assert page.evaluate("document.activeElement.id") == "new-county"
    page.locator("#new-county").select_option("Mono")
    page.locator("#developed").fill("19")
    page.locator("#begin").click()
    expect(page.locator("#developed-problem")).to_have_text("“19” is not a date; write YYYY-MM-DD, YYYY-MM, or YYYY.")
    expect(page.locator("#new-county-problem")).to_have_text("")


def test_a_file_that_cannot_be_opened_is_refused_and_the_page_stays_alive(page: Page) -> None:
    for content, told in ((b"a: " + b"x" * 5_000_000, "larger than"), ("county: Añ".encode("latin-1"), "not UTF-8")):
        page.locator("#file").set_input_files({"name": "old.yml", "mimeType": "text/plain", "buffer": content})
        expect(page.locator("#problem")).to_contain_text("old.yml was not opened: ")
        expect(page.locator("#problem")).to_contain_text(told)
    open_file(page, "fresno.yml", FILES["fresno.yml"])
    assert saved(page) == FILES["fresno.yml"]


def test_leaving_with_unsaved_work_asks_and_the_way_out_of_the_site_does_not(
    visitor: BrowserContext, address: str
) -> None:
    page = visitor.new_page()
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.goto(address + PAGE)
    for is_saved, way in ((False, "reload"), (True, "reload"), (False, "leave")):
        page.locator("#begin:enabled").wait_for(timeout=STARTED)
        begin(page)
        if is_saved:
            saved(page)
        asked.clear()
        if way == "reload":
            page.reload()
        else:
            page.get_by_role("link", name="Leave").click()
            page.wait_for_url("about:blank")
        assert asked == ([] if is_saved or way == "leave" else ["beforeunload"])
    page.close()


def test_a_change_is_proposed_by_a_link_that_carries_nothing_of_the_text(page: Page) -> None:
    begin(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("#status")).to_have_text("The text was copied.")
    assert page.evaluate("navigator.clipboard.readText()") == saved(page)
    link = page.get_by_role("link", name="open the repository’s page to edit it")
    assert link.get_attribute("href") == f"{EDITED_AT}inyo.yml"
    assert not page.locator("#propose-by-hand").is_visible()


LOOKS = {
    "default": (("start", "agencies", "protocol-team", "signing", "questions"), (1280, 320)),
    "slate": (("protocol-team", "questions"), (1280,)),
}
"""In each of the site's color schemes: the steps to look at, and how wide. 320 is a laptop's screen at 400 percent."""


@pytest.mark.parametrize("colors", LOOKS)
def test_no_view_has_a_barrier_that_a_machine_can_find_or_is_wider_than_a_phone(page: Page, colors: str) -> None:
    before = page.evaluate("document.body.dataset.mdColorScheme")
    page.evaluate("colors => document.body.dataset.mdColorScheme = colors", colors)
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = []
    steps, widths = LOOKS[colors]

    def look(where: str) -> None:
        for width in widths:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, where
            found.extend(f"{where} at {width}: {one}" for one in axe.barriers(page))

    look("opening")
    begin(page)
    for step in steps:
        go(page, step)
        folds = "[...document.querySelectorAll('#step details')].filter((one, n) => n % 3 === 0)"  # open, and closed
        page.evaluate(f"for (const one of {folds}) one.open = true")
        look(step)
    page.locator("#tab-text").click()
    expect(page.locator(".cm-content")).to_contain_text("county: Inyo")
    look("text")
    page.locator("#tab-agreement").click()
    expect(page.locator("#agreement h3").first).to_be_visible()
    look("agreement")
    page.locator("#tab-form").click()
    page.evaluate("colors => document.body.dataset.mdColorScheme = colors", before)
    assert found == []

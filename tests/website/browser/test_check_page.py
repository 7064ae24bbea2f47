"""The page that checks a county file, as people use it: by mouse, by keyboard, on a phone, offline, without what it needs."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from protocol_builder import __version__
from protocol_builder.law import record

from ... import axe
from ...conftest import DAY
from .conftest import EDITED_AT, GAPS, SENT, STARTED
from .kept import memory, spoil_memory, wait_for_memory

PAGE = "check-a-file.html"
MISSING = "No one represents the juvenile court on the protocol team."


@pytest.fixture
def page(program: Page) -> Page:
    """The page on which the program runs, with no other text than what a test opens."""
    program.set_viewport_size({"width": 1280, "height": 900})
    program.locator("#law-date").fill(DAY)
    open_file(program, "empty.yml", "county: Inyo\n")
    expect(program.locator(".cm-content")).to_have_text("county: Inyo", timeout=60_000)
    return program


@pytest.fixture
def another(visitor: BrowserContext, address: str) -> Iterator[Page]:
    """The page once more, for what a test does to it, whether its program has started or not."""
    page = visitor.new_page()
    page.goto(address + PAGE)
    page.locator(".cm-content").wait_for(timeout=STARTED)
    yield page
    page.close()


def open_file(page: Page, name: str, text: str | bytes) -> None:
    content = text.encode() if isinstance(text, str) else text
    page.locator("#file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})


def checked(page: Page, words: str) -> None:
    expect(page.locator("#summary")).to_contain_text(words, timeout=60_000)


def saved(page: Page) -> tuple[str, bytes]:
    """The file that the page saves: its name and its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save to a file").click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def test_a_finding_leads_to_its_line_and_to_the_words_of_the_law(page: Page) -> None:
    open_file(page, "inyo.yml", GAPS)
    checked(page, "errors")
    finding = page.locator("li.finding", has_text=MISSING)
    finding.get_by_role("button", name="Go to line").click()
    assert page.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "text-heading"
    expect(page.locator(".cm-activeLine")).to_have_text("  seats:")
    finding.get_by_text("The law’s words").click()
    expect(finding.locator("blockquote")).to_contain_text("juvenile court")
    address = finding.get_by_role("link", name="WIC 16524.8").get_attribute("href")
    assert address
    assert address.endswith("/law/protocol-team-juvenile-court.html")


def test_a_remedy_is_put_in_with_one_press_and_undone_with_one_key(page: Page) -> None:
    open_file(page, "inyo.yml", GAPS)
    checked(page, "errors")
    expect(page.locator("li.finding", has_text=MISSING)).to_have_count(1)
    page.locator("li.finding", has_text=MISSING).get_by_role("button", name="Put it in").click()
    # What is to be filled in counts as missing, but cannot be put in once more.
    expect(page.locator("li.finding", has_text=MISSING).get_by_role("button", name="Put it in")).to_have_count(
        0, timeout=60_000
    )
    name, content = saved(page)
    assert name == "inyo.yml"
    assert re.search(r'\n    juvenile_court: .*agency: \w+, title: "TODO"', content.decode())
    assert content.decode().startswith(GAPS.partition("  seats:")[0].partition("agencies:")[0])
    page.locator(".cm-content").press("Control+z")
    assert saved(page)[1].decode() == GAPS


def test_what_is_typed_is_checked_after_a_pause(page: Page) -> None:
    page.locator(".cm-content").press("Control+a")
    page.keyboard.insert_text("county: Inyo\ninstrument: {kind: interagency_protocol}\ncolour: red\n")
    checked(page, "error")
    expect(page.locator("li.finding-error", has_text="colour")).to_have_count(1)
    expect(page.locator(".cm-lintRange-error", has_text="colour")).to_have_count(1)


_PUT = """(element, [event, words, name]) => {
  const data = new DataTransfer();
  if (name) data.items.add(new File([words], name, { type: "text/plain" }));
  else data.setData("text/plain", words);
  const options = { bubbles: true, cancelable: true };
  element.dispatchEvent(event === "paste"
    ? new ClipboardEvent("paste", { ...options, clipboardData: data })
    : new DragEvent(event, { ...options, dataTransfer: data }));
}"""


def test_a_file_is_pasted_or_dropped_anywhere_on_the_page(page: Page) -> None:
    page.locator(".cm-content").press("Control+a")
    page.locator(".cm-content").evaluate(_PUT, ["paste", GAPS, ""])
    checked(page, "14 errors")
    assert saved(page)[1].decode() == GAPS
    for place in (".cm-content", "h1"):
        page.locator(place).evaluate(_PUT, ["drop", f"county: Mono\ninstrument: {{kind: {place!r}}}\n", "mono.yml"])
        expect(page.locator(".cm-content")).to_contain_text(place)
        assert saved(page)[0] == "mono.yml"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a: " + b"x" * 5_000_000, "The file is larger than"),
        (b"[" * 20_000, "nested"),
        (b"a: &a [*a]\n", "alias"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "picture"),
    ],
    ids=["huge", "deep", "endless", "picture"],
)
def test_the_page_stays_alive_whatever_is_opened(page: Page, content: bytes, told: str) -> None:
    open_file(page, "hostile.yml", content)
    expect(page.locator("li.finding-error").first).to_contain_text(told, timeout=60_000)
    open_file(page, "inyo.yml", GAPS)
    checked(page, "14 errors")


def test_a_change_is_proposed_by_a_link_that_carries_nothing_of_the_text(page: Page) -> None:
    open_file(page, "our county.yml", GAPS)
    checked(page, "errors")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == GAPS
    link = page.get_by_role("link", name="open the repository’s page to edit it")
    link.focus()
    assert link.get_attribute("href") == f"{EDITED_AT}our%20county.yml"
    assert "noreferrer" in (link.get_attribute("rel") or "")
    assert not page.locator("#propose").is_visible()


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbfcounty: Inyo\r\n# a\r\n", b"county: Inyo\n\r\n# mixed\n", b"county: In\xc3\xb1o"]
)
def test_a_file_is_saved_byte_by_byte_as_it_was_opened(page: Page, content: bytes) -> None:
    open_file(page, "a county.yaml", content)
    expect(page.locator(".cm-content")).not_to_have_text("county: Inyo", timeout=60_000)
    assert saved(page) == ("a county.yaml", content)


def test_a_file_that_is_not_text_leaves_the_text_alone(page: Page) -> None:
    open_file(page, "inyo.yml", GAPS)
    checked(page, "errors")
    open_file(page, "old.yml", "county: Añ".encode("latin-1"))
    expect(page.locator("#problem")).to_have_text(
        "old.yml was not opened; what is wrong with it is below, under Findings."
    )
    expect(page.locator("li.finding-error")).to_contain_text("The file is not UTF-8 text from here on")
    assert saved(page) == ("inyo.yml", GAPS.encode())


def test_the_day_of_the_law_can_be_chosen(page: Page) -> None:
    open_file(page, "inyo.yml", GAPS)
    checked(page, "errors")
    checked(page, "3 recommendations and hints")
    page.locator("#law-date").fill("2015-06-30")
    checked(page, "Law in effect on 2015-06-30")
    checked(page, "1 recommendation or hint")  # there was less guidance
    page.locator("#law-date").fill("2014-12-31")
    expect(page.locator("#problem")).to_contain_text("The law cannot be applied: 2014-12-31 is before 2015-01-01")


def test_one_of_the_sites_files_is_opened_and_its_agreement_read(page: Page) -> None:
    page.locator("#site-file").select_option(label="Example County (not a real county)")
    checked(page, "108 duties: 98 stated in the file, 10 in the county’s own words (not read by any program)")
    page.get_by_role("button", name=re.compile("^Show")).click()
    agreement = page.locator("#agreement")
    expect(agreement).to_contain_text("Multidisciplinary", timeout=120_000)
    expect(agreement).to_contain_text("EXAMPLE: not a real county")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as a web page").click()
    whole = download.value.path().read_text("utf-8")
    assert download.value.suggested_filename == "example.html"
    assert "<title>Example County" in whole
    assert "$body$" not in whole
    page.locator(".cm-content").click()
    page.keyboard.insert_text("# x\n")
    expect(agreement).to_have_class(re.compile("is-earlier"))


def test_a_file_that_makes_no_agreement_says_why(page: Page) -> None:
    open_file(page, "inyo.yml", "county: [\n")
    checked(page, "error")
    page.get_by_role("button", name=re.compile("^Show")).click()
    expect(page.locator("#problem")).to_have_text(
        "The file cannot be read, so it makes no agreement yet. The findings say what is wrong.", timeout=60_000
    )


def test_leaving_with_unsaved_work_asks_and_the_way_out_of_the_site_does_not(another: Page) -> None:
    page = another
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.locator(".cm-content").click()
    page.keyboard.insert_text("county: Inyo\n")
    page.reload()
    assert asked == ["beforeunload"]
    page.locator(".cm-content").click()
    page.keyboard.insert_text("county: Inyo\n")
    saved(page)
    page.reload()
    assert asked == ["beforeunload"]
    page.locator(".cm-content").click()
    page.keyboard.insert_text("county: Inyo\n")
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url("about:blank")
    assert asked == ["beforeunload"]


def test_everything_works_by_keyboard_alone(page: Page) -> None:
    open_file(page, "inyo.yml", GAPS)
    checked(page, "errors")
    page.locator("#file").focus()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        here = "document.activeElement"
        reached.append(page.evaluate(f"{here}.getAttribute('aria-label') || {here}.id || {here}.textContent.trim()"))
        if page.evaluate(f"{here}.className").startswith("cm-content"):
            reached[-1] = "the text"
            page.keyboard.press("Escape")
    assert list(dict.fromkeys(reached))[:4] == ["site-file", "law-date", "save", "the text"]
    assert any(name.startswith("Go to line") for name in reached)
    assert any(name.startswith("Put it in") for name in reached)


@pytest.mark.parametrize(("colors", "widths"), [("default", (1280, 320)), ("slate", (390,))])
def test_no_barrier_that_a_machine_can_find(page: Page, colors: str, widths: tuple[int, ...]) -> None:
    """In each of the site's color schemes; 320 is a laptop's screen at 400 percent."""
    before = page.evaluate("document.body.dataset.mdColorScheme")
    open_file(page, "inyo.yml", GAPS)
    checked(page, "errors")
    for group in page.locator("#findings > li > details").all():
        group.evaluate("group => group.open = true")
    page.get_by_role("button", name=re.compile("Show")).click()
    expect(page.locator("#agreement")).to_contain_text("DRAFT", timeout=120_000)
    page.evaluate("colors => document.body.dataset.mdColorScheme = colors", colors)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("Promise.all(document.getAnimations().map((moving) => moving.finished))")
        found += [f"{width}: {one}" for one in axe.barriers(page)]
    page.evaluate("colors => document.body.dataset.mdColorScheme = colors", before)
    assert found == []


def test_nothing_is_asked_of_another_host_and_the_program_is_fetched_once_and_kept(
    browser: Browser, address: str
) -> None:
    before = len(SENT)
    context = browser.new_context()
    asked: list[str] = []
    broken: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("response", lambda response: broken.append(response.url) if response.status >= 400 else None)
    for _ in range(2):
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda message: broken.append(message.text) if message.type == "error" else None)
        page.goto(address + PAGE)
        page.locator("#law-date:valid").wait_for(timeout=STARTED)
        open_file(page, "inyo.yml", GAPS)
        checked(page, "errors")
        assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])").count("Inyo") == 0
        page.close()
    assert {url for url in asked if not url.startswith((address, "data:", "blob:"))} == set()
    for name in ("pyodide.asm.wasm", "python_stdlib.zip", "engine.zip"):
        assert len([path for path in SENT[before:] if f"/browser/{name}?" in path]) == 1, name
    assert broken == []
    assert context.cookies() == []
    context.close()


_SAID = """window.said = [];
new MutationObserver(() => {
  const words = document.getElementById("progress")?.textContent;
  if (words) window.said.push(words);
}).observe(document, { childList: true, subtree: true, characterData: true });"""


def test_the_next_visit_begins_with_what_one_kept_that_has_no_word_of_a_file(
    page: Page, visitor: BrowserContext, address: str
) -> None:
    open_file(page, "inyo.yml", GAPS.replace("Probation Department", "Bureau of Zymurgy"))
    checked(page, "errors")
    wait_for_memory(page, STARTED / 1000)
    kept = memory(page)
    assert "CSEC" in kept
    assert "Zymurgy" not in kept

    def said_by_a_visit() -> list[str]:
        again = visitor.new_page()
        again.add_init_script(_SAID)
        again.goto(address + PAGE)
        again.locator("#law-date:valid").wait_for(timeout=STARTED)
        again.locator("#law-date").fill(DAY)
        open_file(again, "inyo.yml", GAPS)
        expect(again.locator("#summary")).to_have_text(page.locator("#summary").inner_text(), timeout=60_000)
        said: list[str] = again.evaluate("window.said")
        again.close()
        return said

    assert "Starting Python …" not in said_by_a_visit()
    spoil_memory(page)
    assert "Starting Python …" in said_by_a_visit()


_EVAL = """() => new Promise((tell) => setTimeout(() => {
  try { eval("1"); tell("ran"); } catch (error) { tell(error.name); }
}))"""
"""Later, because a browser lets what a test evaluates do what a page may not."""


def test_neither_the_page_nor_the_worker_may_run_text_as_a_program_or_ask_another_host(
    page: Page, address: str
) -> None:
    other = address.replace("127.0.0.1", "localhost") + "index.html"
    fetched = f"() => fetch('{other}', {{ mode: 'no-cors' }}).then(() => 'asked', () => 'refused')"
    (worker,) = (one for one in page.workers if one.url.startswith("blob:"))
    for place in (page, worker):
        assert place.evaluate(_EVAL) == "EvalError"
        assert place.evaluate(fetched) == "refused"
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert policy
    assert "'wasm-unsafe-eval'" in policy
    assert "'unsafe-eval'" not in policy
    assert "'sha256-" in policy  # the page's own scripts, because of which no other inline script runs


def test_a_page_without_the_program_loads_nothing_of_it(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("index.html", "counties/example.html", "law/index.html"):
        page.goto(address + name)
        page.wait_for_load_state("networkidle")
    context.close()
    assert asked
    assert not [url for url in asked if url.startswith(f"{address}browser/")]


def test_a_page_opened_from_a_folder_says_what_to_do_instead(browser: Browser, browser_site: Path) -> None:
    page = browser.new_page()
    page.goto((browser_site / PAGE).as_uri())
    expect(page.locator("#cannot-run p:visible")).to_contain_text("This page was opened from a folder")
    expect(page.locator("#tool")).to_be_hidden()
    page.close()


def test_an_old_browser_is_told_what_to_do_instead(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.WebAssembly")
    page = context.new_page()
    page.goto(address + PAGE)
    expect(page.locator("#cannot-run p:visible")).to_contain_text("This browser cannot run the program")
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    expect(page.locator("noscript aside")).to_contain_text("This page needs JavaScript")
    context.close()


def test_the_program_is_of_the_sites_version_and_law_and_at_most_8_mb(browser_site: Path) -> None:
    told = json.loads((browser_site / "browser" / "engine.json").read_text("utf-8"))
    assert (told["version"], told["law_on_record"]) == (__version__, record.taken_on())
    carried = [path for path in (browser_site / "browser").glob("*") if path.is_file()]
    assert len(carried) > 10
    assert sum(len(gzip.compress(path.read_bytes(), 6)) for path in carried) <= 8_000_000

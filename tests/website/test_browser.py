"""The website in a browser: by keyboard, on a phone, printed, with its search; what each kind of page has to have is in test_kinds_of_page."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from .. import axe, chromium
from ..website_samples import HOSTILE_FILE


def test_the_colors_follow_the_device(browser: Browser, address: str) -> None:
    paper = {}
    for colors in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if colors == "dark" else "light")
        page = context.new_page()
        page.goto(address + "index.html")
        paper[colors] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert paper["light"] != paper["dark"]


def test_no_line_begins_with_the_number_of_a_source(page: Page, address: str) -> None:
    gaps = """() => [...document.querySelectorAll(".cite")].map((cite) => {
      const range = document.createRange();
      const text = document.createTreeWalker(cite.parentElement, NodeFilter.SHOW_TEXT);
      let last = null;
      for (let node = text.nextNode(); node && !cite.contains(node); node = text.nextNode())
        if (node.data.trim()) last = node;
      range.setStart(last, last.data.trimEnd().length - 1);
      range.setEnd(last, last.data.trimEnd().length);
      return cite.getBoundingClientRect().left - range.getBoundingClientRect().right;
    })"""
    page.goto(address + "counties/los-angeles.html")
    for width in range(300, 400, 5):
        page.set_viewport_size({"width": width, "height": 844})
        found = page.evaluate(gaps)
        assert len(found) > 5
        assert min(found) >= -1, width


def test_a_citation_is_on_one_line(page: Page, address: str) -> None:
    broken = """() => [...document.querySelectorAll(".citation")].filter((cite) => {
      const range = document.createRange();
      range.selectNodeContents(cite);
      const lines = new Set([...range.getClientRects()].map((line) => Math.round(line.top)));
      return cite.textContent.length < 30 && lines.size > 1;
    }).map((cite) => cite.textContent)"""
    page.goto(address + "counties/example/verdicts.html")
    assert page.locator(".citation").count() > 100
    for width in range(320, 1281, 60):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(broken) == [], width


def test_the_words_of_a_county_file_never_run(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for name in ("", "/roles", "/verdicts", "/agreement", "/agreement-1", "/agreement-2", "/agreement-3"):
        page.goto(f"{address}counties/{HOSTILE_FILE}{name}.html")
        page.wait_for_load_state("networkidle")  # whatever a script or a picture would have asked for
        assert page.evaluate("window.hacked") is None
        assert page.locator("h1").count() == 1
    page.goto(address + "index.html")
    search(page, "zebrafinch")
    assert page.locator(".md-search-result__item").count() >= 1
    assert "Zebrafinch & Sons" in page.locator(".md-search-result__list").inner_text()
    assert page.locator(".md-search-result script, .md-search-result img, .md-search-result b").count() == 0
    assert page.evaluate("window.hacked") is None
    assert not [url for url in asked if "evil" in url]


@pytest.fixture(scope="module")
def searched(browser: Browser, address: str) -> Iterator[Page]:
    """The home page, in which one search follows another: each first search takes a second to begin."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + "index.html")
    yield page
    context.close()


def search(page: Page, words: str) -> str:
    """What the search finds, as a reader reads it."""
    field = page.locator(".md-search__input")
    field.click()
    field.fill("")
    field.press("End")
    page.wait_for_function("!document.querySelector('.md-search-result__meta').innerText.match(/matching/)")
    field.fill(words)
    field.press("End")  # a key asks the search; one key asks it once, so the answer is to all of the words
    # The count is there before the list is.
    page.wait_for_function(
        """() => {
          const count = document.querySelector(".md-search-result__meta").innerText;
          const found = document.querySelector(".md-search-result__list").innerText.trim();
          return count.match(/^No matching/) || (count.match(/matching/) && found);
        }"""
    )
    page.wait_for_function("document.getAnimations().every((moving) => moving.playState !== 'running')")
    return page.locator(".md-search-result__list").inner_text()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Chief Probation Officer", "Example County"),
        ("Sheriff", "sheriff’s department is on the protocol team"),
        ("16524.8", "§ 16524.8"),
        ("Los Angeles", "Los Angeles County"),
        ("DCFS", "Los Angeles County"),
        ("public health nurse", "Example County"),
        ("multidisciplinary team", "Multidisciplinary team"),
        ("11166", "11166"),
        ("NCMEC", "Missing and abducted children are reported to NCMEC"),
        ("steering committee", "Steering committee"),
    ],
)
def test_the_search_finds_what_people_type(searched: Page, typed: str, found: str) -> None:
    assert found in search(searched, typed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("AB 1227", "Bills, by number"),
        ("SB 794", "Bills, by number"),
        ("AB1227", "Bills, by number"),
        ("CPS", "Child welfare social worker"),
        ("probation", "Probation officer"),
        ("sheriff", "Sheriff’s deputy"),
        ("runaway", "Glossary"),
        ("AWOL", "Glossary"),
        ("Los Angeles", "Los Angeles County"),
    ],
)
def test_the_search_puts_what_is_in_plain_words_before_the_requirements(searched: Page, typed: str, first: str) -> None:
    search(searched, typed)
    pages = searched.locator(".md-search-result__item h1").all_inner_texts()
    assert pages[0] == first, pages[:5]


def follow(link: Locator) -> None:
    """Go where a link leads, and wait for the whole page: what is read before is the half that has come so far."""
    with link.page.expect_navigation():
        link.click()


FOUR_QUESTIONS = (
    # What is asked, the links to follow from the home page, the region or heading there, and what answers it.
    (
        "Who is on this county’s MDT?",
        ("Yolo County",),
        "Who is on the multidisciplinary team",
        "Substance use disorder",
    ),
    (
        "What must probation do when a child is missing?",
        ("A child is missing: what probation must do",),
        "By when",
        "National Center for Missing and Exploited Children",
    ),
    (
        "Which counties’ files or sources show no sheriff’s seat?",
        ("Which counties show no seat for the sheriff",),
        "This requirement, county by county",
        "Los Angeles County",
    ),
    ("What changed in the law in 2018?", ("What changed in the law in 2018",), "", "AB 1227"),
)


@pytest.mark.parametrize(("question", "steps", "region", "answer"), FOUR_QUESTIONS)
def test_each_of_the_four_questions_is_answered_within_two_steps_of_the_home_page(
    page: Page, address: str, question: str, steps: tuple[str, ...], region: str, answer: str
) -> None:
    assert len(steps) <= 2
    page.goto(address + "index.html")
    for step in steps:
        follow(page.get_by_role("link", name=step, exact=True).first)
    found = page.get_by_role("region", name=region).first if region else page.locator("#from-2018-01-01 ~ p").first
    assert answer in found.inner_text(), question


def test_the_home_page_begins_with_three_doors(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    doors = page.get_by_role("navigation", name="Where to begin").get_by_role("heading")
    assert doors.all_inner_texts() == ["I need to act now", "I maintain a county’s protocol", "I compare counties"]
    assert page.locator(".map-names text").count() == 58
    row = page.locator("table.filterable tbody tr").filter(has_text="Los Angeles County")
    assert "in the program" in row.inner_text()
    assert "from public sources" in row.inner_text()


def test_the_main_pages_fit_one_row_on_a_laptop(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    links = page.get_by_role("navigation", name="Main pages").get_by_role("link")
    assert links.count() >= 8
    assert len({link.bounding_box()["y"] for link in links.all()}) == 1  # type: ignore[index]


def test_at_400_percent_the_top_leaves_the_page_its_room_and_the_way_out_stays(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 225})
    page = context.new_page()
    for kind in ("index.html", "counties/los-angeles.html", "law/bills.html", "counties/kern.html"):
        page.goto(address + kind)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
        page.evaluate("scrollTo(0, 900)")
        top = page.locator(".md-header").bounding_box()
        leave = page.get_by_role("link", name="Leave", exact=True).bounding_box()
        assert top
        assert leave
        assert top["y"] + top["height"] <= 0
        assert 0 <= leave["y"] <= 225 - leave["height"]
    context.close()


@pytest.mark.parametrize("wrong", ["nowhere.html", "counties/nowhere.html", "a/b/c/nowhere"])
def test_an_unknown_address_at_any_depth_leads_home_to_the_search_and_out(
    browser: Browser, website: Path, wrong: str
) -> None:
    with chromium.served(website.parent, not_found=website / "404.html") as served:
        root = f"{served}{website.name}/"
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(root + wrong)
        assert page.locator("h1").inner_text() == "There is no page at this address"
        assert page.locator(".md-header").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(23, 65, 74)"
        assert axe.barriers(page) == []
        assert "Los Angeles County" in search(page, "Los Angeles")
        page.locator(".md-search-result__link").first.click()
        page.wait_for_url(f"{root}counties/los-angeles.html*")
        page.goto(root + wrong)
        page.get_by_role("link", name="The home page").click()
        page.wait_for_url(root + "index.html")
        page.goto(root + wrong)
        page.get_by_role("link", name="Leave").click()
        page.wait_for_url("about:blank")
        context.close()


def test_the_search_has_no_barrier_either_when_it_is_open(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    search(page, "sheriff")
    clear = page.get_by_role("button", name="Clear").bounding_box()
    assert clear
    assert min(clear["width"], clear["height"]) >= 24
    assert axe.barriers(page) == []


def test_the_top_of_a_page_leaves_a_phone_its_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "index.html")
    pages = page.get_by_role("navigation", name="Main pages").bounding_box()
    assert pages
    assert pages["y"] + pages["height"] < 130
    context.close()


def test_the_first_column_of_a_wide_table_stays_in_sight(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "compare.html")
    page.get_by_role("region", name="What is known of each county").evaluate("table => table.scrollLeft = 400")
    first = page.locator("tbody th").first.bounding_box()
    second = page.locator("tbody td").first.bounding_box()
    assert first
    assert second
    assert 0 <= first["x"] < 30
    assert first["width"] <= 195
    assert second["x"] < 0
    context.close()


def test_a_table_that_goes_on_beyond_the_screen_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for name in ("compare.html", "compare/duties.html"):
        page.goto(address + name)
        told = page.get_by_text("Scroll right for the rest")
        frame = page.get_by_role("region").first
        page.set_viewport_size({"width": 390, "height": 844})
        told.wait_for(state="visible")
        frame.evaluate("table => table.scrollLeft = 9999")
        page.locator(".scroll:not(.goes-on)").wait_for()
        page.set_viewport_size({"width": 1280, "height": 844})
        told.wait_for(state="hidden")
        assert frame.evaluate("table => table.scrollWidth - table.clientWidth") == 0, name
    context.close()


def test_the_site_can_be_opened_and_searched_from_a_folder(page: Page, website: Path) -> None:
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto((website / "index.html").as_uri())
    follow(page.get_by_role("link", name="Los Angeles County").first)
    assert page.locator("h1").inner_text() == "Los Angeles County"
    assert "Los Angeles County" in search(page, "Los Angeles")
    assert broken == []
    assert not [url for url in asked if url.startswith("http")]


def test_the_first_key_offers_a_way_past_the_top(page: Page, address: str) -> None:
    page.goto(address + "counties/example.html")
    page.keyboard.press("Tab")
    assert "md-skip" in page.evaluate("document.activeElement.className")
    assert page.locator(".md-skip").is_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/example.html#example-county-not-a-real-county")  # a busy machine takes its time


def test_every_main_page_is_reached_by_keyboard_also_on_a_narrow_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(address + "index.html")
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    context.close()
    assert {"Home", "Compare", "The law", "How to read", "About", "Safety", "Accessibility"} <= set(reached)


def test_leaving_puts_an_empty_page_in_the_place_of_this_one(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.goto(address + "counties/yolo.html")
    link = page.get_by_role("link", name="Leave")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("about:blank")
    page.go_back()
    assert page.url == address + "index.html"


def test_leaving_works_without_scripts(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "counties/yolo.html")
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url("about:blank")
    context.close()


def test_counties_can_be_sorted_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    rows = page.locator("table.sortable tbody th")
    before = rows.all_inner_texts()
    page.get_by_role("button", name="County").focus()
    page.keyboard.press("Enter")
    ascending = rows.all_inner_texts()
    page.keyboard.press("Enter")
    assert rows.all_inner_texts() == ascending[::-1]
    assert sorted(before) == sorted(ascending)
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("County")


def test_a_county_on_the_map_leads_to_its_page_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_role("link", name="Los Angeles County: unknown").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(address + "counties/los-angeles.html")
    page.goto(address + "index.html")
    page.get_by_role("link", name="San Diego County: no county file on this site; in the program").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(address + "counties/san-diego.html")


def test_the_table_of_counties_can_be_narrowed_and_needs_no_script(browser: Browser, page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_label("Show only rows with").fill("yolo GAPS")
    assert page.locator("table.filterable tbody tr:visible th").all_inner_texts() == ["Yolo County"]
    assert page.get_by_role("status").filter(has_text="1 of").count() == 1
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address + "index.html")
    assert plain.locator("table.filterable tbody tr:visible").count() > 1
    assert plain.get_by_label("Show only rows with").count() == 0
    context.close()


def test_what_to_do_whom_to_call_and_by_when_is_three_taps_away_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(address + "index.html")
    follow(page.get_by_role("link", name="By role"))
    follow(page.get_by_role("link", name="Probation officer"))
    law = page.get_by_role("region", name="By when").inner_text()
    assert "36 hours" in law
    assert "National Center for Missing and Exploited Children" in law
    follow(page.get_by_role("navigation", name="In your county").get_by_role("link", name="Yolo"))
    assert page.url == address + "counties/yolo/by-role.html#probation"
    part = page.get_by_role("region", name="Probation officer")
    assert part.is_visible()
    assert "Deputy Probation Officer" in part.inner_text()
    assert "4 hours" in part.inner_text()
    context.close()


def test_a_table_remains_a_table_for_a_screen_reader_on_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(address + "counties/example.html")
    seats = page.get_by_role("table", name="Who is on the multidisciplinary team")
    assert seats.get_by_role("rowheader").first.inner_text() == "Child welfare"
    assert seats.get_by_role("columnheader").count() == 4
    context.close()


def test_a_county_can_be_printed_without_what_is_only_for_screens(page: Page, address: str) -> None:
    page.goto(address + "counties/example.html")
    page.emulate_media(media="print")
    for name in (".md-header", ".pages", ".leave", ".downloads", ".md-sidebar"):
        assert not page.locator(name).first.is_visible(), name
    assert page.locator(".banner-example").is_visible()
    assert page.locator("table.seats").first.is_visible()


def test_readers_who_want_less_motion_see_none(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + "counties/example.html")
    moving = "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0.01).length"
    assert page.evaluate(moving) == 0
    context.close()


def test_the_first_24_hours_take_at_most_two_screens_of_a_phone(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "counties/example/first-24-hours.html")
    chromium.set_in_a_known_font(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    numbers = page.locator('.first-day a[href^="tel:"]').all_inner_texts()
    context.close()
    assert height <= 2 * 844
    assert {"911", "555-555-0102", "1-800-843-5678"} <= set(numbers)


def test_counties_can_be_sorted_and_small_counts_come_between_0_and_11(page: Page, address: str) -> None:
    page.goto(address + "compare.html")
    page.get_by_role("button", name="Victims").click()
    page.get_by_role("button", name="Victims").click()
    column = [name.strip() for name in page.locator("table.known thead th").all_inner_texts()].index("Victims") + 1
    shown = [cell.strip() for cell in page.locator(f"table.known tbody td:nth-child({column})").all_inner_texts()]
    assert shown[:3] == ["584", "171", "150"]
    small = [place for place, cell in enumerate(shown) if cell == "fewer than 11"]
    assert len(small) == 11
    assert shown[small[0] - 1] == "13"
    assert shown[small[-1] + 1] == "0"
    page.get_by_label("Show only rows with").fill("tier ii san")
    assert page.get_by_role("row", name="San Mateo").count() == 0  # no cell has the word “tier”
    page.get_by_label("Show only rows with").fill("san mateo")
    assert page.locator("table.known tbody tr:visible").count() == 1


@pytest.mark.parametrize("path", ["compare.html", "compare/teams.html", "compare/times.html", "compare/duties.html"])
def test_a_table_of_counties_is_printed_with_every_column(page: Page, address: str, path: str, tmp_path: Path) -> None:
    page.goto(address + path)
    heads = [name.strip() for name in page.locator("main thead").last.locator("th").all_inner_texts()]
    last = page.locator("main tbody").last.locator("tr").last.inner_text().split()
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True
    )
    printed = set(told.stdout.split())
    assert [word for head in heads for word in head.split() if word not in printed] == []
    assert [word for word in last if word not in printed and "-" not in word] == []


def test_the_heads_of_a_long_table_are_printed_on_each_of_its_pages(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(address + "compare.html")
    page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    command = ["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    sheets = [sheet for sheet in told.stdout.split("\f") if "no county" in sheet]
    assert len(sheets) > 1
    assert all(re.search(r"In the program +Tier +Victims", sheet) for sheet in sheets)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "compare",
            "compare/teams",
            "compare/times",
            "compare/duties",
            "compare/reporting",
            "compare/missing-children",
        ),
        *("state/index", "state/victims", "state/practices", "state/practices-statewide", "counties/mono"),
    ],
)
def test_no_page_about_all_counties_is_taller_than_a_dozen_phone_screens(
    browser: Browser, address: str, website: Path, path: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}{path}.html")
    assert page.evaluate("document.documentElement.scrollHeight") <= 12 * 844
    assert (website / f"{path}.html").stat().st_size <= 60_000
    context.close()

"""Whatever is typed into the pages that check and write a county file, the program answers, and never fails.

The usual run tries a few; `FUZZ=2000` tries as many texts. A failure names its seed.
"""

import json
import os
import random
import time
from typing import Any

import pytest

from protocol_builder.website.browser import engine

from ...comparing.test_fuzz import HOSTILE, hostile
from ...conftest import DAY, EXAMPLE
from ...test_fuzz import WAYS

TEXTS = int(os.environ.get("FUZZ", "24"))
SECONDS = 5.0
VALUES: tuple[Any, ...] = (*HOSTILE, None, True, 0, -1, 10**30, 1.5, [], {}, ["a", "a"], {"a": 1}, "\ud800")
"""What a form could send for a field, also such as it never sends."""


def answered(call: str, **arguments: Any) -> Any:
    """What a page gets, which is an answer or a sentence on what is wrong with the text."""
    began = time.process_time()
    found = json.loads(engine.answer(call, arguments))
    assert set(found) in ({"result"}, {"error"})
    assert "The program failed here" not in found.get("error", ""), found
    assert time.process_time() - began < SECONDS, "it took too long"
    return found.get("result")


def paths(node: Any) -> list[Any]:
    """The paths of a form's fields."""
    if isinstance(node, dict):
        own = [node["path"]] if "kind" in node and node.get("path") else []
        return own + [path for value in node.values() for path in paths(value)]
    return [path for value in node for path in paths(value)] if isinstance(node, list) else []


def tried(text: str, dice: random.Random) -> None:
    """Ask all that the pages ask about a text."""
    checked = answered("check", text=text, on=DAY)
    assert checked["text"] in (text.replace("\r\n", "\n"), text, None) or "\ufeff" in text
    for finding in dice.sample(checked["diagnostics"], min(2, len(checked["diagnostics"]))):
        fixed = answered("fix", text=text, finding=finding, on=DAY)
        assert not fixed or fixed["text"] != text
    form = answered("form", text=text)
    for path in dice.sample(found := paths(form), min(2, len(found))) if form else ():
        answered("change", text=text, path=path, value=dice.choice(VALUES))
    if dice.random() < 0.2:
        answered("agreement", text=text, on=DAY)


@pytest.mark.parametrize("way", [*WAYS, hostile], ids=lambda way: way.__name__)
def test_no_text_breaks_a_page(way: Any) -> None:
    for seed in range(max(TEXTS // 4, 1)):
        dice = random.Random(f"page {way.__name__} {seed}")
        text = way(EXAMPLE.read_bytes(), dice).decode("utf-8", "replace")
        try:
            tried(text, dice)
        except Exception as error:
            pytest.fail(f"page {way.__name__} {seed}: {error!r}")


@pytest.mark.parametrize("call", ["check", "fix", "form", "change", "agreement"])
def test_half_of_a_pair_is_told_by_each_page(call: str) -> None:
    """A browser's text may have one, such as of a picture character cut in two; no file can."""
    text = 'county: Inyo\ninstrument: {kind: interagency_protocol, title: "half \ud83d"}\n'
    finding: dict[str, Any] = {"id": "file-not-utf-8", "path": [], "county": None, "line": 2}
    more: dict[str, dict[str, Any]] = {
        "fix": {"finding": finding},
        "change": {"path": ["instrument", "title"], "value": "Title"},
    }
    answered(call, text=text, **more.get(call, {}))


def test_no_answers_break_the_beginning_of_a_file() -> None:
    dice = random.Random("answers")
    counties = engine.opening()["counties"]
    for _ in range(TEXTS):
        answers = {
            "counties": dice.choice((dice.sample(counties, dice.randint(1, 3)), [dice.choice(HOSTILE)], [])),
            "elects_funds": dice.choice((True, False, None)),
            "developed_on": dice.choice(("", "2019", "2019-02-30", *HOSTILE)),
        }
        made = answered("new_file", answers=answers)
        if "text" in made:
            assert answered("check", text=made["text"], on=DAY)["text"] == made["text"]

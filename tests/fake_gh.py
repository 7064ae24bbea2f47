"""A stand-in for GitHub's command line `gh`: issues, labels, and comments in a file beside it, as far as workflows use them."""

import json
import sys
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parent / "github.json"
LISTED = '.[] | "\\(.number) \\(.title)"'
OURS = '.[] | select(.user.type == "Bot" and (.body | startswith("<!-- protocol-builder compare -->"))) | .id'


def main(arguments: list[str]) -> None:
    state: dict[str, Any] = json.loads(PLACE.read_text("utf-8")) if PLACE.exists() else {"issues": [], "comments": []}
    positional, options = parsed(arguments)
    match positional:
        case ["label", "create", "protocol-due"]:
            assert "force" in options
        case ["issue", "list"]:
            assert (options["label"], options["state"], options["jq"]) == ("protocol-due", "open", LISTED)
            for issue in reversed(state["issues"]):  # the newest first
                if issue["open"]:
                    print(issue["number"], issue["title"])
        case ["issue", "create"]:
            assert options["label"] == "protocol-due"
            body = Path(options["body-file"]).read_text("utf-8")
            number = len(state["issues"]) + 1
            state["issues"].append({"number": number, "title": options["title"], "body": body, "open": True})
        case ["issue", "edit", number]:
            issue_of(state, number)["body"] = Path(options["body-file"]).read_text("utf-8")
        case ["issue", "close", number]:
            issue_of(state, number).update(open=False, why=options["comment"])
        case ["api", path] if "method" not in options:
            assert (path, options["jq"]) == ("repos/county/protocol/issues/7/comments", OURS)
            for number, comment in enumerate(state["comments"], 100):
                if comment.startswith("<!-- protocol-builder compare -->"):
                    print(number)
        case ["api", path] if options["method"] == "POST":
            assert path == "repos/county/protocol/issues/7/comments"
            state["comments"].append(Path(options["field"].removeprefix("body=@")).read_text("utf-8"))
        case ["api", path] if options["method"] == "PATCH":
            number = int(path.removeprefix("repos/county/protocol/issues/comments/"))
            state["comments"][number - 100] = Path(options["field"].removeprefix("body=@")).read_text("utf-8")
        case _:
            raise SystemExit(f"unknown command: {positional}")
    PLACE.write_text(json.dumps(state), encoding="utf-8")


def parsed(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    positional: list[str] = []
    options: dict[str, str] = {}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word in ("--force", "--silent", "--paginate"):
            options[word[2:]] = ""
        elif word.startswith("--"):
            options[word[2:]] = waiting.pop(0)
        else:
            positional.append(word)
    return positional, options


def issue_of(state: dict[str, Any], number: str) -> dict[str, Any]:
    found: dict[str, Any] = state["issues"][int(number) - 1]
    assert found["open"]
    return found


if __name__ == "__main__":
    main(sys.argv[1:])

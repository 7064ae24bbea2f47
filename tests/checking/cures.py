"""Type what a remedy says into a county file: one small applier for the words of all remedies."""

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from protocol_builder.checking.check import Report
from protocol_builder.diagnostic import Diagnostic, Path, Span
from protocol_builder.law import shape
from protocol_builder.paths import value_at
from protocol_builder.reading.loader import load_yaml

GONE = object()


def texts_after(report: Report, d: Diagnostic) -> tuple[str, ...]:
    """The county file after its remedy was followed; two texts where it can be read in two ways.

    None where the remedy leaves what to write to the author.
    """
    if d.id == "clause-file":  # which is about another file
        return ()
    if d.id.startswith(("yaml-syntax", "file-")) or report.source.data is None:
        return tuple(_of_lines(report.source.text, d))
    if re.match(r"indent by|\w+ belongs (at the beginning|directly below)", d.remedy):
        return tuple(_moved(report.source.text, d, report.source.keys))
    return tuple(_dumped(data) for data in _of_data(copy.deepcopy(report.source.data), d))


# Text that cannot be read


def _of_lines(text: str, d: Diagnostic) -> Iterator[str]:
    lines = text.split("\n")
    at = min(d.line, len(lines)) - 1
    line = lines[at]
    first, _, shown = d.remedy.partition("\n")
    before = line[: len(line) - len(line.lstrip())]

    def with_lines(new: list[str], until: int = at + 1) -> str:
        return "\n".join([*lines[:at], *new, *lines[until:]])

    if first.startswith("start the line with") or first.startswith("delete the dash"):
        column = _spaces(first)
        bare = line.strip().removeprefix("- ") if first.startswith("delete the dash") else line.strip()
        yield with_lines([" " * column + bare])
        end = _end(lines, at)
        yield with_lines([_shifted(each, column - _indent(line)) for each in lines[at:end]], end)
    elif found := re.match(r"(?:replace the tabs? with|delete the tabs?) ?(?:(\d+|one) space)?", first):
        yield with_lines([" " * int((found[1] or "0").replace("one", "1")) + line.lstrip()])
    elif first == "delete this line":
        yield with_lines([])
    elif first == "delete the comma":
        yield with_lines([line[: d.column - 1] + line[d.column :]])
    elif re.match(r"write a space after each|begin each item|write a space, not", first):
        yield _with_items(lines, shown.split("\n"))
    elif first == "write the text below its key":
        end = at + 1
        while end < len(lines) and not re.match(r"\s*(#|(- )?[A-Za-z]\w*:(\s|$))", lines[end]):
            end += 1
        head, *rest = shown.split("\n")
        yield with_lines([before + head, *(f"{before}{row}" if row else "" for row in rest)], end)
    elif found := re.match(r"write each on a line of its own(?:, instead of lines \d+ to (\d+))?$", first):
        yield with_lines(
            [
                before + row if n == 0 else before + "  " * line.lstrip().startswith("- ") + row
                for n, row in enumerate(shown.split("\n"))
            ],
            int(found[1]) if found[1] else at + 1,
        )
    elif shown and "\n" not in shown and "what this line belongs to" not in first:
        yield with_lines([before + shown])


def _with_items(lines: list[str], shown: list[str]) -> str:
    """The lines with those items that a remedy shows, each in the place of the line with its words."""
    left, new = list(shown), []
    for line in lines:
        if left and _words(line) == _words(left[0]) and not line.lstrip().startswith("- "):
            line = line[: _indent(line)] + left.pop(0)
        new.append(line)
    return "\n".join(new)


def _words(line: str) -> str:
    return re.sub(r"\W", "", re.sub(r"^\s*(\(?\w{1,2}[.)]|o|\W*)\s+", "", re.sub(r"^\s*-\s*", "", line)))


def _spaces(first: str) -> int:
    found = re.search(r"start the line with (\d+|no|one) space", first)
    assert found, first
    return int({"no": "0", "one": "1"}.get(found[1], found[1]))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _moved(text: str, d: Diagnostic, keys: Mapping[Path, Span]) -> Iterator[str]:
    """A line in another column, alone, and with those that belong below it; further in, with all that are named."""
    lines = text.split("\n")
    at = d.line - 1
    if found := re.match(r"indent by (\d) (more|fewer)", d.remedy):
        by = int(found[1]) * (1 if found[2] == "more" else -1)
        ats = [at]
        if "they belong" in d.remedy:
            known = shape.keys_at(d.path[:-1])
            ats = [span.line - 1 for path, span in keys.items() if path[:-1] == d.path[:-1] and path[-1] not in known]
    else:
        by, ats = (2 if d.path[:1] == ("counties",) and len(d.path) > 3 else 0) - _indent(lines[at]), [at]
    yield "\n".join(_shifted(line, by) if n in ats else line for n, line in enumerate(lines))
    blocks = {n for first in ats for n in range(first, _end(lines, first))}
    yield "\n".join(_shifted(line, by) if n in blocks else line for n, line in enumerate(lines))


def _end(lines: list[str], at: int) -> int:
    end = at + 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) > _indent(lines[at])):
        end += 1
    return end


def _shifted(line: str, by: int) -> str:
    return " " * max(0, _indent(line) + by) + line.lstrip() if line.strip() else line


# Data


def _of_data(data: Any, d: Diagnostic) -> Iterator[Any]:
    first, _, shown = d.remedy.partition("\n")
    for pattern, apply in _WAYS:
        if found := re.match(pattern, first):
            yield from apply(data, d, found, shown)
            return


def _add(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    where: Path = tuple(found["under"].split(".")) if found["under"] else ()
    yield _merged_at(data, where, load_yaml(shown.replace("…", "something")))


def _add_here(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    _deep(value_at(data, d.path), load_yaml(shown))
    yield data


def _write_below(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    """What is shown goes where its key is: beside the finding's key, or above it."""
    new = load_yaml(shown.replace("…", "something"))
    if isinstance(new, list):
        yield _set(data, d.path, new[0] if isinstance(d.path[-1], int) else new)
        return
    keys = set(new)
    path = d.path
    while path and not (isinstance(path[-1], str) and path[-1] in keys):
        path = path[:-1]
    where = path[:-1] if path else d.path[:-1]
    if d.id == "shape-unknown-key":
        data = _set(data, d.path, GONE)
        where = d.path[:-1]
    for key in keys:
        data = _set(data, (*where, key), new[key])
    yield data


def _value(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    word = load_yaml(found["word"])
    if d.id in ("shape-unknown-key", "clause-of-another-instrument"):
        yield _renamed(data, d.path, str(word))
    elif d.path[-1:] and not d.at_value and "short name" in d.message:
        old = str(d.path[-1])
        yield _everywhere(_renamed(data, d.path, str(word)), old, str(word))
    else:
        yield _set(data, d.path, word)


def _write_below_or_value(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    if shown:
        yield from _write_below(data, d, found, shown)
    else:
        yield _set(data, d.path, found[0].removeprefix("write "))


def _move_to(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    value = value_at(data, d.path)
    where = tuple(found["place"].split(" or ")[0].split(",")[0].split(".")) if found["place"] else ()
    if "NAME" in where:
        return
    if not shown and d.meant and d.meant[:-1] != where and d.meant != where:
        where = d.meant[:-1]
    data = _set(data, d.path, GONE)
    if shown:
        new = load_yaml(shown)
        yield _merged_at(data, where, new)
    else:
        yield _merged_at(data, where, {str(d.path[-1]): value})


def _delete(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    named = re.search(r"^delete ([\w-]+);|\bor delete (?:\w+\.)*(?P<key>[\w-]+):?$", d.remedy)
    key = named and (named[1] or named["key"])
    path = next((d.path[:n] for n in range(len(d.path), 0, -1) if d.path[n - 1] == key), d.path)
    yield _set(data, path, GONE)


def _without_quotes(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    yield _set(data, d.path, str(value_at(data, d.path)).strip("“”"))


def _several_counties(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    del data["county"]
    own = {key: data.pop(key) for key in list(data) if key in shape.county_keys()}
    yield data | {"counties": {name: part | own for name, part in load_yaml(shown)["counties"].items()}}


def _section(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    data = _set(data, d.path, GONE)
    new = load_yaml(shown.replace("…", "What the county does."))
    data["narrative"] = [*(data.get("narrative") or []), *new["narrative"]]
    yield data


def _words_gone_or_checked(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    """The words that a message is about taken out of their text or, where the remedy shows how, said to be checked."""
    text = str(value_at(data, d.path))
    without = " ".join(text.replace(d.words, " ").split()) if d.words else ""
    if without:
        yield _set(copy.deepcopy(data), d.path, without)
    if shown:
        yield _merged_at(data, () if shown.startswith("checked_texts") else ("checked_texts",), load_yaml(shown))


def _times_of_the_law(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    """The law's time in the place of each time that the message names."""
    said = re.search(r" says (.+?), and not ", d.message)
    text = value_at(data, d.path)
    if said and isinstance(text, str):
        new = text
        for time in said[1].split(" and "):
            new = new.replace(time, found["time"])
        if new != text:  # a time in other words is left to the author
            yield _set(data, d.path, new)


def _members(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    """Functions among the members of the stage that a finding is at, or of the first stage."""
    at = d.path.index("mdt")
    stage = d.path[at + 2] if d.path[at + 1 : at + 2] == ("tiers",) and len(d.path) > at + 2 else 0
    path = (*d.path[: at + 1], "tiers", stage, "members")
    yield _set(data, path, [*value_at(data, path), *found["functions"].split(", ")])


def _function(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    path = (*found["agency"].split("."), "functions")
    yield _set(data, path, [*value_at(data, path), found["function"]])


def _kind(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    yield _set(data, (*found["agency"].split("."), "kind"), found["word"])


def _status(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    yield _set(data, ("instrument", "status"), found["word"])


def _signature(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    if "a party of its own" not in found[0]:
        yield _set(data, (*d.path[: d.path.index("parties") + 2], "signature"), found["word"])


def _first_of(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    """Of the keys of a clause, one."""
    path = d.path[:2]
    if found["word"] in value_at(data, path):
        yield _set(data, path, {found["word"]: value_at(data, path)[found["word"]]})


def _yes(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    yield _set(data, d.path, True)


def _done(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    yield _set(data, d.path, "The departments do so at intake, under a written procedure.")


def _items(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    """The items of an example instead of the one to fill in."""
    items = load_yaml(f"[{found['items']}]")
    others = [
        item for index, item in enumerate(value_at(data, d.path[:-1])) if index != d.path[-1] and item not in items
    ]
    yield _set(data, d.path[:-1], [*others, *items])


def _name(data: Any, d: Diagnostic, found: re.Match[str], shown: str) -> Iterator[Any]:
    yield _set(data, d.path, "Director of Services" if "seats" in d.path else "Department of Services")


_WAYS: tuple[tuple[str, Callable[[Any, Diagnostic, re.Match[str], str], Iterator[Any]]], ...] = (
    (r"for several counties, replace county", _several_counties),
    (r"delete the words; if|delete it here, or write internal|write the job title alone; if it is not", _words_gone_or_checked),
    (r"compare it with the law, and write the law’s time: (?P<time>\d+ \w+)$", _times_of_the_law),
    (r".*add (?:to its members: )?(?P<functions>\w+(?:, \w+)*)(?: to the members of a stage.*)?$", _members),
    (r".*add (?P<function>\w+) to (?P<agency>agencies\.\w+)\.functions", _function),
    (r".*write kind: (?P<word>\w+) under (?P<agency>agencies\.\w+)", _kind),
    (r".*write status: (?P<word>\w+)", _status),
    (r".*write signature: (?P<word>\w+)", _signature),
    (r"keep one: (?P<word>\w+)", _first_of),
    (r".*\bor delete ([\w.-]+:?|it from the members of the stage)$", _delete),
    (r"begin with what is done|write false if it is not done; if it is, begin with what is done", _done),
    (r"write true if it is done|write true or false; say how|replace .+ with true", _yes),
    (r"replace .+ with (?:a|the agency's|the division's|the alternate's|the legal entity's|the) (?:name|job title|body or)\b", _name),
    (r"replace .+ with the facts, for example (?P<items>.+)$", _items),
    (r"replace .+ with one of (?P<word>\w+)", _value),
    (r"write (?:a telephone number|an office).+?such as (?P<word>[\w@.-]*\w)", _value),
    (r"no key is for this", _section),
    (r"delete the curly quotes", _without_quotes),
    (r"add(?: the facts)?(?: under (?P<under>[^,]+?))?(?:, and describe .+)?, for example$", _add),
    (r"add to this stage, for example$", _add_here),
    (r"write it (?:under (?P<place>\S+)|at the beginning of a line), for example$", _move_to),
    (r"if it is the \w+, put it in quotes$", _write_below),
    (r"put it in quotes$|put the text in quotes$|put the whole text in quotes, for example$|write it without", _write_below),
    (r"(?:write|begin) a space after|begin each item|write a space, not", lambda *_: iter(())),
    (r".*for example$|write each entry|write the list in brackets|write (?:true|false)(?: without quotes)?$", _write_below),
    (r"write$|write them as one entry$", _write_below),
    (r"write \S+-\d\d$", _write_below_or_value),
    (r"did you mean (?P<word>.+?)(?:,? (?:or|and) .+|, .+)?\?$", _value),
    (r"write the (?:short name|function, not the agency)[,:] (?P<word>\w+)", _value),
    (r"write agency: (?P<word>\w+)$", _value),
    (r"write one of: (?P<word>[^,]+)", _value),
    (r"(?:describe .+, or )write one of: (?P<word>[^,]+)", _value),
    (r"write (?P<word>\w+)(?:, the name used| here and wherever|: a short name)", _value),
    (r"write (?P<word>\d[\w-]*(?: (?:minute|hour|day|week|month)s?)?|immediately)(?: without quotes|,.*)?$", _value),
    (r"\w+ belongs? (?:under )(?P<place>[\w., ]+)(?:; write it inside the braces on line \d+)?$", _move_to),
    (r"delete |keep one of the two, and delete the other", _delete),
)  # fmt: skip


def _merged_at(data: Any, path: Path, new: Any) -> Any:
    into = data
    for key in path:
        if not isinstance(into.get(key), dict | list):
            into[key] = {}
        into = into[key]
    if isinstance(into, list):
        into += new
        return data
    _deep(into, new)
    return data


def _deep(into: Any, new: Any) -> None:
    for key, value in new.items():
        if isinstance(into.get(key), dict) and isinstance(value, dict):
            _deep(into[key], value)
        else:
            into[key] = value


def _set(data: Any, path: Path, value: Any) -> Any:
    into = data
    for key in path[:-1]:
        if isinstance(into, dict) and not isinstance(into.get(key), dict | list):
            into[key] = {}
        into = into[key]
    if value is GONE:
        del into[path[-1]]
    else:
        into[path[-1]] = value
    return data


def _renamed(data: Any, path: Path, new: str) -> Any:
    holder = value_at(data, path[:-1]) if path[:-1] else data
    items = [(new if key == path[-1] else key, value) for key, value in holder.items()]
    holder.clear()
    for key, value in items:
        holder.setdefault(key, value)
    return data


def _everywhere(node: Any, old: str, new: str) -> Any:
    if isinstance(node, dict):
        return {key: _everywhere(value, old, new) for key, value in node.items()}
    if isinstance(node, list):
        return [_everywhere(item, old, new) for item in node]
    return new if node == old else node


def merged(data: Any, new: Any) -> Any:
    """The data with what is new, and with what it has next to that."""
    return _merged_at(data, (), new or {})


def _dumped(data: Any) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000)

"""How a county file departs from its shape, as diagnostics, and what is left of it without what departs.

What departs is taken out of the data, so that whatever reads it next finds only values of the expected types. What is
still to be filled in (TODO, TBD, …), or names no one (“Vacant”), is not there yet, and takes along the seat or the list item
that cannot do without it: no seat counts as filled by someone who has not been named.
"""

import copy
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from ..diagnostic import Diagnostic, Path
from ..english import closest, join_words, quoted
from ..law import texts
from ..law.shape import Schema, formats, resolved, schema, schema_at
from ..paths import value_at
from ..protocol import contacts

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema_rs import Draft202012Validator as FastValidator

TO_FILL_IN = "to-fill-in"
"""The id of what is to be filled in."""

_FILLS_A_SEAT = ("agency", "title")
"""What fills a seat: who holds it. An alternate, a division, or a note does not."""

_MAX_WORDS = 14
"""Words of a list that a remedy has in full."""

MAX_FINDINGS = 500
"""Findings of one file that are reported. A file with more is no county file, or one slip at its beginning spoils it."""


def check(data: Any) -> tuple[Any, tuple[Diagnostic, ...]]:
    """Return the data without what departs from the shape, and a diagnostic for each departure.

    An item taken out of a list leaves None in its place, so that the paths of the others stay true. A fast validator
    proves that nothing departs; one that explains is asked only if something does. If more than MAX_FINDINGS depart,
    nothing is left of the data: None.
    """
    if _fast_validator().is_valid(data):
        return data, ()
    diagnostics: list[Diagnostic] = []
    spoiled: list[Path] = []
    for error in _validator().iter_errors(data):
        for leaf in _relevant(error):
            found = tuple(_diagnostics(leaf, data))
            diagnostics += found
            if len(diagnostics) > MAX_FINDINGS:
                return None, tuple(dict.fromkeys(diagnostics))
            if leaf.validator == "additionalProperties":
                entries: Any = leaf.instance
                expected: Any = leaf.schema
                unknown = [key for key in entries if key not in expected.get("properties", {})]
                spoiled += [(*leaf.absolute_path, key) for key in unknown]
            elif leaf.validator == "required" and _torn_apart(tuple(leaf.absolute_path), data):
                spoiled.append(tuple(leaf.absolute_path)[:-1])
            elif leaf.validator not in ("required", "minProperties"):
                spoiled += [_part_without(d.path) if d.id == TO_FILL_IN else d.path for d in found]
    # What is empty is of no type and not in any list of words, and is reported once.
    return _without(data, (*spoiled, *_emptied_lists(data, spoiled))), tuple(dict.fromkeys(diagnostics))


def _part_without(path: Path) -> Path:
    """Return what is not there while a value is to be filled in: the seat or the list item that needs it, or itself."""
    if contact := next((end for end, key in enumerate(path, 1) if key in contacts.KEYS), 0):
        return path[:contact]  # a seat is filled without a number too
    shapes = schema()["$defs"]
    parent = resolved(schema_at(path[:-1])) if path else {}
    if parent in (shapes["seat"], shapes["holders"]):
        return path[:-1] if path[-1] in _FILLS_A_SEAT else path
    is_item = len(path) > 1 and isinstance(path[-2], int)
    return path[:-1] if is_item and path[-1] in _needed(parent) else path


def _needed(entry: Schema) -> tuple[str, ...]:
    """Return the keys that a list item cannot do without; of several alternatives, those of the one that is a map."""
    branches = (entry, *map(resolved, entry.get("anyOf", ())))
    return next((tuple(branch["required"]) for branch in branches if "required" in branch), ())


def _emptied_lists(data: Any, spoiled: list[Path]) -> Iterator[Path]:
    """Yield the lists of which no item is left."""
    lists = Counter(path[:-1] for path in set(spoiled) if path and isinstance(path[-1], int))
    yield from (path for path, number in lists.items() if number == len(value_at(data, path)))


@cache
def _fast_validator() -> "FastValidator":
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema(), formats=formats(), validate_formats=True)


@cache
def _validator() -> "Draft202012Validator":
    from jsonschema import Draft202012Validator, FormatChecker, validators  # slow to import

    checker = FormatChecker(formats=())
    for name, is_in in formats().items():
        checker.checks(name)(partial(_is_text_in, is_in))
    extend: Any = validators.extend
    in_order = extend(Draft202012Validator, {"additionalProperties": _additional_in_file_order})
    validator: Draft202012Validator = in_order(schema(), format_checker=checker)
    return validator


def _is_text_in(is_in: Callable[[str], bool], value: object) -> bool:
    return isinstance(value, str) and is_in(value)


def _additional_in_file_order(
    validator: "Draft202012Validator", below: Any, entries: Any, schema: Schema
) -> "Iterator[ValidationError]":
    """Yield the errors of entries under names of a county's own, in the order of the file.

    The library takes them from a set, so that each run would find others first; the shape has no patterns of names.
    """
    if isinstance(below, dict) and isinstance(entries, dict):
        for name, value in entries.items():
            if name not in schema.get("properties", {}):
                yield from validator.descend(value, below, path=name)
    else:
        from jsonschema import Draft202012Validator

        yield from Draft202012Validator.VALIDATORS["additionalProperties"](validator, below, entries, schema)


def _relevant(error: "ValidationError") -> "Iterator[ValidationError]":
    """Yield the errors worth a finding: of several alternatives, those of the one whose type the author chose."""
    if error.validator != "anyOf":
        yield error
        return
    branches: dict[Any, list[ValidationError]] = {}
    for child in error.context or ():
        branches.setdefault(child.schema_path[0], []).append(child)
    chosen = [
        errors
        for errors in branches.values()
        if not any(e.validator in ("type", "const") and not e.path for e in errors)
    ]
    if len(chosen) == 1 and isinstance(error.instance, dict | list):
        for child in chosen[0]:
            yield from _relevant(child)
    else:
        yield error


def _diagnostics(error: "ValidationError", data: Any) -> Iterator[Diagnostic]:
    from . import suggestions, unknown_keys  # of which a sound file needs nothing

    path: Path = tuple(error.absolute_path)
    value: Any = error.instance
    expected: Any = error.schema
    limit: Any = error.validator_value
    name, kind = _key_of(path), error.validator
    is_value = "propertyNames" not in error.absolute_schema_path
    if is_value and (typed := _in_digits_that_do(value, path)):
        yield _value(f"{_shown(value)} has digits other than 0 to 9", path, f"write {typed}, with the digits 0 to 9")
    elif is_value and _is_unfilled(value, expected):
        yield _to_fill_in(value, path, data)
    elif isinstance(value, str) and (found := _yes_or_no(value, path)):
        yield found
    elif value is None or value == "":
        yield _empty(f"{name} has no value", path, _to_write(path, expected))
    elif colon := _text_with_colon(path, data):
        message = f"{name} has a text that contains a colon, so it is not read as text"
        yield _value(message, colon, f'put the text in quotes\n- "{_colon_text(value_at(data, colon))}"')
    elif kind == "additionalProperties":
        for keys in unknown_keys.for_keys(path, value, expected.get("properties", {}), data):
            message = f"{keys.subject} {_place(path)}"
            found = _unknown_key(message, (*path, keys.keys[0]), keys.remedy)
            yield replace(found, meant=keys.meant, cure="indent" if keys.is_indented_wrong else "")
    elif "propertyNames" in error.absolute_schema_path:  # it is the text of a key that departs
        remedy, short = suggestions.for_short_name(value, path, data)
        found = _value(
            f"{_shown(value)} is not a valid short name",
            (*path, value),
            remedy or f"write {_in_words(expected)}",
            False,
        )
        yield replace(found, meant=(*path, short)) if short and short not in value_at(data, path) else found
    elif kind == "required" and (entry := _torn_apart(path, data)):
        remedy = f"write them as one entry\n{suggestions.as_one_entry(path[:-1], entry)}"
        yield _value(f"each key of {name} is an entry of its own", path[:-1], remedy, False)
    elif kind == "required":
        for key in limit:
            if key not in value:
                message = f"{dotted(path)} has no {key}"
                yield Diagnostic("shape-missing-key", "error", message, (*path, key), remedy=_to_add(key, path))
    elif kind == "enum" and expected.get("type") == "string" and not isinstance(value, str):
        return  # that it is no text is told, and what to write
    elif kind == "enum":
        remedy, close = suggestions.for_word(value, path, limit)
        yield replace(_value(f"{name} cannot be {_shown(value)}", path, remedy), meant=close)
    elif kind in ("minItems", "minProperties"):
        needed = "one entry" if limit == 1 else f"{limit} entries"
        yield _empty(
            f"{name} needs at least {needed}",
            path,
            f"add an entry{'' if _is_needed(path) else f', or delete {name}'}" if limit == 1 else "add another entry",
        )
    elif kind in ("maxItems", "maxProperties", "maxLength"):
        unit = "characters" if kind == "maxLength" else "entries"
        message = f"{name} is over the limit of {limit:,} {unit}"
        yield Diagnostic("shape-limit", "error", message, path, remedy=f"shorten {name}, or split the file")
    elif kind == "uniqueItems" and all(_is_twice_unfilled(item, value, expected) for item in value):
        return  # each is to be filled in, and is told as that
    elif kind == "uniqueItems":
        yield _value(f"{name} has the same entry twice", path, "keep one of the two")
    elif kind == "not" and not isinstance(data.get("counties"), dict):
        return  # the counties themselves are not written as they must be, and that is told
    elif kind == "not":
        remedy = f"in a file of several counties, write {name} under each county’s name"
        yield replace(_unknown_key(f"{name} does not belong here", path, remedy), meant=path)
    elif kind in ("minimum", "maximum"):
        remedy = f"write a whole number from {expected.get('minimum', '…')} to {expected.get('maximum', '…')}"
        yield _value(f"{_shown(value)} is not a valid value for {name}", path, remedy)
    else:
        whole = resolved(expected)
        remedy = suggestions.for_value(value, path, whole, data) or f"write {_in_words(expected)}"
        # What may be internal is not repeated: messages are published.
        what = (
            f"{name} is not {whole['x-is']}" if "x-is" in whole else f"{_shown(value)} is not a valid value for {name}"
        )
        found = _value(what, path, remedy)
        if misspelled := suggestions.names_misspelled_short_name(value, path, data):
            found = replace(found, rests_on=misspelled)
        # What belongs below it is not read.
        yield replace(found, meant=path) if kind == "type" and "properties" in expected and path else found


def _in_digits_that_do(value: Any, path: Path) -> str:
    """Return a text in the digits 0 to 9, such as 2017 for ２０１７, if only its other digits keep it from being valid."""
    if not isinstance(value, str) or not any(sign.isdecimal() and not sign.isascii() for sign in value):
        return ""
    even = unicodedata.normalize("NFKC", value)
    typed = "".join(str(unicodedata.decimal(sign, sign)) for sign in even).strip()
    there: Schema = {"$defs": schema()["$defs"], "allOf": [schema_at(path)]}
    whole = _validator()
    return typed if type(whole)(there, format_checker=whole.format_checker).is_valid(typed) else ""


def _text_with_colon(path: Path, data: Any) -> Path:
    """Return the path of a list item that is a map of one key because a text has a colon; empty if it is no such item."""
    if not path or not isinstance(path[-1], int) or not isinstance(item := value_at(data, path), dict):
        return ()
    branches = (expected := resolved(schema_at(path)), *map(resolved, expected.get("anyOf", ())))
    is_text = any(branch.get("type") == "string" and "enum" not in branch for branch in branches)
    known = [key for branch in branches for key in branch.get("properties", {})]
    if not is_text or len(item) != 1 or not isinstance(said := next(iter(item.values())), str) or '"' in said:
        return ()
    return path if not closest(next(iter(item)), known) else ()


def _colon_text(item: dict[str, Any]) -> str:
    return ": ".join(next(iter(item.items())))


def _torn_apart(path: Path, data: Any) -> dict[str, Any]:
    """Return the one entry whose keys are items of a list, each with its own dash; empty if an item is no such key."""
    items = value_at(data, path[:-1]) if path and isinstance(path[-1], int) else ()
    if len(items) < 2 or not all(isinstance(item, dict) and len(item) == 1 for item in items):
        return {}
    entry = {key: value for item in items for key, value in item.items()}
    return entry if len(entry) == len(items) else {}


def _is_unfilled(value: Any, expected: Schema) -> bool:
    """Return whether a text is a placeholder, such as “Draft”, where that is no word of a list with another capital."""
    if not isinstance(value, str) or value.strip().lower() in expected.get("enum", ()):
        return False
    return "x-unfilled" in expected or texts.is_placeholder(value)


def _is_twice_unfilled(item: Any, items: list[Any], expected: Schema) -> bool:
    return items.count(item) == 1 or _is_unfilled(item, expected.get("items", {}))


def _to_fill_in(value: str, path: Path, data: Any) -> Diagnostic:
    """Return the finding for a placeholder, or for a name or title that names no one."""
    needed = not path or path[-1] in _FILLS_A_SEAT or _is_needed(path)
    # TODO is what init and check --fix write, only where something is asked for.
    may_go = not needed and isinstance(path[-1], str) and not value.startswith("TODO")
    key = path[1] if path[:1] == ("clauses",) and len(path) > 1 else path[-1]  # an entry for a clause has one change
    or_delete = f", or delete {key}:" if may_go else ""
    remedy = (
        f"replace {_placeholder(value)} with {_example_of_item(path, data) or _in_words(schema_at(path))}{or_delete}"
    )
    message = f"to be filled in: {dotted(path)}"
    if open_part := texts.left_open(value):
        remedy = f"write what is meant instead of {_placeholder(open_part)} in this text{or_delete}"
    if texts.is_placeholder(value):
        return Diagnostic(TO_FILL_IN, "error", message, path, True, remedy, cure="fill in")
    message = f"{_shown(value)} names no one: {dotted(path)}"
    return Diagnostic(TO_FILL_IN, "error", message, path, True, remedy, cure="name someone")


def _example_of_item(path: Path, data: Any) -> str:
    """Return what an item of a list can be, by an example that the law has; empty where it has none."""
    from . import examples, suggestions

    found = examples.of_list(path[:-1], data) if path and isinstance(path[-1], int) else ()
    return f"the facts, for example {', '.join(map(suggestions.in_braces, found))}" if found else ""


def _yes_or_no(value: str, path: Path) -> Diagnostic | None:
    """Return the finding for a yes, a no, or a not yet where a text is to say how; None for any other text."""
    kind = schema_at(path).get("$ref", "").rpartition("/")[2]
    if kind not in ("practice", "description", "described_line"):
        return None
    name = _key_of(path)
    if texts.is_refusal(value):
        message = f"{_shown(value)} says no or not yet, not how, under {name}"
    elif texts.is_bare_yes(value):
        message = f"{_shown(value)} does not say how, under {name}"
    elif value and texts.prints_nothing(value):
        message = f"{name} has only a heading, or text that is not printed, and does not say how"
    else:
        return None
    if kind == "practice":
        remedy = "write true if it is done, false if it is not, or text that says how it is done"
    else:
        remedy = f"write {_in_words(schema_at(path))}, or delete {f'{name}:' if path[-1] == name else 'the entry'}"
    return _value(message, path, remedy)


def _empty(message: str, path: Path, remedy: str) -> Diagnostic:
    return Diagnostic("shape-empty", "error", message, path, remedy=remedy)


def _unknown_key(message: str, path: Path, remedy: str) -> Diagnostic:
    return Diagnostic("shape-unknown-key", "error", message, path, remedy=remedy)


def _value(message: str, path: Path, remedy: str, at_value: bool = True) -> Diagnostic:
    return Diagnostic("shape-value", "error", message, path, at_value, remedy)


def _key_of(path: Path) -> str:
    keys = [str(key) for key in path if isinstance(key, str)]
    return keys[-1] if keys else "the file"


def dotted(path: Path) -> str:
    """Return a path as messages print it, such as `mdt.tiers.1.name`; items of a list count from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path) or "the file"


def _placeholder(value: str) -> str:
    """Return how a remedy names what is written where something is to be filled in."""
    return "TODO" if value.startswith("TODO") else "the …" if value.rstrip().endswith(("…", "...")) else _shown(value)


def _place(path: Path) -> str:
    return f"under {dotted(path)}" if path else "of a county file"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    return quoted(str(value))


_TYPES = {
    "boolean": "true or false",
    "integer": "a whole number",
    "string": "text",
    "array": "a list (lines that begin with a dash)",
    "object": "more keys, indented below",
}


def _in_words(expected: Schema) -> str:
    """Return what a part of the shape allows, in words."""
    while "x-says" not in expected and "$ref" in expected:
        expected = schema()["$defs"][expected["$ref"].rpartition("/")[2]]
    if "x-says" in expected:
        return str(expected["x-says"])
    if len(expected.get("enum", ())) > _MAX_WORDS:
        return f"a word of the list, such as {join_words(tuple(map(str, expected['enum'][:3])), 'or')}"
    if "enum" in expected:
        return "one of " + ", ".join(map(str, expected["enum"]))
    return _TYPES.get(str(expected.get("type")), "something else")


def _to_add(key: str, path: Path) -> str:
    below, expected = f" under {dotted(path)}" if path else "", schema_at((*path, key))
    if "x-write" in expected:
        return f"add{below}, for example\n{expected['x-write']}"
    return f"add {key}{below}: {_in_words(expected)}"


def _to_write(path: Path, expected: Schema) -> str:
    """Return the remedy for a key with no value; one that the file can do without can also go."""
    if "x-write" in (own := schema_at(path)):
        return f"write, for example\n{own['x-write']}"
    if not isinstance(key := path[-1], str):
        return f"write {_in_words(expected)}, or delete the entry"
    return f"write {_in_words(expected)}{'' if _is_needed(path) else f', or delete {key}:'}"


def _is_needed(path: Path) -> bool:
    """Return whether a file cannot do without a key: what it belongs to needs it, or `check` would ask for it at once."""
    return path[-1] in resolved(schema_at(path[:-1])).get("required", ()) or "x-write" in schema_at(path)


def _without(data: Any, paths: Iterable[Path]) -> Any:
    if () in (spoiled := set(paths)):
        return {}
    left = copy.deepcopy(data)
    for *parents, last in spoiled:
        key: Any
        last_key: Any = last
        parent: Any = left
        for key in parents:
            parent = parent[key] if isinstance(parent, list) or (isinstance(parent, dict) and key in parent) else {}
        if isinstance(parent, list):
            parent[last_key] = None
        elif isinstance(parent, dict):
            parent.pop(last_key, None)
    return left

"""A text that is to say how something is done does not begin like a no.

It warns only, since words are no proof. Short texts that say no or not yet are refused with the shape of the file.
"""

from collections.abc import Iterator
from functools import lru_cache

from ...diagnostic import Diagnostic, Path
from ...english import quoted
from ...law import texts, vocabulary
from ...law.doubts import Doubt, Kind, doubt
from ...law.shape import schema_at
from ...paths import value_at
from ...protocol.county_data import seat_holders
from .rule import CheckedFile, Rule


def check(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield a finding for each description that may say no, and for such words instead of a duty’s clause or after it.

    Also for a section of the county’s own that says of a party with a seat on the protocol team that it takes no part.
    """
    yield from _descriptions(file)
    holders = [found for _, view, _ in file.views for found in seat_holders(view, "protocol_team")]
    seats = {seat for _, seat, _ in holders}
    names = {str((file.agencies.get(str(holder.get("agency"))) or {}).get("name") or "") for _, _, holder in holders}
    for path, value in file.texts:
        if words := _no_part(file, path, value, seats, names - {""}):
            yield Diagnostic(
                "text-may-say-no",
                "warning",
                f"{quoted(words)} reads like a no, and the protocol team has a seat for that party",
                path,
                True,
                "if it is so, delete that seat, since no one has it; if it is not, say who takes part",
                words=words,
            )


def _no_part(file: CheckedFile, path: Path, value: str, seats: set[str], names: set[str]) -> str:
    """Return the words of a printed text of the county’s own, or of what an agency is to do, that a party takes no part."""
    if path[0] in ("narrative", "clauses") or path[-1] in ("purpose", "decisions"):
        return texts.says_no_part(value, seats, sorted(names))
    if path[0] == "agencies" and path[2:3] == ("responsibilities",):
        functions = seats & {*(file.agencies[str(path[1])].get("functions") or ())}
        return texts.says_no_part(value, functions, sorted(names)) or (
            value.rstrip(".") if texts.takes_no_part(value) and functions else ""
        )
    return ""


def _descriptions(file: CheckedFile) -> Iterator[Diagnostic]:
    for path, value in file.texts:
        says_how = _says_how(path) or _is_instead(file, path)
        found = (doubt(value) or _refused(path, value) or _taken_back(path, value)) if says_how else None
        if found:
            so = ""
            if path[0] == "clauses":
                so = f"under the clause {path[1]}, which carries out a duty"
            elif path[0] == "narrative":
                so = f"and is printed instead of the library’s words on {_topic(file, path)}"
            yield Diagnostic(
                "text-may-say-no",
                "warning",
                f"{quoted(found.words)} {_WHAT[found.kind]}, {so or f'and {path[-1]} counts as answered'}",
                path,
                True,
                _remedy(path, found),
            )


_WHAT: dict[Kind, str] = {
    "no": "reads like a no",
    "condition": "rests on a condition or a later day",
    "citation": "only names the law",
    "open": "is still open",
}


@lru_cache(maxsize=4096)  # the files of a folder have the same paths
def _says_how(path: Path) -> bool:
    """Return whether the text at a path is to say how something is done, or what is printed instead of a duty’s clause or after it."""
    if path[0] == "clauses":
        return path[-1] in ("replace", "add") and bool(vocabulary.lists()["clauses"].get(str(path[1]), {}).get("duty"))
    return _kind(path) in ("practice", "description")


def _is_instead(file: CheckedFile, path: Path) -> bool:
    """Return whether a text is that of a section of the county’s own which is printed in the place of a topic of a clause."""
    return path[0] == "narrative" and path[-1] == "text" and bool(value_at(file.data, (*path[:-1], "instead_of")))


def _topic(file: CheckedFile, path: Path) -> str:
    return vocabulary.label("topics", str(value_at(file.data, (*path[:-1], "instead_of"))))


def _refused(path: Path, value: str) -> Doubt | None:
    """Return the doubt about a section that is nothing but a no; where a text has to say how, its shape refuses it."""
    return Doubt("no", value.strip()) if path[0] == "narrative" and texts.is_refusal(value) else None


def _taken_back(path: Path, value: str) -> Doubt | None:
    """Return the doubt about a text that is added to a clause as if the clause were not to be there, such as “Not in effect.”"""
    added = path[0] == "clauses" and path[-1] == "add"
    return Doubt("no", value.strip()) if added and texts.is_nothing_instead_of_a_clause(value) else None


def _kind(path: Path) -> str:
    return str(schema_at(path).get("$ref", "")).rpartition("/")[2]


def _remedy(path: Path, found: Doubt) -> str:
    if path[0] == "clauses":
        if path[-1] == "add":
            return f"compare it with the law: the clause above it is printed too; or delete {path[1]}:"
        return "compare it with the law, and say what is done"
    if path[0] == "narrative":
        return "begin with what is done; if nothing is, delete instead_of: or the section"
    if found.kind == "citation":
        return "say who does what, and how; the law is printed in any case"
    if found.kind == "open":
        return f"write there what is done; if nothing is yet, {_nothing(path)}"
    if found.kind == "condition":
        return f"begin with what is done today; if nothing is yet, {_nothing(path)}"
    if _kind(path) == "practice":
        return "write false if it is not done; if it is, begin with what is done"
    return f"begin with what is done; if nothing is, delete {path[-1]}:"


def _nothing(path: Path) -> str:
    """Return what to write where nothing is done."""
    return "write false" if _kind(path) == "practice" else f"delete {path[-1]}:"


RULE = Rule(
    id="text-may-say-no",
    severity="warning",
    title="A text reads like a no",
    description=(
        "The text begins like a no, or like a plan, rests on money, staff, or a decision that is still to come, is not "
        "filled in, or only names the law, where the file is to say how something is done; or a section of the county’s own says that a party "
        "with a seat on the protocol team takes no part. A text counts as an answer, whatever it says. It "
        "is a warning because a program cannot tell from words what is done; where a duty of the instrument's own statute "
        "rests on the text, the agreement stays a draft."
    ),
    bad="""\
identification:
  at_risk: The county does not yet have a protocol for children at risk, but workers know the signs.""",
    good="""\
identification:
  at_risk: No child is turned away; workers screen children at risk as they do victims.""",
    check=check,
)

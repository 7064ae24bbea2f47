"""Looks for county files that break the check, led by the code that they reach: python -m tests.coverage_fuzz FOLDER.

FOLDER keeps the inputs that reached something new. Options of libFuzzer, such as -runs=100000, follow it. An input that
breaks the check is written to the working folder; put it into tests/found once it is mended.
"""

import random
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["protocol_builder"], enable_loader_override=False):
    from .conftest import ROOT
    from .test_fuzz import PIECES, WAYS, survived

LARGEST = 50_000
"""Bytes; the example has about 42,000."""


def changed(content: bytes, most: int, seed: int) -> bytes:
    """Another county file: by the ways of `test_fuzz`, which know words and lines, or by libFuzzer's, which know bytes."""
    chance = random.Random(seed)
    if chance.random() < 0.5 or not content:
        return bytes(atheris.Mutate(content, most))
    return chance.choice(WAYS)(content, chance)[:most]


def escaped(piece: bytes) -> str:
    """A word as libFuzzer's dictionaries have it."""
    return "".join(f"\\x{byte:02x}" for byte in piece)


def main() -> None:
    corpus = Path(sys.argv[1])
    corpus.mkdir(parents=True, exist_ok=True)
    for path in (*(ROOT / "county_configs").glob("*.yml"), *(ROOT / "tests" / "cases").glob("*.yml")):
        (corpus / path.name).write_bytes(path.read_bytes())
    words = corpus.with_suffix(".words")
    words.write_text("".join(f'"{escaped(piece)}"\n' for piece in PIECES if len(piece) < 60))
    limits = [f"-max_len={LARGEST}", "-timeout=10", "-rss_limit_mb=500", f"-dict={words}", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, *sys.argv[2:], str(corpus)], survived, custom_mutator=changed)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""How wide Carlito's characters are (and so Calibri's), and how words break into lines."""

import unicodedata
from collections.abc import Iterator
from functools import cache

_FIRST_CHARACTER = 32
_REGULAR = (
    "226 326 401 498 507 715 682 221 303 303 498 498 250 306 252 386 507 507 507 507 507 507 507 507 507 507 268 268 "
    "498 498 498 463 894 579 544 533 615 488 459 631 623 252 319 520 420 855 646 662 517 673 543 459 487 642 567 890 "
    "519 487 468 307 386 307 498 498 291 479 525 423 525 498 305 471 525 230 239 455 230 799 525 527 525 525 349 391 "
    "335 525 452 715 433 453 395 314 460 314 498"
)
_BOLD = (
    "226 326 438 498 507 729 705 233 312 312 498 498 258 306 267 430 507 507 507 507 507 507 507 507 507 507 276 276 "
    "498 498 498 463 898 606 561 529 630 488 459 637 631 267 331 547 423 874 659 676 532 686 563 473 495 653 591 906 "
    "551 520 478 325 430 325 498 498 300 494 537 418 537 503 316 474 537 246 255 480 246 813 537 538 537 537 355 399 "
    "347 537 473 745 459 474 397 344 475 344 498"
)
"""Advances of the characters from the space to the tilde, in thousandths of the type size."""
_USABLE_WIDTH = 0.96
_OTHER_ADVANCE = 1000
"""The advance assumed for any other character, such as an emoji or a Chinese one."""


@cache
def _advances(bold: bool) -> tuple[int, ...]:
    return tuple(map(int, (_BOLD if bold else _REGULAR).split()))


@cache
def _advance(character: str, bold: bool) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    replacement = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "o", "\N{NO-BREAK SPACE}": " "}.get(character)
    position = ord(replacement or unicodedata.normalize("NFD", character)[0]) - _FIRST_CHARACTER
    advances = _advances(bold)
    return advances[position] if 0 <= position < len(advances) else _OTHER_ADVANCE


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at a type size, in its unit."""
    return sum(_advance(character, bold) for character in text) * size / 1000


def lines(text: str, size: float, room: float, *, bold: bool = False) -> tuple[str, ...]:
    """The lines in which a text is set within a width. A word that fits on no line is broken between its characters.

    A little room is left, because a font used instead may be wider.
    """
    room *= _USABLE_WIDTH
    found: list[str] = []
    used, space = 0.0, width(" ", size, bold=bold)
    for word in (part for whole in text.split() for part in _broken(whole, size, room, bold=bold)):
        wide = width(word, size, bold=bold)
        if found and used + space + wide <= room:
            found[-1] += f" {word}"
            used += space + wide
        else:
            found.append(word)
            used = wide
    return tuple(found)


def cut(text: str, max_lines: int, size: float, room: float, *, bold: bool = False) -> str:
    """A text in no more than so many lines; an ellipsis shows that something is left out."""

    def fits(words: str) -> bool:
        return len(lines(words, size, room, bold=bold)) <= max_lines

    if fits(text):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{text[:middle]} …") else (low, middle - 1)
    kept = text[:low].rpartition(" ")[0] or text[:low]
    return f"{kept.rstrip(' ,;')} …"


def _broken(word: str, size: float, room: float, *, bold: bool) -> Iterator[str]:
    if width(word, size, bold=bold) <= room:
        yield word
        return
    part, used = "", 0.0
    for character in word:
        wide = width(character, size, bold=bold)
        if part and used + wide > room:
            yield part
            part, used = "", 0.0
        part += character
        used += wide
    yield part

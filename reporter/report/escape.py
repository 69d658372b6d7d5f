"""Text from outside, made safe to stand in Markdown, and still readable as plain text.

Whatever goes in, CommonMark, GitHub, Obsidian, Pandoc and our own HTML show the same visible
characters and add no element. Backslashes are used where they work everywhere; `<` and `&` become
entities because HTML blocks are found before backslashes are. Every character is escaped only where
it could mean something, so that ordinary prose comes out as it went in.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# Controls, bidirectional overrides (they can reorder a whole line) and the byte order mark.
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_UNDECODABLE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
_ENTITY = re.compile(r"&(?=#[0-9]+;|#[xX][0-9a-fA-F]+;|[0-9A-Za-z]+;)")
_SPECIAL = re.compile(
    r"""
      [\\`*\[\]{\#|~^@]
    | (?<![A-Za-z0-9])_ | _(?![A-Za-z0-9])      # snake_case stays
    | !(?=\[)
    | \$(?!\d)                                  # $5 stays: no formula ends before a digit
    | =(?==) | (?<==)= | %(?=%) | (?<=%)%       # Obsidian: ==mark==, %%comment%%
    | :(?=//) | (?<=[wW]{3})\.                  # bare addresses would become links
    """,
    re.VERBOSE,
)
_BLOCK_START = re.compile(r"^(?=>|[-+](?:[\s+-]|$))")
_LIST_START = re.compile(r"^(\(?(?:\d+|[a-z]|[ivxlcdm]+)|\(?[A-Z](?=\)))([.)])(?=\s|$)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_CODE = re.compile(r"[^`|<>&]*[^`|<>&\\]")
_WORD_CATEGORIES = ("L", "M", "Nd", "Pc")


def visible(text: str) -> str:
    """Return `text` on one line: runs of white space become one space, invisible controls go."""
    flat = _INVISIBLE.sub("", " ".join(text.split()))
    return " ".join(encodable(flat).split())


def encodable(text: str) -> str:
    """Return `text` with halves of surrogate pairs, which no file can hold, shown as lost."""
    return _SURROGATE.sub("\ufffd", text)


def inline(text: str) -> str:
    """Return `text` as Markdown for the middle of a line: it shows its visible characters only."""
    text = _ENTITY.sub("&amp;", visible(text))
    return _SPECIAL.sub(r"\\\g<0>", text).replace("<", "&lt;")


def escape(text: str) -> str:
    """Return `text` as `inline` does, and so that it can stand at the start of a line or item."""
    text = _BLOCK_START.sub(r"\\", inline(text))
    return _LIST_START.sub(r"\1\\\2", text)


def code(text: str) -> str:
    r"""Return `text` as a code span, controls written out: a newline as "\n".

    Text that cannot stand in a code span in every dialect is escaped as prose instead.
    """
    shown = visible(_CONTROL.sub(lambda found: repr(found[0])[1:-1], text))
    return f"`{shown}`" if _CODE.fullmatch(shown) else escape(shown)


def target(base: str, path: str, line: int | None = None) -> str:
    """Return the percent-encoded link to `path` under the folder `base`, at `line` if given.

    The result is a relative reference, an absolute path, or under `base` when that is a file URI:
    whatever `path` holds, it names no scheme and no host.
    """
    below = _encode(path.lstrip("/"))
    if base.startswith("file:///"):
        below = f"{base.rstrip('/')}/{below}"
    elif base:
        root = "/" if base.startswith("/") else ""
        below = root + "/".join(filter(None, (_encode(base.strip("/")), below)))
    return below if line is None else f"{below}#L{line}"


def _encode(path: str) -> str:
    return quote(_UNDECODABLE.sub("\ufffd", path), safe="/", errors="surrogateescape")


def slug(text: str, separator: str = "-") -> str:
    """Return the anchor of a heading, as code hosts make it: letters, digits, `_` and hyphens.

    Has the signature that the table of contents of Python-Markdown asks for.
    """
    kept = "".join(
        char for char in visible(text).lower() if char in " -" or _is_word_character(char)
    )
    return kept.replace(" ", separator)


def _is_word_character(char: str) -> bool:
    return unicodedata.category(char).startswith(_WORD_CATEGORIES)


def shorten(text: str, limit: int) -> str:
    """Return the visible text, cut after a whole word to at most `limit` characters with "…"."""
    text = visible(text)
    if len(text) <= limit:
        return text
    head, space, _ = text[: limit - 1].rpartition(" ")
    return (head if space else text[: limit - 1]).rstrip(" ,;:–—-") + "…"


def count(number: int, noun: str, plural: str = "") -> str:
    """Return "1 outlet" or "2 outlets"; `plural` where it takes more than an s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def natural(identifier: str) -> tuple[tuple[int, str], ...]:
    """Return a sort key by which d2 comes before d10."""
    parts = re.findall(r"\d+|\D+", identifier)
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)

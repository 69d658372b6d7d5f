"""Where quotation marks open and close, line by line.

Articles mix marks, lose them, space them like tokens, and let one quotation run over paragraphs
that each open it anew. So a mark's role comes from its shape first and its neighbours second, and
nothing that is left open reaches past its line unless a later line closes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

MAX_CARRIED_LINES = 6
MAX_SINGLE = 600
MAX_NESTED = 600

_DOUBLE = re.compile("[“”„‟«»\"]|``|''")
_SINGLE_OPENER = re.compile(r"(?<![^\s(\[“\"«—–])(?:‘(?=\S)|['’](?=\w))(?!\d\ds?\b)")
_SINGLE_CLOSER = re.compile(r"(?<=\S)['’](?!\w)")
_ELISION = re.compile(r".(?:em|til|cause|tis|twas|n|round|bout|cuz)\b", re.IGNORECASE)
_BEFORE_OPENER = "([{—–-/=:‘'"
_AFTER_CLOSER = ".,;:!?)]}—–…’'-/"
_FAMILY = {"«": "angle", "»": "angle"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation in a line: `start:end` between its marks, `outer_start:outer_end` with them.

    `closed` is false when the line ends first; `continued` when it goes on with one that an
    earlier line opened; `runs_on` when a later line goes on with it.
    """

    outer_start: int
    start: int
    end: int
    outer_end: int
    closed: bool = True
    continued: bool = False
    runs_on: bool = False


def quoted_in_lines(lines: Sequence[str]) -> list[tuple[Quoted, ...]]:
    """Return the outermost quotations of each line, in order.

    A quotation left open goes on over lines without marks, at most `MAX_CARRIED_LINES`, when a
    later one closes it without opening, or when the next line opens it again (news style).
    """
    result: list[tuple[Quoted, ...]] = []
    carried = False
    for number, line in enumerate(lines):
        following = lines[number + 1 : number + 1 + MAX_CARRIED_LINES]
        if carried and not _closes_first(line):
            result.append((Quoted(0, 0, len(line), len(line), False, True, True),))
            continue
        closes_later = _is_closed_by(following)
        runs_on = closes_later or (bool(following) and _opens_at_start(following[0]))
        found = _scan(line, carried, runs_on)
        if number and _runs_on(result[-1]) and found and _opens_at_start(line):
            found = (replace(found[0], continued=True), *found[1:])
        carried = closes_later and bool(found) and not found[-1].closed
        result.append(found)
    return result


def _scan(line: str, carried: bool, runs_on: bool) -> tuple[Quoted, ...]:
    found: list[Quoted] = []
    opened: tuple[int, int, str] | None = (0, 0, "double") if carried else None
    position = depth = 0
    for match in _DOUBLE.finditer(line):
        if opened is None:
            found += _single_quotes(line, position, match.start())
        position = max(position, match.end(), found[-1].outer_end if found else 0)
        if match.start() < position - len(match.group()):
            continue
        family = _FAMILY.get(match.group(), "double")
        role = _role(line, match, opened is not None)
        if role == "open" and opened is not None and _nests(line, match):
            depth += 1
        elif role == "close" and depth:
            depth -= 1
        elif role == "open" and (opened is None or opened[2] == family):
            opened = (match.start(), match.end(), family)
        elif role == "close" and opened is not None and opened[2] == family:
            begun_before = carried and opened[1] == 0
            found.append(
                Quoted(opened[0], opened[1], match.start(), match.end(), continued=begun_before)
            )
            opened = None
    if opened is None:
        found += _single_quotes(line, position, len(line))
    else:
        found.append(Quoted(opened[0], opened[1], len(line), len(line), False, False, runs_on))
    return tuple(quoted for quoted in found if quoted.start < quoted.end)


def _role(line: str, match: re.Match[str], is_open: bool) -> str:
    """Say whether a double mark opens, closes, or is none (an inch mark)."""
    mark = match.group()
    left = line[match.start() - 1 : match.start()]
    right = line[match.end() : match.end() + 1]
    opens = (not left or left.isspace() or left in _BEFORE_OPENER) and bool(right.strip())
    closes = bool(left.strip()) and (not right.strip() or right in _AFTER_CLOSER)
    if mark in "«»":
        return "open" if mark == "«" else "close"
    if mark in ("“", "„", "‟", "``"):
        return "close" if is_open and closes and not opens else "open"
    if mark in ("”", "''"):
        return "open" if opens and not closes and not is_open else "close"
    if not is_open and left.isdigit():
        return "none"
    if opens != closes:
        return "open" if opens else "close"
    return "close" if is_open or not right else "open"


def _nests(line: str, match: re.Match[str]) -> bool:
    """Say whether a mark like the one already open has a closing mark of its own."""
    ahead = line[match.end() : match.end() + MAX_NESTED]
    return match.group() == "“" and ahead.count("”") - ahead.count("“") > 1


def _single_quotes(line: str, start: int, end: int) -> list[Quoted]:
    """Find ‘…’ and '…' outside double marks; an apostrophe is not a mark."""
    found: list[Quoted] = []
    position = start
    while (opener := _SINGLE_OPENER.search(line, position, end)) is not None:
        position = opener.end()
        possible = _SINGLE_CLOSER.search(line, position, end)
        if possible is None:
            break
        if possible.start() - position > MAX_SINGLE:
            position = possible.start() - MAX_SINGLE
            continue
        if _ELISION.match(line, opener.start()):
            continue
        closer = _single_closer(line, opener.end(), min(end, opener.end() + MAX_SINGLE))
        if closer is not None:
            found.append(Quoted(opener.start(), opener.end(), closer, closer + 1))
            position = closer + 1
    return found


def _single_closer(line: str, start: int, end: int) -> int | None:
    """Return where the quotation ends; a plural possessive is passed over for a surer mark."""
    first: int | None = None
    for match in _SINGLE_CLOSER.finditer(line, start, end):
        if _SINGLE_OPENER.search(line, start, match.start()):
            break
        before, after = line[match.start() - 1], line[match.end() : match.end() + 2]
        possessive = before in "sS" and after[:1].isspace() and after[1:].islower()
        if not possessive:
            return match.start()
        first = match.start() if first is None else first
    return first


def _first_role(line: str) -> str:
    match = _DOUBLE.search(line)
    if match is None:
        return ""
    left = line[: match.start()].strip()
    right = line[match.end() : match.end() + 1]
    if match.group() == '"' and left and not right.strip():
        # Token-spaced straight marks look alike: only their number tells which one comes first.
        return "close" if len(_DOUBLE.findall(line)) % 2 else "open"
    return _role(line, match, is_open=bool(left))


def _closes_first(line: str) -> bool:
    return _first_role(line) == "close"


def _opens_at_start(line: str) -> bool:
    return _DOUBLE.match(line.lstrip()) is not None


def _runs_on(found: Sequence[Quoted]) -> bool:
    return bool(found) and found[-1].runs_on


def _is_closed_by(following: Sequence[str]) -> bool:
    for line in following:
        role = _first_role(line)
        if role:
            return role == "close"
    return False

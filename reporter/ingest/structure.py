"""What a line is, judged by its place on the page and by its neighbours.

A page is read in three zones: what stands before the first solid sentence, the body between the
first and the last, and the foot after it. The same short line is a menu entry in the first, a
subhead in the second and another article's headline in the third.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from reporter.ingest import layout
from reporter.ingest.boilerplate import Reason, announces_link, is_date_line, opens_list
from reporter.records import DroppedLine


@dataclass(frozen=True, slots=True)
class Entry:
    """A line under judgement: `text` is what is left of it, `removed` what was taken off.

    `reason` says why the rest is dropped, None that nothing speaks against it yet.
    """

    number: int
    text: str
    reason: Reason | None = None
    removed: tuple[DroppedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page with its landmarks (indices into `entries`, -1 where there is none)."""

    entries: tuple[Entry, ...]
    first: int
    last: int
    headline: int
    body: frozenset[str]


_ENOUGH = 0.4  # share of content words that a headline has in common with its own article
_SAME_TITLE = 88.0  # of 100, token set ratio of a line and the title that the format declares
_SUBHEAD = 8  # words of the longest unpunctuated line that is a subhead between sentences
_RUN = 3  # unpunctuated lines in a row that make a list rather than subheads
_TEASERS = 0.25  # largest share of a page's sentences that may belong to its list of other articles


def judge(entries: tuple[Entry, ...], declared: str | None) -> tuple[tuple[Entry, ...], int]:
    """Return the entries with a reason on each that is not the article's own, and the headline.

    `declared` is the title that the format states, if any. The headline is an index or -1.
    """
    page = _landmarks(_after_link_marks(entries), declared)
    page = replace(page, entries=_lists_of_others(page))
    page = replace(page, entries=_runs(page))
    judged = tuple(
        replace(entry, reason=_zone_reason(page, index))
        if _open(entry) and index != page.headline
        else entry
        for index, entry in enumerate(page.entries)
    )
    return judged, page.headline


def _open(entry: Entry) -> bool:
    return entry.reason is None and bool(entry.text)


def _after_link_marks(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    judged, marked = [], False
    for entry in entries:
        if _open(entry) and marked and not layout.is_solid(entry.text):
            entry = replace(entry, reason=Reason.LINK)
        marked = entry.reason is Reason.LINK and announces_link(entry.text)
        judged.append(entry)
    return tuple(judged)


def _landmarks(entries: tuple[Entry, ...], declared: str | None) -> Page:
    solid = [i for i, entry in enumerate(entries) if _open(entry) and layout.is_solid(entry.text)]
    body = layout.stems(entries[index].text for index in solid)
    first, last = (solid[0], solid[-1]) if solid else (len(entries), -1)
    headline = _headline(entries, solid, body, declared)
    return Page(entries, first, last, headline, body)


def _headline(
    entries: tuple[Entry, ...], solid: list[int], body: frozenset[str], declared: str | None
) -> int:
    top = range(solid[2] if len(solid) > 2 else len(entries))
    if declared:
        for index in top:
            if _open(entries[index]) and _same_title(entries[index].text, declared):
                return index
        return -1
    if not solid:
        return -1
    shares = {
        index: layout.overlap(entries[index].text, body)
        for index in range(solid[0])
        if _open(entries[index]) and _may_be_headline(entries[index].text)
    }
    fitting = [index for index, share in shares.items() if share >= _ENOUGH]
    if fitting:
        return fitting[0]
    return max(shares, key=lambda index: (shares[index], -index)) if any(shares.values()) else -1


def _may_be_headline(text: str) -> bool:
    return (
        3 <= layout.count_words(text) <= 25
        and not layout.has_bullet(text)
        and not text.endswith((".", ":", ";", ","))
        and not is_date_line(text)
    )


def _same_title(text: str, declared: str) -> bool:
    long_enough = len(text) >= 0.5 * len(declared) and layout.count_words(text) >= 3
    score = fuzz.token_set_ratio(text.casefold(), declared.casefold())
    return long_enough and len(text) <= 2 * len(declared) and score >= _SAME_TITLE


def _lists_of_others(page: Page) -> tuple[Entry, ...]:
    """Drop what stands under a title such as "Most read", up to the next solid sentence."""
    entries = list(page.entries)
    listed = False
    for index, entry in enumerate(entries):
        if index == page.headline:
            listed = False
        elif opens_list(entry.text) and not (entry.reason is None and layout.is_prose(entry.text)):
            listed = True
            if entry.reason is None:
                entries[index] = replace(entry, reason=Reason.HEADLINES)
            if _only_teasers_follow(page, index):
                return _drop_rest(entries, index + 1)
        elif listed and _open(entry):
            listed = not layout.is_solid(entry.text)
            if listed:
                entries[index] = replace(entry, reason=Reason.HEADLINES)
    return tuple(entries)


def _only_teasers_follow(page: Page, index: int) -> bool:
    rest = [entry for entry in page.entries[index + 1 :] if _open(entry)]
    solid = sum(layout.count_words(e.text) for e in rest if layout.is_solid(e.text))
    whole = sum(layout.count_words(e.text) for e in page.entries if _open(e))
    short = sum(not layout.is_solid(entry.text) for entry in rest)
    return index > page.first and short >= len(rest) / 2 and 0 < solid <= _TEASERS * whole


def _drop_rest(entries: list[Entry], start: int) -> tuple[Entry, ...]:
    return tuple(
        replace(entry, reason=Reason.HEADLINES) if index >= start and _open(entry) else entry
        for index, entry in enumerate(entries)
    )


def _is_fragment(entry: Entry) -> bool:
    text = entry.text
    return not (layout.is_prose(text) or layout.has_bullet(text) or layout.goes_on(text))


def _runs(page: Page) -> tuple[Entry, ...]:
    """Drop three or more unpunctuated lines in a row behind the first sentence."""
    entries = list(page.entries)
    for run in _fragment_runs(page):
        texts = [entries[index].text for index in run]
        own = sum(layout.overlap(text, page.body) >= _ENOUGH for text in texts)
        sentences = sum(
            layout.opens_quoted(t) or (layout.has_verb(t) and not layout.is_title_case(t))
            for t in texts
        )
        if len(run) < _RUN or min(own, sentences) > len(run) / 2:
            continue
        short = sum(layout.count_words(text) <= 3 for text in texts) > len(run) / 2
        for index in run:
            reason = Reason.NAVIGATION if short else Reason.HEADLINES
            entries[index] = replace(entries[index], reason=reason)
    return tuple(entries)


def _fragment_runs(page: Page) -> Iterator[list[int]]:
    run: list[int] = []
    led = False  # a line that ends in a colon makes what follows the article's own list
    for index, entry in enumerate(page.entries):
        led = led or _is_label(entry)
        if index <= page.first or index == page.headline or not _open(entry):
            continue
        if _is_fragment(entry) and not led:
            run.append(index)
            continue
        led = entry.text.endswith((":", ";", ",")) or (led and _is_fragment(entry))
        if run:
            yield run
        run = []
    if run:
        yield run


def _zone_reason(page: Page, index: int) -> Reason | None:
    text = page.entries[index].text
    if page.last < 0:
        return None if layout.is_prose(text) or layout.count_words(text) >= 6 else _short(text)
    if index < page.first:
        return _top_reason(page, index, text)
    return _body_reason(page, index, text) if index < page.last else _foot_reason(page, index, text)


def _short(text: str) -> Reason:
    return Reason.NAVIGATION if layout.count_words(text) <= 3 else Reason.HEADLINES


def _top_reason(page: Page, index: int, text: str) -> Reason | None:
    if is_date_line(text):
        return Reason.PUBLISHED
    if index < page.headline:
        return _short(text)
    if layout.is_prose(text) or (layout.has_bullet(text) and layout.count_words(text) >= 3):
        return None
    standfirst = layout.count_words(text) >= 5 and (
        not layout.is_title_case(text)
        and (layout.has_verb(text) or layout.overlap(text, page.body) >= _ENOUGH)
    )
    return None if standfirst or layout.goes_on(text) else _short(text)


def _body_reason(page: Page, index: int, text: str) -> Reason | None:
    if not _is_fragment(page.entries[index]) or layout.opens_quoted(text):
        return None
    words = layout.count_words(text)
    if layout.is_shouted(text):
        return Reason.LINK if words >= 5 else Reason.HEADING
    if _in_own_list(page, index):
        return None
    if words <= 4 or (layout.is_title_case(text) and words <= 14):
        return Reason.HEADING
    if words <= _SUBHEAD and _stands_alone(page, index):
        return Reason.HEADING
    own = layout.has_verb(text) or layout.overlap(text, page.body) >= _ENOUGH or words >= 12
    return None if own else Reason.HEADING


def _stands_alone(page: Page, index: int) -> bool:
    around = (page.entries[index - 1], page.entries[index + 1])
    return all(not _open(entry) or layout.is_prose(entry.text) for entry in around)


def _in_own_list(page: Page, index: int) -> bool:
    for entry in reversed(page.entries[:index]):
        if _open(entry):
            if not _is_fragment(entry):
                return entry.text.endswith((":", ";", ","))
        elif entry.text or _is_label(entry):
            return not entry.text
    return False


def _is_label(entry: Entry) -> bool:
    """Return whether all of the line is a title such as "Key points", which opens a list."""
    return not entry.text and any(part.reason == Reason.LABEL for part in entry.removed)


def _foot_reason(page: Page, index: int, text: str) -> Reason | None:
    if index == page.last or layout.is_prose(text):
        return None
    follows = all(not entry.text or _open(entry) for entry in page.entries[page.last + 1 : index])
    own = layout.overlap(text, page.body) >= _ENOUGH
    leads_on = layout.goes_on(text) and (follows or layout.has_verb(text))
    if leads_on or (follows and layout.has_bullet(text) and own):
        return None
    # The last sentence of a text that was cut off has no full stop.
    cut_off = index == page.last + 1 and layout.count_words(text) >= 8 and own
    if cut_off and layout.has_verb(text) and not layout.is_title_case(text):
        return None
    return _short(text)

"""Synthetic clusters: one news sentence told by several sources, the agreed sentence known.

The parse says which details a sentence can lose (`reporter.summarize.trimming`). Every source keeps
some of them, in words, order and attribution of its own; some get a detail of another sentence, and
in some clusters one source has another number, date, name or polarity. The target holds what at
least two sources say, without what is in dispute wherever grammar lets it go, else with the
majority's value.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from changes import CHANGES, CONTRADICTION, Change, Pool, Sentence
from wording import (
    FORMS,
    SAME,
    Frame,
    find_frame,
    find_word,
    mid_sentence,
    moved,
    other_words,
    reframe,
    short_names,
    unframe,
)

from reporter.records import Statement, StatementKind, Token
from reporter.summarize.rendering import Part, render

HEDGES = frozenset({"about", "nearly", "almost", "some", "roughly", "approximately", "around"})
ANONYMOUS = ("officials", "a spokesman", "a person familiar with the matter", "local media",
             "authorities", "a spokeswoman", "sources")  # fmt: skip
VALUES = frozenset({"number", "date", "name", "unit", "speaker"})
DISPUTES = VALUES | frozenset({"negation", "antonym", "role"})


@dataclass(frozen=True, slots=True)
class Made:
    """A cluster with its agreed sentence; `minority` is the value that one source alone has."""

    sources: tuple[str, ...]
    target: str
    kind: str
    minority: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    """One source's change: `part` puts it in, `holders` are the details that contain it."""

    phenomenon: str
    part: Part
    holders: tuple[Part, ...]
    leave_out: Part | None


@dataclass(frozen=True, slots=True)
class Others:
    """What other sentences say: `details`, each from its comma on, and whole `clauses`.

    Clauses have neither a capital at their start, but for a name, nor a mark at their end.
    """

    details: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


def make_cluster(
    statement: Statement,
    details: Sequence[Part],
    others: Others,
    pool: Pool,
    rng: random.Random,
) -> Made | None:
    """Return a cluster around `statement`, or None where nothing can be told in two ways.

    `details` are the parts that the statement can lose, `others` what its article says besides.
    """
    parts = disjoint([part for part in details if _goes(part, statement)], rng)
    frame = find_frame(statement)
    if frame is not None:
        start, end = frame.claim
        parts = [part for part in parts if start <= part.start and part.end <= end]
    dispute = find_dispute(statement, parts, pool, rng) if rng.random() < 0.4 else None
    fewest = 3 if dispute and not (dispute.holders or dispute.leave_out) else 2
    count = max(fewest, rng.choices((2, 3, 4, 5), (52, 28, 12, 8))[0])
    if not parts and dispute is None and rng.random() < 0.7:
        return None
    kept = share_out(parts, count, rng)
    liar = rng.randrange(count) if dispute else -1
    if dispute:
        inside = [p for p in parts if p in dispute.holders or _overlap(p, dispute.part)]
        for part in inside:
            kept[part] = kept[part] | {liar} | {rng.choice([i for i in range(count) if i != liar])}
    target_parts = [part for part in parts if len(kept[part]) < 2]
    if dispute:
        leave_out = [dispute.leave_out] if dispute.leave_out else []
        target_parts += [p for p in dispute.holders or leave_out if p not in target_parts]
    frames = frames_of(statement, frame, count, rng)
    told = _sources(statement, parts, kept, frames, (dispute, liar), others, rng)
    sources = tuple(dict.fromkeys(told))
    left_out = dispute is None or bool(dispute.holders or dispute.leave_out)
    if not left_out and len(sources) < 3:
        return None
    target = render(statement.text, [*target_parts, *frames[-1]])
    kind = f"dispute:{dispute.phenomenon}" if dispute else ("framed" if frame else "plain")
    minority = dispute.part.instead.strip(" ,.;:") if dispute else ""
    return Made(sources, majority_words(target, sources), kind, minority)


def _sources(
    statement: Statement,
    parts: Sequence[Part],
    kept: Mapping[Part, set[int]],
    frames: Sequence[tuple[Part, ...]],
    change: tuple[Dispute | None, int],
    others: Others,
    rng: random.Random,
) -> Iterator[str]:
    """Yield what each source says, without what it does not have."""
    dispute, liar = change
    for place in range(len(frames) - 1):
        stays = [part for part in parts if place in kept[part]]
        edits: list[Part] = [part for part in parts if place not in kept[part]]
        edits += frames[place]
        if dispute and place == liar:
            edits.append(dispute.part)
        elif not frames[place]:
            edits += _turned(statement, stays, edits, rng)
        yield _told(statement, edits, others, rng)


def is_base(statement: Statement) -> bool:
    """Say whether a statement is a plain sentence of middling length."""
    text = statement.text
    return (
        statement.kind is StatementKind.SENTENCE
        and 9 <= len(text.split()) <= 48
        and text.rstrip('”"')[-1:] == "."
        and not re.match(r"Image|Media|Photo|\(|[a-z]", text)
        and not re.search(r"https?:|[|@_]|\.\.\.|…|\bRELATED\b|copyright", text)
    )


def disjoint(parts: Sequence[Part], rng: random.Random) -> list[Part]:
    """Return parts that do not overlap, chosen at random, in order of their place."""
    chosen: list[Part] = []
    for part in rng.sample(list(parts), len(parts)):
        if not any(_overlap(part, other) for other in chosen):
            chosen.append(part)
    return sorted(chosen, key=lambda part: part.start)


def share_out(parts: Sequence[Part], count: int, rng: random.Random) -> Mapping[Part, set[int]]:
    """Say which sources have which detail: most details stand in one source alone."""
    kept: dict[Part, set[int]] = {}
    for part in parts:
        dice = rng.random()
        if dice < 0.34:
            size = rng.randint(2, count)
        elif dice < 0.94:
            size = 1
        else:
            size = 0
        kept[part] = set(rng.sample(range(count), size))
    return kept


def frames_of(
    statement: Statement, frame: Frame | None, count: int, rng: random.Random
) -> list[tuple[Part, ...]]:
    """Return each source's frame, and the target's as the last: one that a source has."""
    if frame is None:
        return [()] * (count + 1)
    forms = [rng.choice(FORMS) for _ in range(count)]
    frames = [reframe(statement, frame, form) for form in forms]
    chosen = rng.choice(frames)
    if count > 2 and rng.random() < 0.4:
        other = rng.choice([i for i in range(count) if frames[i] != chosen] or [0])
        if rng.random() < 0.5:
            frames[other] = unframe(frame)
        else:
            frames[other] = reframe(statement, frame, forms[other], rng.choice(ANONYMOUS))
    return [*frames, chosen]


def find_dispute(
    statement: Statement, parts: Sequence[Part], pool: Pool, rng: random.Random
) -> Dispute | None:
    """Return a change of the statement that conflicts with it, or None."""
    change = conflicting(statement, pool, rng)
    if change is None:
        return None
    part = difference(statement.text, change.text)
    holders = tuple(p for p in parts if p.start <= part.start and part.end <= p.end)
    leave_out = _countless(statement, part) if change.phenomenon == "number" else None
    return Dispute(change.phenomenon, part, holders, leave_out)


def conflicting(statement: Statement, pool: Pool, rng: random.Random) -> Change | None:
    """Return a change that cannot be true beside the statement, of a value where there is one."""
    sentence = Sentence(statement.text, statement.tokens)
    made = [change for make in CHANGES if (change := make(sentence, pool, rng)) is not None]
    made = [c for c in made if c.forward == CONTRADICTION and c.phenomenon in DISPUTES]
    # What outlets differ in most; "not" and its like leave nothing to agree on.
    valued = [change for change in made if change.phenomenon in VALUES]
    if not made:
        return None
    return rng.choice(valued if valued and rng.random() < 0.85 else made)


def difference(old: str, new: str) -> Part:
    """Return the part that makes `new` of `old`, in whole words."""
    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    start = len("".join(a[:head]))
    end = len("".join(a[: len(a) - tail]))
    words = "".join(b[head : len(b) - tail]).strip()
    # A mark after the last word is none of the difference.
    while words and start < end and not words[-1].isalnum() and words[-1] == old[:end].rstrip()[-1]:
        words = words[:-1]
        end = len(old[:end].rstrip()) - 1
    return Part("change", start, end, words)


def majority_words(target: str, sources: Sequence[str]) -> str:
    """Put, for words that have others of the same meaning, those which most sources use."""
    for pair in SAME:
        for old, new in (pair, pair[::-1]):
            found = find_word(target, old)
            if found is None:
                continue
            users = [[text for text in sources if find_word(text, word)] for word in (old, new)]
            if len(users[1]) > len(users[0]):
                target = target[: found[0]] + new + target[found[1] :]
            break
    return target


def enlarged(text: str, first: str, others: Others, rng: random.Random) -> str:
    """Return the sentence with a detail or a clause of another sentence, as one outlet has it.

    `first` is its first word as it stands inside a sentence.
    """
    if not text.endswith(".") or text.endswith(".."):
        return text
    dice = rng.random()
    if others.details and dice < 0.35:
        text = text[:-1] + rng.choice(others.details).rstrip(" .,;") + "."
    elif others.clauses and dice < 0.6:
        link = rng.choice(("and", "and", "while", "but"))
        text = f"{text[:-1]}, {link} {rng.choice(others.clauses)}."
    elif others.clauses and dice < 0.75 and text.lower().startswith(first.lower()):
        clause = rng.choice(others.clauses)
        inside = first + text[len(first) :]
        text = f"{clause[0].upper()}{clause[1:]}, {rng.choice(('and', 'after', 'as'))} {inside}"
    return text


def _told(statement: Statement, edits: Sequence[Part], others: Others, rng: random.Random) -> str:
    text = other_words(render(statement.text, edits), rng, 0.35)
    text = enlarged(text, mid_sentence(statement.tokens[:1], statement.text), others, rng)
    return enlarged(text, "\0", others, rng) if rng.random() < 0.25 else text


def _turned(
    statement: Statement, stays: Sequence[Part], edits: Sequence[Part], rng: random.Random
) -> list[Part]:
    """Move a circumstance to the front, or shorten names, where no other edit is in the way."""
    found: list[Part] = []
    if rng.random() < 0.5:
        for part in stays:
            turned = moved(statement, part)
            if turned and not any(_overlap(a, b) for a in turned for b in edits):
                found += turned
                break
    if rng.random() < 0.3:
        names = short_names(statement, rng)
        found += [a for a in names if not any(_overlap(a, b) for b in (*edits, *found))]
    return found


def _countless(statement: Statement, change: Part) -> Part | None:
    """Return the part that leaves a count out: "at least 12 people" -> "people"."""
    tokens = statement.tokens
    for index, token in enumerate(tokens):
        if not (change.start <= token.start < change.end) or token.dep != "nummod":
            continue
        noun = tokens[token.head]
        counted = noun.tag == "NNS" and token.entity == "CARDINAL" and noun.start > token.start
        if not counted or tokens[index + 1].text == "of" or _measures(tokens, token.head):
            return None
        first = index
        while first and tokens[first - 1].text.lower() in HEDGES | {"least", "at", "more", "than"}:
            first -= 1
        if first and tokens[first - 1].text in ("$", "the", "these", "a", "an", "-", "of", "by"):
            return None
        return Part("count", tokens[first].start, tokens[index + 1].start)
    return None


def _measures(tokens: Sequence[Token], noun: int) -> bool:
    """Say whether a noun only measures what follows it: "gallons of fuel"."""
    following = tokens[noun + 1 : noun + 2]
    return bool(following) and following[0].text in ("of", "per", "a", "an", "in")


def _goes(part: Part, statement: Statement) -> bool:
    """Say whether nothing is left hanging: a comma after a circumstance belongs to what follows."""
    return part.kind != "circumstance" or statement.text[part.end :].lstrip()[:1] not in (",", "–")


def _overlap(a: Part, b: Part) -> bool:
    return a.start < b.end and b.start < a.end

"""Other surfaces for the same content: words, frames, places of a circumstance, short names.

Each function returns `Part`s to hand to `reporter.summarize.rendering.render`, or a rewritten
text, and leaves quotations alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reporter.records import Statement, Token
from reporter.summarize.rendering import Part
from reporter.text.syntax import tree_of

_SAYING = frozenset({"say", "announce", "report", "confirm", "state", "claim", "add", "note"})
_DAYS = frozenset({"DATE", "TIME"})
_QUOTES = '"“”«»'

# Words of which either may stand for the other wherever they stand in a news sentence.
_SAME = """
officials / authorities | nearly / almost | lawmakers / legislators | percent / per cent |
began / started | bought / purchased | buy / purchase | prior to / before |
due to / because of | despite / in spite of | permitted / allowed | children / kids |
police officers / officers | the Justice Department / the Department of Justice |
the State Department / the Department of State | the Defense Department / the Pentagon |
the Supreme Court / the high court | the coronavirus / COVID-19 | physicians / doctors |
attorney / lawyer | attorneys / lawyers | lawsuit / suit | inquiry / investigation |
probe / investigation | resigned / stepped down | resign / step down | injured / wounded |
students / pupils | stated / said | currently / now | obtained / acquired | revealed / disclosed |
demonstrators / protesters | demonstration / protest |
demonstrations / protests | postponed / delayed | cancelled / called off | firearms / guns |
firearm / gun | legislation / a bill | agreement / deal | accord / agreement |
talks / negotiations | employees / workers | companies / firms | quickly / rapidly |
frequently / often | across the country / nationwide | ultimately / eventually |
although / though | until / till |
slain / killed | two weeks / a fortnight | roughly / about | residents / locals | rose / climbed |
declined to / refused to | discussed / talked about | huge / massive | vehicle / car |
"""


def _lexicon() -> tuple[tuple[str, str], ...]:
    pairs = (item.split("/") for item in _SAME.split("|") if "/" in item)
    return tuple((a.strip(), b.strip()) for a, b in pairs)


SAME = _lexicon()


@dataclass(frozen=True, slots=True)
class Frame:
    """Who is said to have said the rest: NP said (that) CLAIM, or CLAIM, NP said.

    `claim` is the span of what is said, `who` the words for the speaker in mid-sentence form,
    `verb` the verb of saying, `end` the offset of the sentence's last mark.
    """

    who: str
    verb: str
    claim: tuple[int, int]
    end: int


def other_words(text: str, rng: random.Random, share: float) -> str:
    """Replace some of the words outside quotations by others that mean the same."""
    for pair in SAME:
        for old, new in (pair, pair[::-1]):
            found = find_word(text, old)
            if found and rng.random() < share:
                text = text[: found[0]] + new + text[found[1] :]
                break
    return text


def find_word(text: str, word: str) -> tuple[int, int] | None:
    """Return where `word` stands as a whole, outside quotations and not after "a" or "an"."""
    for found in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text):
        before = text[: found.start()].rsplit(None, 1)[-1:]
        if before not in (["a"], ["an"]) and not _quoted(text, found.start()):
            return found.span()
    return None


def find_frame(statement: Statement) -> Frame | None:
    """Return the frame of a reported claim, or None where the shape is not one of the two."""
    tokens, text = statement.tokens, statement.text
    if any(mark in text for mark in _QUOTES):
        return None
    tree = tree_of(tokens)
    root = next((i for i, t in enumerate(tokens) if t.dep == "ROOT"), None)
    if root is None or tokens[root].lemma not in _SAYING or tokens[root].tag != "VBD":
        return None
    subject = tree.subject(root)
    claim = next((i for i in tree.children[root] if tokens[i].dep == "ccomp"), None)
    if subject is None or claim is None or tree.subject(claim) is None:
        return None
    first, last = tree.first[claim], tree.last[claim]
    if tokens[first].text.lower() == "that":
        first += 1
    who = (tree.first[subject], tree.last[subject])
    who_text = mid_sentence(tokens[who[0] : who[1] + 1], text)
    if len(who_text.split()) > 9 or tokens[subject].pos == "PRON":
        return None
    between = tokens[root + 1 : first]
    rest = tokens[last + 1 :]
    span = (tokens[first].start, tokens[last].end)
    leads = who[0] == 0 and who[1] + 1 == root and all(t.text == "that" for t in between)
    if leads and all(t.pos == "PUNCT" for t in rest):
        return Frame(who_text, tokens[root].text, span, span[1])
    if first == 0 and last < who[0] and all(t.pos == "PUNCT" for t in tokens[last + 1 : who[0]]):
        tail = tokens[max(who[1], root) + 1 :]
        if abs(who[1] - root) <= who[1] - who[0] + 1 and all(t.pos == "PUNCT" for t in tail):
            said = max(tokens[root].end, tokens[who[1]].end)
            return Frame(who_text, tokens[root].text, span, said)
    return None


FORMS = ("before", "that", "after", "according", "according after")


def reframe(statement: Statement, frame: Frame, form: str, who: str = "") -> tuple[Part, ...]:
    """Return the parts that put the frame (or another speaker's) in one of FORMS."""
    start, end = frame.claim
    who = who or frame.who
    lead = mid_sentence(_opening(statement, start), statement.text)
    whole = _opening(statement, start)
    lower = Part("frame", whole[0].start, whole[-1].end, lead) if whole else None
    opening = {
        "before": f"{who} {frame.verb}",
        "that": f"{who} {frame.verb} that",
        "after": "",
        "according": f"According to {who},",
        "according after": "",
    }[form]
    closing = {"after": f", {who} {frame.verb}", "according after": f", according to {who}"}
    parts = [Part("frame", 0, start, opening)]
    if lower is not None and opening:
        parts.append(lower)
    parts.append(Part("frame", end, frame.end, closing.get(form, "")))
    return tuple(parts)


def unframe(frame: Frame) -> tuple[Part, ...]:
    """Return the parts that leave the claim alone."""
    return Part("frame", 0, frame.claim[0]), Part("frame", frame.claim[1], frame.end)


def moved(statement: Statement, part: Part) -> tuple[Part, ...]:
    """Return the parts that move a circumstance to the front, or () where it cannot go there."""
    text, tokens = statement.text, statement.tokens
    words = text[part.start : part.end].strip(" ,")
    if part.kind != "circumstance" or part.start == 0 or not tokens:
        return ()
    if tokens[0].pos not in ("DET", "PROPN", "NOUN", "ADJ", "NUM") or len(words.split()) > 10:
        return ()
    first = tokens[0]
    lowered = mid_sentence((first,), text)
    opening = words[0].upper() + words[1:]
    return (
        Part("moved", first.start, first.end, f"{opening}, {lowered}"),
        Part("moved", part.start, part.end),
    )


def short_names(statement: Statement, rng: random.Random) -> tuple[Part, ...]:
    """Return the parts that leave out the first names of some persons."""
    parts = []
    tokens = statement.tokens
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        if token.entity != "PERSON" or not token.opens or not token.text[:1].isupper():
            continue
        if following.entity == "PERSON" and not following.opens and following.text.isalpha():
            before = tokens[index - 1].text if index else ""
            alone = not before.istitle() or before.lower() in ("president", "sen.", "rep.", "gov.")
            last = index + 2 >= len(tokens) or tokens[index + 2].entity != "PERSON"
            if alone and last and rng.random() < 0.5:
                parts.append(Part("first name", token.start, following.start))
    return tuple(parts)


def mid_sentence(tokens: Sequence[Token], text: str) -> str:
    """Return the words as they stand inside a sentence: small first letter unless it is a name."""
    if not tokens:
        return ""
    words = text[tokens[0].start : tokens[-1].end]
    first = tokens[0]
    named = first.pos == "PROPN" or bool(first.entity)
    small = first.pos == "DET" or not (named or words[:2].isupper())
    keep = words == "I" or words.startswith(("I ", "I'", "I’"))
    return words[0].lower() + words[1:] if small and not keep else words


def _opening(statement: Statement, start: int) -> tuple[Token, ...]:
    return tuple(token for token in statement.tokens if token.start == start)[:1]


def _quoted(text: str, at: int) -> bool:
    before = text[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")

"""Names in a parsed text: people, bodies, places, with their titles and the role they play.

Entities of the parser, cleaned, and runs of proper nouns that it left unlabelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import country_in, plain
from reporter.discrepancies.values.gazetteer import is_known_place
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

_LABELS = {
    "PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place",
    "NORP": "people", "EVENT": "other", "PRODUCT": "other", "LAW": "other", "WORK_OF_ART": "other",
}  # fmt: skip
TITLES = frozenset(words("titles"))
_TITLE_PARTS = TITLES.union(words("title_parts"))
_WITHIN = frozenset({"prep:in", "prep:at", "prep:near"})
_SUFFIXES = frozenset(words("suffixes"))
_NOT_NAMES = frozenset(words("not_names"))
_BODIES = frozenset(words("bodies"))
_OUTLETS = frozenset({"agency", "network", "newspaper", "magazine", "website", "channel"})
_GLUED_ON = re.compile(r"(?:,\d{1,2}|\.(?:com|org|net))$")
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "van", "von", "der", "den", "ten", "di", "da"})
_SHOUTED = 4


def names_of_tokens(text: str, tokens: Sequence[Token]) -> tuple[Name, ...]:
    """Return the names of `text` in order, no two overlapping."""
    found = []
    for first, last in _runs(tokens):
        name = _name(text, tokens, first, last)
        if name is not None:
            found.append(name)
    return tuple(found)


def _runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return token ranges: an entity, or neighbouring proper nouns outside any entity."""
    runs: list[tuple[int, int]] = []
    capitals = is_title(tokens)
    index = 0
    while index < len(tokens):
        end = _entity_end(tokens, index) or (0 if capitals else _proper_end(tokens, index))
        if end:
            runs.append((index, end))
        index = end or index + 1
    return runs


def is_title(tokens: Sequence[Token]) -> bool:
    """Return whether nearly all words are capitalised, as in a headline: capitals say nothing.

    Of what ends in a full stop, as headlines do not, names do not count: "He met Anna Berg."
    """
    stopped = bool(tokens) and tokens[-1].text == "."
    long = [
        token.text
        for token in tokens
        if len(token.text) > 3 and token.text[0].isalpha() and not (stopped and token.entity)
    ]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.8 * len(long)


def _entity_end(tokens: Sequence[Token], index: int) -> int:
    label = tokens[index].entity
    if label not in _LABELS:
        return 0
    end = index + 1
    while end < len(tokens) and tokens[end].entity == label and not tokens[end].opens:
        end += 1
    return end if any(token.text[:1].isupper() for token in tokens[index:end]) else 0


def _proper_end(tokens: Sequence[Token], index: int) -> int:
    end = index
    while end < len(tokens) and (
        _is_loose_name(tokens[end]) or (end > index and _is_particle(tokens, end))
    ):
        end += 1
    return end if end > index else 0


def _is_particle(tokens: Sequence[Token], index: int) -> bool:
    """Return whether it is the "al" or "bin" between two parts of a name."""
    inside = index + 1 < len(tokens) and _is_loose_name(tokens[index + 1])
    return inside and tokens[index].text in _PARTICLES and tokens[index].entity == ""


def _is_loose_name(token: Token) -> bool:
    proper = token.pos == "PROPN" and token.text[:1].isupper()
    return proper and token.entity == "" and len(token.text) > 1


def _name(text: str, tokens: Sequence[Token], first: int, last: int) -> Name | None:
    begin = first
    while begin < last and not _is_core(tokens[begin]):
        begin += 1
    # "The state Harbour Party" is one of the places that have one.
    while begin + 1 < last and tokens[begin].text.islower():
        begin += 1
    core = _after_title(tokens, begin, last)
    last = _before_shouting(tokens, core, last)
    while last > core and (tokens[last - 1].tag == "POS" or not syntax.is_word(tokens[last - 1])):
        last -= 1
    core_words = tuple(
        word for token in tokens[core:last] if syntax.is_word(token) for word in _parts(token.text)
    )
    if set(core_words) <= _NOT_NAMES | _TITLE_PARTS | _SUFFIXES or max(map(len, core_words)) == 1:
        return None
    titles = _titles_before(tokens, core)
    role, governor = _role(tokens, syntax.span_head(tokens, core, last))
    label = _label(tokens[core], core_words, titles, role)
    start, end = tokens[core].start, tokens[last - 1].end
    # "[W]e" is a letter that the outlet put into a quotation, not a name.
    if _is_opening_adjective(tokens[core], last - core) or {*"[]"} & {*text[start:end]}:
        return None
    if _is_put_in(tokens, core, last):
        return None
    return Name(start, end, text[start:end], core, last, label, core_words, titles, role, governor)


def _label(token: Token, parts: tuple[str, ...], titles: Sequence[str], role: str) -> str:
    if TITLES.intersection(titles):
        return "person"
    # Parsers take many a town for a person; "in Toulouse" is one.
    if token.entity in {"PERSON", ""} and role in _WITHIN and is_known_place(parts):
        return "place"
    # Two countries have a border or a treaty: "the U.S.-Mexico border".
    if "-" in token.text and len(parts) > 1 and all(country_in([part]) for part in parts):
        return "place"
    return _LABELS.get(token.entity, "other")


def _is_put_in(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Return whether an outlet put it there: "Minister (Anna) Berg" as quoted, "(CNN) The ..."."""
    if first == 0 or last + 1 >= len(tokens):
        return False
    bracketed = tokens[first - 1].text == "(" and tokens[last].text == ")"
    return bracketed and (first == 1 or tokens[last + 1].pos == "PROPN")


def _is_opening_adjective(token: Token, length: int) -> bool:
    """Return whether a lone capitalised adjective opens the text, where the capital says nothing.

    Nationalities keep their capital everywhere.
    """
    opens = token.start == 0 and length == 1
    return opens and token.tag.startswith("JJ") and token.entity != "NORP"


def _parts(word: str) -> list[str]:
    """Return the plain words in one token: "U.S.-Mexico" is two, "Berg,27" and "Post.com" one."""
    word = _GLUED_ON.sub("", word)
    parts = word.split("-")
    joined = all(part[:1].isupper() for part in parts) and len(parts) > 1
    return [part for part in map(plain, parts if joined else [word]) if part]


def _is_core(token: Token) -> bool:
    return (
        token.tag not in {"DT", "IN", "POS"}
        and syntax.is_word(token)
        and plain(token.text) not in {"pro", "anti", "ex"}
    )


def _after_title(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the token after the leading title; "Justice Department" has none and stays whole."""
    index, after = first, first
    if first < last and tokens[first].entity == "ORG" and plain(tokens[first].text) == "general":
        return first
    while index < last and plain(tokens[index].text) in _TITLE_PARTS:
        index += 1
        if plain(tokens[index - 1].text) in TITLES:
            after = index
    return first if after < last and plain(tokens[after].text) in _BODIES else after


def _before_shouting(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return where a person's name ends before a word in capitals: "Anna Berg FIRED"."""
    end = last
    while end > first and _is_shouted(tokens[end - 1]):
        end -= 1
    return end if end > first else last


def _is_shouted(token: Token) -> bool:
    return token.entity == "PERSON" and token.text.isupper() and len(token.text) >= _SHOUTED


def _titles_before(tokens: Sequence[Token], first: int) -> tuple[str, ...]:
    begin = first
    while begin and plain(tokens[begin - 1].text) in _TITLE_PARTS:
        begin -= 1
    return tuple(plain(token.text) for token in tokens[begin:first])


def _role(tokens: Sequence[Token], head: int) -> tuple[str, str]:
    token = tokens[head]
    above = tokens[token.head]
    if token.dep == "conj":
        return _role(tokens, token.head) if token.head != head else ("conj", "")
    if token.dep == "compound" and above.lemma.lower() in _OUTLETS:
        return _role(tokens, token.head)  # "told the Harbour news agency"
    if token.dep == "pobj":
        return f"prep:{above.lemma.lower()}", tokens[above.head].lemma.lower()
    return token.dep, above.lemma.lower()

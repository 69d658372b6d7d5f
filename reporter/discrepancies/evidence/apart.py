"""Pairs of names that differ without a conflict.

Whatever stands around them: one name is part of what the other one names, or stands for it; both
take part, each in its own way; they go with two times or figures. And where the statements may
share little else: they say it, they go with two other names or things, or are of two sorts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.belonging import (
    are_who_and_whose,
    belong_to_one,
    is_somebody_of,
    listed_with,
    stand_before_two_names,
)
from reporter.discrepancies.evidence.bodies import is_one_body, is_school_of
from reporter.discrepancies.evidence.clashes import days_clash, figures_clash
from reporter.discrepancies.evidence.event import is_called, is_hearer, slots_are_taken
from reporter.discrepancies.evidence.parties import are_parties
from reporter.discrepancies.evidence.slot import are_quoted
from reporter.discrepancies.finding import Pair, Sheet, is_same_place, same_stem
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.values.aliases import entries_of, plain, section_of
from reporter.discrepancies.values.gazetteer import is_known_place, lies_in
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

_PEOPLE = frozenset(words("human") + words("common_titles") + words("offices")) | {"colleague"}
_COUNTRY, _BODY, _STATE = 0, 1, 2
_UNITED_STATES = frozenset({("us",), ("usa",), ("america",), ("united", "states")})
_PARTIES = entries_of(("republican",)) | entries_of(("democrat",))
_OFFICES = frozenset(words("offices"))
_SAME_TEXT = 0.85
_AT = frozenset({"prep:in", "prep:at"})
_BEFORE_NOUNS = frozenset({"compound", "nmod", "amod"})
_PICKING = frozenset({"including", "as", "like", "among"})
_PASSED = frozenset({"former", "ex", "then", "retired"})
_POLLS = frozenset({"poll", "survey"})
_COMMITTEES = frozenset({"committee", "subcommittee", "panel"})
_CHAMBERS = frozenset({"house", "senate", "congress", "parliament", "legislature", "assembly"})
_RULINGS = frozenset({"decision", "ruling", "case", "verdict", "opinion", "judgment"})
_BASED = re.compile(r"[\w.’' ]+(?:, [\w.]+)?-based\b")
_SORTS = ({"person", "place"}, {"person", "people"}, {"body", "people"})


def are_apart(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether the names of two statements differ without a conflict, whatever they share."""
    if _stands_for(pair, a, b) or are_joined(pair, a, b):
        return True
    if is_hearer(pair.a, a) or is_hearer(pair.b, b):
        return True
    # What somebody said cannot be told more or less precisely: the words are his.
    parts = _is_part(pair.a, a, b) or _is_part(pair.b, b, a)
    if parts and not all(are_quoted(pair, a, b)):
        return True
    if _are_lands_of_two(pair, a, b) or _is_ruler(a, b) or _is_ruler(b, a):
        return True
    if _is_example(pair.a, a) and _is_example(pair.b, b):
        return True
    if _play_two_parts(pair, a, b) or is_school_of(a, b) or is_school_of(b, a):
        return True
    if is_same_place(pair, a, b):
        return False
    if _have_own_parts(pair, a, b) or are_who_and_whose(pair, a, b):
        return True
    return days_clash(pair, a, b) or figures_clash(pair, a, b)


def doubts(pair: Pair, a: Name, b: Name) -> dict[str, float]:
    """Return what says that names differ without a conflict unless much else is the same, 0 or 1.

    `speakers`: who says it or reports it, and who acts in it. `of_two`: they go with two names or
    things. `sorts`: they are of two sorts.
    """
    free = not is_same_place(pair, a, b)
    return {
        "speakers": float(are_parties(pair, a, b)),
        "of_two": float(free and _go_with_two(pair, a, b)),
        "sorts": float(free and _are_two_sorts(pair, a, b)),
    }


def _go_with_two(pair: Pair, a: Name, b: Name) -> bool:
    with_two = (_of_two_names, _of_two_things, _stand_by_two)
    return not belong_to_one(pair, a, b) and any(are_so(pair, a, b) for are_so in with_two)


def _are_two_sorts(pair: Pair, a: Name, b: Name) -> bool:
    if {a.label, b.label} in _SORTS or _is_faith(a, b) or _is_faith(b, a):
        return True
    return _sections_clash(pair, a, b)


def _stands_for(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one may be the other under another name, or is there under his title."""
    if _is_one(pair, a, b) or _is_one(pair, b, a) or is_called(pair, a, b):
        return True
    if is_one_body(a, b) or is_one_body(b, a):
        return True
    return _is_metonym(a, b) or _share_a_name(a, b) or _held_it_before(a, b)


def _is_one(pair: Pair, part: Name, whole: Name) -> bool:
    """Return whether an article joins both: "Dayton, Ohio", "Saddam Hussein", "A Body (AB)"."""
    pattern = re.compile(rf"{re.escape(part.text)}(?:,? | \(|, in ){re.escape(whole.text)}\b")
    return any(pattern.search(text) for text in (pair.a.article, pair.b.article))


def are_joined(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether an article lists both: "Berg and Lund" may both have done it.

    Under whatever name: where "China and Iran" did it, "Beijing" did.
    """
    ours, theirs = listed_with(pair.a, a), listed_with(pair.b, b)
    if any(same_name(x, b) for x in ours) or any(same_name(a, y) for y in theirs):
        return True
    one, other = re.escape(a.text), re.escape(b.text)
    between = r"(?:,|,? and|,? or|,? &|/) ?(?:[\w.’']+ ){0,3}"
    pattern = re.compile(rf"{one}{between}{other}\b|{other}{between}{one}\b")
    return any(pattern.search(text) for text in (pair.a.article, pair.b.article))


def _is_faith(a: Name, b: Name) -> bool:
    """Return whether a people of no country faces a place or its people: "Muslim", "Syrian"."""
    of_country = b.label == "place" or (b.label == "people" and section_of(b) == _COUNTRY)
    return a.label == "people" and section_of(a) is None and of_country


def _is_ruler(a: Name, b: Name) -> bool:
    """Return whether somebody's forces face those of a land or people: both may be the same.

    So it is with whose an officer is, whatever a parser takes the owner for.
    """
    before_nouns = _BEFORE_NOUNS | {"poss"}
    both_before = a.role in before_nouns and b.role in before_nouns
    ruler = a.label == "person" or (a.role == "poss" and a.governor in _OFFICES)
    return both_before and ruler and b.label in {"place", "people"}


def _are_lands_of_two(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one at least says where another place is, and not one and the same place.

    "Rowan County, Ky." and "Irion County, Texas" are of two counties, whatever their states.
    """
    one, other = _place_beside(pair.a, a, -1), _place_beside(pair.b, b, -1)
    if one is not None and other is not None:
        return not same_name(one, other)
    inner = _place_beside(pair.b, b, 1) if one is not None else _place_beside(pair.a, a, 1)
    return (one is not None or other is not None) and inner is not None


def _place_beside(sheet: Sheet, name: Name, step: int) -> Name | None:
    """Return the place before (-1) or after (1) a place and a comma."""
    names, place = sheet.names, sheet.names.index(name) + step
    if not 0 <= place < len(names) or {name.label, names[place].label} != {"place"}:
        return None
    first, second = sorted((name, names[place]), key=lambda each: each.first)
    between = sheet.statement.tokens[first.last : second.first]
    return names[place] if [token.text for token in between] == [","] else None


def _is_metonym(a: Name, b: Name) -> bool:
    """Return whether a person faces a known body, which may stand for that person."""
    return _BODY in {section_of(a), section_of(b)} and "person" in {a.label, b.label}


def _share_a_name(a: Name, b: Name) -> bool:
    """Return whether the last name of one person is another one of the other's: "Abdul Berg Khan".

    Names of some languages are cut and ordered in several ways.
    """
    if not a.label == b.label == "person" or a.words[-1] == b.words[-1]:
        return False
    return a.words[-1] in b.words or b.words[-1] in a.words


def _held_it_before(a: Name, b: Name) -> bool:
    """Return whether only one of two in office is a former one: both may be right, of two times."""
    if not (a.titles and b.titles):
        return False
    return bool(_PASSED.intersection(a.titles)) != bool(_PASSED.intersection(b.titles))


def _is_part(sheet: Sheet, inner: Name, outer: Name) -> bool:
    """Return whether one name's place lies in the other, or the other way round, or may lie in it.

    A place that no list has may lie in a country that the same article names.
    """
    if lies_in(inner, outer) or lies_in(outer, inner) or _is_committee(inner, outer):
        return True
    if outer.text not in sheet.article:
        return False
    if inner.label != "place" or section_of(outer) not in {_COUNTRY, _STATE}:
        return False
    return section_of(inner) is None and not is_known_place(inner.words)


def _is_committee(inner: Name, outer: Name) -> bool:
    """Return whether a committee faces the chamber that it may be of."""
    return inner.words[-1] in _COMMITTEES and bool(_CHAMBERS.intersection(outer.words))


def _is_example(sheet: Sheet, name: Name) -> bool:
    """Return whether the name is one of a pick: "such as Lund", "including Berg and Lund"."""
    tokens = sheet.statement.tokens
    top = syntax.span_head(tokens, name.first, name.last)
    while tokens[top].dep in {"conj", "appos"} and tokens[top].head != top:
        top = tokens[top].head
    above = tokens[top].head
    such = tokens[above].text.lower() != "as" or tokens[above - 1].text.lower() == "such"
    return tokens[top].dep == "pobj" and tokens[above].text.lower() in _PICKING and such


def _are_polls(a: Name, b: Name) -> bool:
    """Return whether each has asked by itself: "an ABC News poll", "a survey by CNN"."""
    by = _BEFORE_NOUNS | {"poss", "prep:by", "prep:from"}
    return all(name.role in by and name.governor in _POLLS for name in (a, b))


def _are_court_and_case(a: Name, b: Name) -> bool:
    """Return whether one has ruled and the other is whom it is about: "the Berg decision"."""
    of_ruling = a.governor in _RULINGS and b.governor in _RULINGS
    return of_ruling and (a.words[-1] == "court") != (b.words[-1] == "court")


def _play_two_parts(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one does it and the other is whom it is done to, or whose man does it.

    "Berg praised the pastor" beside "he praised Lund", "Berg's former aide left", "Lund left".
    """
    if not same_stem(a.governor, b.governor):
        return is_somebody_of(pair.a, a, b) or is_somebody_of(pair.b, b, a)
    return {a.role, b.role} == {"nsubj", "dobj"}


def _of_two_names(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether the names go with two others: "Berg of Oslo", "a colleague from Bergen"."""
    one, other = _belongs_to(pair.a, a), _belongs_to(pair.b, b)
    if _is_home(pair.a, a, one) != _is_home(pair.b, b, other):
        return True
    if one is None or other is None or _follow_one_word(pair, a, b):
        return False
    ours, theirs = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    if ours.pos == theirs.pos == "PROPN":
        return plain(ours.lemma) != plain(theirs.lemma)
    if {a.role, b.role} & _AT and "place" in {a.label, b.label}:
        return False
    people = ours.lemma.lower() in _PEOPLE or theirs.lemma.lower() in _PEOPLE
    return people and pair.alignment.there[one] != other and not same_stem(ours.lemma, theirs.lemma)


def _is_home(sheet: Sheet, name: Name, owner: int | None) -> bool:
    """Return whether a place only says whence somebody is: "Berg, 21, of Bergen"."""
    tokens = sheet.statement.tokens
    of_person = owner is not None and tokens[owner].entity == "PERSON"
    return of_person and name.label == "place" and name.role in {"prep:of", "prep:from"}


def _have_own_parts(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether others play the part of either, or a place only says where somebody sits."""
    if slots_are_taken(pair, a, b) or stand_before_two_names(pair, a, b):
        return True
    if _are_polls(a, b) or _are_court_and_case(a, b):
        return True
    return _is_base(pair.a, a) != _is_base(pair.b, b)


def _is_base(sheet: Sheet, name: Name) -> bool:
    """Return whether a place only says where somebody sits: "the Bergen, Norway-based yard"."""
    return _BASED.match(sheet.statement.text, name.start) is not None


def _follow_one_word(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one noun comes right before both: "chairman Berg", "its chairman, Lund".

    Not that of two bodies: "Transport Secretary Berg", "Defense Secretary Lund".
    """
    one, other = _noun_before(pair.a, a), _noun_before(pair.b, b)
    if one is None or other is None:
        return False
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    if not same_stem(ours[one].lemma, theirs[other].lemma):
        return False
    of_ours, of_theirs = _modifiers(ours, one), _modifiers(theirs, other)
    return not (of_ours and of_theirs) or not of_ours.isdisjoint(of_theirs)


def _noun_before(sheet: Sheet, name: Name) -> int | None:
    tokens, place = sheet.statement.tokens, name.first - 1
    if place > 0 and tokens[place].text == ",":
        place -= 1
    return place if place >= 0 and tokens[place].pos == "NOUN" else None


def _modifiers(tokens: Sequence[Token], noun: int) -> frozenset[str]:
    """Return the words of the phrase before a noun, plain, without articles and endings."""
    first = noun
    while first and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ", "PART"}:
        first -= 1
    return frozenset(plain(t.text) for t in tokens[first:noun] if t.pos != "PART")


def _of_two_things(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether a name only says which thing is meant, and the other goes with another thing.

    "The Berg administration promised it" and "Lund promised it" are no conflict.
    """
    if not {a.role, b.role} & _BEFORE_NOUNS or (a.titles and b.titles):
        return False
    if "place" in {a.label, b.label} <= {"place", "other"}:
        return False  # "the Oslo yard", "a yard in Oslo", "the ships of Oslo"
    one, other = _belongs_to(pair.a, a), _belongs_to(pair.b, b)
    if one is None or other is None:
        return True
    ours, theirs = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    return pair.alignment.there[one] != other and not same_stem(ours.lemma, theirs.lemma)


def _stand_by_two(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether two places say where two things are of which both statements have one.

    "A court reinstated charges against a Bergen pilot", "A court in Oslo ... against a pilot".
    """
    one, other = _belongs_to(pair.a, a), _belongs_to(pair.b, b)
    if one is None or other is None or {a.label, b.label} != {"place"}:
        return False
    there, back = pair.alignment.there[one], pair.alignment.back[other]
    ours, theirs = pair.a.statement.tokens[one], pair.b.statement.tokens[other]
    return max(there, back) >= 0 and there != other and not same_stem(ours.lemma, theirs.lemma)


def _belongs_to(sheet: Sheet, name: Name) -> int | None:
    """Return the noun that a name goes with, across a title: "Trade Secretary Berg"."""
    tokens = sheet.statement.tokens
    top = syntax.span_head(tokens, name.first, name.last)
    head = tokens[top].head
    if tokens[head].pos == "ADP":
        head = tokens[head].head
    while tokens[head].pos == "PROPN" and tokens[head].dep == "compound":
        head = tokens[head].head
    return head if head != top and tokens[head].pos in {"PROPN", "NOUN"} else None


def _sections_clash(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether a known body faces a place, a party no party, a state the United States."""
    sections = {section_of(a), section_of(b)}
    if _BODY in sections and (_COUNTRY in sections or _STATE in sections):
        return True
    if bool(entries_of(a.words) & _PARTIES) != bool(entries_of(b.words) & _PARTIES):
        return True
    american = any(name.words in _UNITED_STATES for name in (a, b))
    return sections == {_COUNTRY, _STATE} and american and pair.alignment.overlap < _SAME_TEXT

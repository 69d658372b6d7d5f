"""What a name belongs to: the noun that it says more of, in whatever words it does.

"Norway's senator", "a senator from Norway", "the Norwegian senator" and "the senators, Berg and
Lund" each tie a name to one noun, "Oslo Mayor Anna Berg" to one person. Parsers often miss it, so
punctuation is asked as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.discrepancies import syntax
from reporter.discrepancies.finding import Pair, Sheet, same_stem
from reporter.discrepancies.values.identity import same_name
from reporter.discrepancies.values.typed import Name
from reporter.records import Token

_BEFORE = frozenset({"compound", "poss", "nmod", "amod"})
_OF = frozenset({"of", "from", "for", "in"})
_GENITIVE = frozenset({"'s", "’s", "'", "’"})
_LISTING = frozenset({",", "and", "or", "&"})
_TITLE = 4


def belong_to_one(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether both names say more of one and the same noun or name."""
    if stand_before_one_name(pair, a, b):
        return True
    one, other = _owned(pair.a, a), _owned(pair.b, b)
    if one is None or other is None:
        return False
    ours, theirs = pair.a.statement.tokens, pair.b.statement.tokens
    return pair.alignment.there[one] == other or same_stem(ours[one].lemma, theirs[other].lemma)


def stand_before_one_name(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether both say whose mayor or aide one person is: "Oslo Mayor Anna Berg"."""
    one, other = _titled_by(pair.a, a), _titled_by(pair.b, b)
    of_one = one is not None and other is not None and same_name(one, other)
    return of_one and a.label == b.label


def stand_before_two_names(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether they say of which place or body two people are: "Oslo Mayor Anna Berg"."""
    one, other = _titled_by(pair.a, a), _titled_by(pair.b, b)
    return one is not None and other is not None and not same_name(one, other)


def are_who_and_whose(pair: Pair, a: Name, b: Name) -> bool:
    """Return whether one is what the other has: "his lawyer, Berg" beside "a lawyer for Lund"."""
    return _is_whose(pair.a, a, pair.b, b) or _is_whose(pair.b, b, pair.a, a)


def _is_whose(sheet: Sheet, name: Name, other_sheet: Sheet, other: Name) -> bool:
    called, owned = _called_before(sheet, name), _owned(other_sheet, other)
    if called is None or owned in {None, _listed_under(other_sheet, other)}:
        return False
    ours, theirs = sheet.statement.tokens[called], other_sheet.statement.tokens[owned]
    return same_stem(ours.lemma, theirs.lemma)


def is_somebody_of(sheet: Sheet, owner: Name, other: Name) -> bool:
    """Return whether what belongs to `owner` has the part that the other name has in its own.

    "Berg's former aide resigned" beside "Lund resigned".
    """
    tokens = sheet.statement.tokens
    top = syntax.span_head(tokens, owner.first, owner.last)
    if tokens[tokens[top].head].text.lower() in {"of", "for"}:
        top = tokens[top].head
    elif tokens[top].dep != "poss":
        return False
    owned = tokens[tokens[top].head]
    one_part = owned.pos == "NOUN" and owned.dep == other.role
    return one_part and same_stem(tokens[owned.head].lemma, other.governor)


def _called_before(sheet: Sheet, name: Name) -> int | None:
    """Return the noun that a name right after it, or after a comma, is the name of.

    So are those listed with the name: "her parents, Karl and Anna Berg".
    """
    tokens, place = sheet.statement.tokens, listed_with(sheet, name)[0].first - 1
    if place > 0 and tokens[place].text == ",":
        place -= 1
    return place if name.label == "person" and place >= 0 and tokens[place].pos == "NOUN" else None


def _titled_by(sheet: Sheet, name: Name) -> Name | None:
    """Return the person right after a name and at least one word that says what he is."""
    tokens, names = sheet.statement.tokens, list(sheet.names)
    place = names.index(name) + 1
    if place == len(names) or names[place].label != "person":
        return None
    between = tokens[name.last : names[place].first]
    said = [token for token in between if token.text not in _GENITIVE]
    said = said[:-1] if said and said[-1].text == "," else said
    describes = all(token.pos in {"NOUN", "PROPN", "ADJ"} for token in said)
    return names[place] if 0 < len(said) <= _TITLE and describes else None


def _owned(sheet: Sheet, name: Name) -> int | None:
    """Return the noun that the name belongs to, if one does."""
    tokens = sheet.statement.tokens
    if name.last < len(tokens) and tokens[name.last].text in _GENITIVE:
        return _phrase_head(tokens, name.last + 1)
    top = syntax.span_head(tokens, name.first, name.last)
    above = tokens[top].head
    if tokens[top].dep in _BEFORE:
        return above if tokens[above].pos == "NOUN" else None
    if tokens[top].dep == "pobj" and tokens[above].text.lower() in _OF:
        return tokens[above].head if tokens[tokens[above].head].pos == "NOUN" else None
    return _listed_under(sheet, name)


def _phrase_head(tokens: Sequence[Token], first: int) -> int | None:
    """Return the last noun of the phrase that begins here: "first black senator"."""
    last = first
    while last < len(tokens) and tokens[last].pos in {"ADJ", "NUM", "NOUN"}:
        last += 1
    return last - 1 if last > first and tokens[last - 1].pos == "NOUN" else None


def _listed_under(sheet: Sheet, name: Name) -> int | None:
    """Return the plural noun before a list of names: "the senators, Berg and Lund"."""
    tokens, first = sheet.statement.tokens, listed_with(sheet, name)[0].first
    under = first > 1 and tokens[first - 1].text == "," and tokens[first - 2].tag == "NNS"
    return first - 2 if under else None


def listed_with(sheet: Sheet, name: Name) -> list[Name]:
    """Return the names that nothing but commas and "and" part from the name, itself among them."""
    tokens, names = sheet.statement.tokens, list(sheet.names)
    first = last = names.index(name)
    while first and _are_parted(tokens, names[first - 1], names[first]):
        first -= 1
    while last + 1 < len(names) and _are_parted(tokens, names[last], names[last + 1]):
        last += 1
    return names[first : last + 1]


def _are_parted(tokens: Sequence[Token], one: Name, other: Name) -> bool:
    between = tokens[one.last : other.first]
    return bool(between) and all(token.text in _LISTING for token in between)

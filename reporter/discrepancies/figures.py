"""Figures of one happening, wherever in two articles they stand and whatever is said around them.

"Captors wanted $132 million for his release" beside "militants had pressed for a $100 million
ransom": two sentences too unlike for matching. Claims a difference of kind number between figures
of one unit that count the same, where one of three things says that they are of one happening: the
same verb or outcome with something in common that takes part in it; figures close to each other in
statements with two more words in common; or an outcome that both articles tell at their top. A
count that can only grow, larger in the later article, is an update.

Does not claim one where either article has the other's figure as well, for shares, ages, orders
and scores, for times of day and lengths with less than two things in common, or where
`scope.py` tells the two apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.discrepancies import syntax
from reporter.discrepancies.alignment import align
from reporter.discrepancies.compare import comparable, is_money, numbers_agree
from reporter.discrepancies.finding import Finding, Pair, Sheet, value_at
from reporter.discrepancies.lexicon import words
from reporter.discrepancies.scope import other_scope
from reporter.discrepancies.standing import participants
from reporter.discrepancies.typed import Number
from reporter.discrepancies.update import is_update
from reporter.records import Kind, StatementKind, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

_OUTCOMES = frozenset(name for name, _ in syntax.OUTCOMES)
_PEOPLE = frozenset(words("human"))
_NO_HAPPENING = frozenset(words("light") + words("uttering") + words("thinking") + words("having"))
_GENERAL = frozenset(stem(w) for w in words("standing.general") + words("plans.days")) | frozenset(
    stem(word) for word in _PEOPLE | _NO_HAPPENING
)
_UNITS = frozenset({"", "clock"})
_RATES = frozenset({"cent", "point"})
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_OWN_CLAUSE = frozenset({"xcomp", "advcl", "conj", "acl"})
"""Verbs that share who takes part with the verb above: "opened fire, killing ten"."""
_BEFORE_NOUN = frozenset({"compound", "nmod", "amod"})
_NEAR = 3
_AT_TOP = 6
_CLOSE = 1.35
_TOLLS = 3
"""Two tolls at the top of two articles that are further apart are of two things."""
_CLOSE_FROM = 10
"""From here on figures that are nearly the same seldom count two things."""
_RARE_FROM = 20
_ROOM = 2
"""What "more than a dozen" may still mean, as a multiple."""
_ENOUGH = 2
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.75


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure, what it counts, what happens to that, and the words around it as stems.

    `event` is the outcome class ("dead") or the stem of the verb, "" where it says little;
    `taking_part` are the nouns and names that the verb holds, `around` all words of meaning of the
    statement, `names` those of them that are names.
    """

    sheet: Sheet
    number: Number
    counted: str
    event: str
    taking_part: frozenset[str]
    around: frozenset[str]
    names: frozenset[str]

    @property
    def article(self) -> str:
        return self.sheet.statement.article_id

    @property
    def unit(self) -> str:
        return self.number.unit.partition(" ")[0]


def find_figures(sheets: Iterable[Sheet]) -> list[Finding]:
    """Return where two articles give other figures for one thing, over the whole story.

    `sheets` are the statements of one story with their values; their order does not matter.
    """
    ordered = sorted(sheets, key=lambda sheet: _place(sheet))
    told = [_told(sheet, number) for sheet in ordered for number in sheet.numbers]
    by_article: dict[str, list[_Told]] = defaultdict(list)
    alike: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for each in told:
        by_article[each.article].append(each)
        if _is_comparable(each):
            alike[each.unit, each.counted].append(each)
    return [
        _finding(a, b)
        for key in sorted(alike)
        for a, b in combinations(alike[key], 2)
        if a.article != b.article and _differ(a.number, b.number) and _is_one_happening(a, b)
        if not (_has_too(by_article[b.article], a) or _has_too(by_article[a.article], b))
        if not (_is_sum(a, alike[key], b.sheet) or _is_sum(b, alike[key], a.sheet))
        if not other_scope(_pair(a, b), a.number, b.number)
    ]


def _place(sheet: Sheet) -> tuple[str, int, int, str]:
    statement = sheet.statement
    return statement.article_id, statement.index, statement.start, statement.id


def _told(sheet: Sheet, number: Number) -> _Told:
    tokens = sheet.statement.tokens
    verb = syntax.governing_verb(tokens, syntax.span_head(tokens, number.first, number.last))
    outcome = _outcome(tokens, number, verb)
    counted = _counted(tokens, number, outcome)
    own = {stem(fold(token.text)) for token in tokens[number.first : number.last]}
    own |= {stem(number.counted)} | _GENERAL | _places(tokens)
    return _Told(
        sheet,
        number,
        counted,
        outcome or _event(tokens, verb),
        _taking_part(tokens, verb) - own,
        frozenset(_content(tokens)) - own,
        frozenset(_content(t for t in tokens if t.pos == "PROPN" or t.entity == "NORP")) - own,
    )


def _outcome(tokens: Sequence[Token], number: Number, verb: int | None) -> str:
    named = next((word for word in number.scope if word in _OUTCOMES), "")
    if named or verb is None:
        return named
    beside = {fold(tokens[i].text) for i in syntax.children(tokens, verb)}
    return "dead" if "fatally" in beside else ""


def _counted(tokens: Sequence[Token], number: Number, outcome: str) -> str:
    """Return the stem of what is counted, one word for people and for their deaths.

    With the noun that it describes: a "272-seat majority" is no 272 seats.
    """
    if is_money(number):
        return ""
    deaths = outcome and syntax.outcome([number.counted]) == outcome
    if number.counted in _PEOPLE or (outcome and not number.counted) or deaths:
        return "people"
    described = _described(tokens, number)
    return " ".join(map(stem, (number.counted, *described)))


def _described(tokens: Sequence[Token], number: Number) -> list[str]:
    """Return the noun that the counted one stands before: the "report" of "400-page report"."""
    after = tokens[number.last : number.last + _NEAR]
    counted = next((t for t in after if t.lemma.lower() == number.counted), None)
    if counted is None or counted.dep not in _BEFORE_NOUN or tokens[counted.head].pos != "NOUN":
        return []
    return [tokens[counted.head].lemma.lower()]


def _event(tokens: Sequence[Token], verb: int | None) -> str:
    if verb is None or tokens[verb].pos != "VERB":
        return ""
    word = tokens[verb].lemma.lower()
    return "" if word in _NO_HAPPENING else stem(word)


def _taking_part(tokens: Sequence[Token], verb: int | None) -> frozenset[str]:
    if verb is None:
        return frozenset()
    above = [tokens[verb].head] if tokens[verb].dep in _OWN_CLAUSE else []
    things, names = participants(tokens, verb, above)
    return things | names


def _places(tokens: Sequence[Token]) -> set[str]:
    """Return the stems of words that name places: in a story they are everywhere."""
    return {stem(fold(token.text)) for token in tokens if token.entity == "GPE"}


def _content(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.pos in _CONTENT and fold(token.text) not in STOP_WORDS:
            yield stem(fold(token.text if token.pos == "PROPN" else token.lemma))


def _is_comparable(told: _Told) -> bool:
    """Return whether it is a figure that others of its sort may be set beside."""
    sheet, number = told.sheet, told.number
    if sheet.statement.kind is StatementKind.HEADLINE or sheet.caption:
        return False
    if not (told.unit in _UNITS or is_money(number)) or told.counted in _RATES:
        return False
    if sheet.statement.text[: number.start].endswith("-"):
        return False  # "Covid-19"
    return bool(told.counted or told.unit)


def _differ(a: Number, b: Number) -> bool:
    """Return whether both cannot be true; "more than a dozen" leaves room for 21."""
    if not comparable(a, b) or numbers_agree(a, b):
        return False
    return not any(
        one.hedge == "least" and one.low <= other.high <= _ROOM * one.low
        for one, other in ((a, b), (b, a))
    )


def _is_one_happening(a: _Told, b: _Told) -> bool:
    same = bool(a.event) and a.event == b.event
    common = a.taking_part & b.taking_part
    if same and (len(common) >= _ENOUGH or (_is_count(a) and any(map(_tells_much, common)))):
        return True
    if same and _is_toll_at_top(a) and _is_toll_at_top(b) and _are_within(a, b, _TOLLS):
        return True
    around = a.around & b.around
    enough = len(around) >= (_ENOUGH if _is_count(a) else _ENOUGH + 1) or len(common) >= _ENOUGH
    if not _are_close(a, b) or not enough:
        return False
    return same or (a.counted != "people" and bool(a.names & b.names))


def _is_count(told: _Told) -> bool:
    return told.unit == ""


def _tells_much(word: str) -> bool:
    """Return whether one word in common tells a happening: no country, for they are everywhere."""
    return word.islower()


def _is_toll_at_top(told: _Told) -> bool:
    return told.event in _OUTCOMES and told.sheet.statement.index < _AT_TOP


def _are_close(a: _Told, b: _Told) -> bool:
    if not (_is_count(a) or is_money(a.number)):
        return False
    return min(a.number.high, b.number.high) >= _CLOSE_FROM and _are_within(a, b, _CLOSE)


def _are_within(a: _Told, b: _Told, times: float) -> bool:
    """Return whether the larger figure is at most so many times the other one."""
    low, high = sorted((a.number.high, b.number.high))
    return high <= times * low


def _has_too(others: Sequence[_Told], told: _Told) -> bool:
    """Return whether an article has the figure as well: of the same or, if it is rare, at all."""
    return any(_is_same(told, other) for other in others)


def _is_same(told: _Told, other: _Told) -> bool:
    a, b = told.number, other.number
    if not (comparable(a, b) and numbers_agree(a, b)):
        return False
    if a.unit or (a.low >= _RARE_FROM and (a.low, a.high) == (b.low, b.high)):
        return True
    same = told.event in _OUTCOMES and told.event == other.event
    return same or other.counted in {told.counted, ""}


def _is_sum(told: _Told, alike: Sequence[_Told], sheet: Sheet) -> bool:
    """Return whether figures of a statement add up to this one: "one count ..., one count"."""
    parts = [each.number.low for each in alike if each.sheet is sheet]
    return len(parts) > 1 and sum(parts) == told.number.low


def _pair(a: _Told, b: _Told) -> Pair:
    alignment = align(a.sheet.statement.tokens, b.sheet.statement.tokens)
    return Pair(a.sheet, b.sheet, alignment, 0.0)


def _finding(a: _Told, b: _Told) -> Finding:
    update = is_update(_pair(a, b), a.number, b.number)
    common = ", ".join(sorted(a.around & b.around))
    return Finding(
        Kind.UPDATE if update else Kind.NUMBER,
        value_at(a.sheet.statement, a.number),
        value_at(b.sheet.statement, b.number),
        _subject(a, b),
        _CONFIDENCE,
        not update,
        (f"both tell of {common or a.event}", "neither article has the other's figure"),
    )


def _subject(told: _Told, other: _Told) -> str:
    if told.event in _OUTCOMES and _is_count(told):
        return f"number {told.event}"
    if not _is_count(told):
        return "amount" if is_money(told.number) else "time of day"
    counted = told.number.counted
    plural = (
        token.text.lower()
        for each in (told, other)
        for token in each.sheet.statement.tokens
        if token.tag == "NNS" and token.lemma.lower() == counted
    )
    return f"number of {next(plural, counted)}"

"""Terms: what outlets call the same people, things or happenings over a story.

Much in the news has names of another tone: *detainees*, *prisoners*; *illegal immigrants*,
*undocumented immigrants*; an *ouster*, a *departure*; she *resigned*, she *was fired*.
`lexicon.toml` lists families of such terms. Claims a difference of kind wording where articles hold
to terms of another tone of one family, and two of these terms stand beside one word ("the Assad
regime", "Assad's government"; "young illegal immigrants", "young undocumented immigrants"). To hold
to a term is to use it for two thirds of what an article says of the family. A side's value tells
how often it does. It never changes the meaning. It is surer where an outlet that holds to the
plainest of these terms has none of the others.

Does not claim one for words of one tone (*protester*, *demonstrator*), inside quotation marks or
headlines, before a noun of its own ("a hostage negotiator"), for verbs that befall nobody by name
("fired rockets"), for one and several people or things, or for articles that use several
terms alike.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reporter.discrepancies import syntax
from reporter.discrepancies.evidence.asides import is_link
from reporter.discrepancies.finding import Finding, Mark, position
from reporter.discrepancies.lexicon import tones, words
from reporter.records import Kind, Statement, StatementKind, Token
from reporter.text.lexical import STOP_WORDS, fold, stem

_HELD = 2 / 3
# Too rare to be fitted on: see docs/discrepancies.md for what was read.
_CONFIDENCE = 0.75
# Who uses a term once holds to nothing yet. Who holds to a loaded term varies it with the plain
# one, but who has the loaded one too does not avoid it. Two happenings of one sort are seldom one.
_LESS_SURE = 0.5
_SUBJECT = "term for "
_TERMS: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
for _family, _groups in tones("terms"):
    for _tone, _members in enumerate(_groups):
        for _term in _members:
            _spelt = (_term,) if _term.startswith("to-") else tuple(_term.split("-"))
            _TERMS[_spelt].append((_family, _tone))
_LONGEST = max(map(len, _TERMS))
_SAY_LITTLE = STOP_WORDS | frozenset(
    words("light") + words("uttering") + words("standing.general") + words("human")
)
_BODIES = frozenset(words("term_bodies"))
_OF_SUBJECT = frozenset(words("leaving"))
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_EVENTS = frozenset(words("event_terms"))
_PASSIVE = {"nsubjpass": "dobj"}


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a term: characters with the words before its noun, what stands beside it.

    `tag` is the part of speech of its last word.
    """

    statement: Statement
    term: str
    span: tuple[int, int]
    tag: str
    beside: frozenset[tuple[str, str]]


_Uses = Mapping[str, Mapping[int, Sequence[_Use]]]
"""Of one family, by article and tone."""


def find_terms(statements: Sequence[Statement]) -> list[Finding]:
    """Return where articles hold to another term for what is one thing.

    `statements` are those of one story; their order does not matter.
    """
    found: dict[str, dict[str, dict[int, list[_Use]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for statement in sorted(statements, key=position):
        if statement.kind is not StatementKind.HEADLINE and not is_link(statement.text):
            for family, tone, use in _uses(statement):
                found[family][statement.article_id][tone].append(use)
    return [item for family in sorted(found) for item in _findings(family, found[family])]


def without_parts(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings but for words that stand inside a term of which another one tells.

    "Illegal" against "undocumented" says nothing beside the count of whole terms.
    """
    terms = [item for item in findings if item.subject.startswith(_SUBJECT)]
    held = [mark for item in terms for mark in (item.a, item.b)]
    return [
        item
        for item in findings
        if item.kind is not Kind.WORDING
        or item.subject.startswith(_SUBJECT)
        or not any(_is_inside(mark, term) for mark in (item.a, item.b) for term in held)
    ]


def _is_inside(mark: Mark, term: Mark) -> bool:
    (start, end), (first, last) = mark.span, term.span
    return mark.statement.id == term.statement.id and first <= start and end <= last


def _uses(statement: Statement) -> Iterator[tuple[str, int, _Use]]:
    tokens = statement.tokens
    spelt = [index for index, token in enumerate(tokens) if token.text != "-"]
    at = 0
    while at < len(spelt):
        own = _term_at(tokens, spelt[at : at + _LONGEST])
        if own and _names(statement, own):
            use = _use(statement, own)
            for family, tone in _TERMS[_key(tokens, own)]:
                yield family, tone, use
        at += max(1, len(own))


def _term_at(tokens: Sequence[Token], ahead: Sequence[int]) -> Sequence[int]:
    """Return the first of these tokens that make up a term, the longest there is."""
    for length in range(len(ahead), 0, -1):
        if _key(tokens, ahead[:length]) in _TERMS:
            return ahead[:length]
    return ()


def _key(tokens: Sequence[Token], own: Sequence[int]) -> tuple[str, ...]:
    spelt = tuple(fold(tokens[index].lemma) for index in own)
    return (f"to-{spelt[0]}",) if len(own) == 1 and tokens[own[0]].pos == "VERB" else spelt


def _names(statement: Statement, own: Sequence[int]) -> bool:
    """Return whether the term names something, in the outlet's own words."""
    tokens = statement.tokens
    last = tokens[own[-1]]
    if syntax.is_quoted(statement, last.start):
        return False
    if last.pos == "VERB":
        return any(tokens[i].pos in {"PROPN", "PRON"} for i in _patients(tokens, own[-1]))
    above = tokens[last.head]
    if last.dep != "compound":
        return last.pos in {"NOUN", "ADJ", "PROPN"}
    if last.pos == "PROPN" or len(own) > 1:
        return above.pos != "PROPN"
    return above.pos == "PROPN" or above.lemma.lower() in _BODIES


def _use(statement: Statement, own: Sequence[int]) -> _Use:
    tokens = statement.tokens
    head, first = own[-1], own[0]
    while first and tokens[first - 1].head == head and tokens[first - 1].pos in _CONTENT:
        first -= 1
    span = tokens[first].start, tokens[head].end
    term = statement.text[tokens[own[0]].start : tokens[head].end]
    return _Use(statement, fold(term), span, tokens[head].tag, frozenset(_beside(tokens, own)))


def _beside(tokens: Sequence[Token], own: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield the nouns that hang together with a term, and the verb with the term's part in it."""
    head = own[-1]
    if tokens[head].pos == "VERB":
        near = [(i, "noun") for i in _patients(tokens, head)]
    else:
        near = [*_around(tokens, head)]
    for index, part in near:
        word = fold(tokens[index].lemma)
        if index not in own and tokens[index].pos in _CONTENT and word not in _SAY_LITTLE:
            yield part, stem(word)


def _patients(tokens: Sequence[Token], verb: int) -> list[int]:
    """Return whom it befalls: who resigns, or whom somebody fires, but not who fires back."""
    befalls = {"nsubj"} if tokens[verb].lemma.lower() in _OF_SUBJECT else {"dobj", "nsubjpass"}
    return [i for i in syntax.children(tokens, verb) if tokens[i].dep in befalls]


def _around(tokens: Sequence[Token], head: int) -> Iterator[tuple[int, str]]:
    near = [(i, "noun") for i in _below(tokens, head) if tokens[i].pos != "VERB"]
    above = tokens[head].head
    if tokens[above].pos == "VERB" and above != head:
        dep = tokens[head].dep
        near.append((above, _PASSIVE.get(dep, dep)))
    elif tokens[above].dep in {"ROOT", "prep"} or tokens[above].pos != "ADP":
        near.append((above, "noun"))
    yield from near


def _below(tokens: Sequence[Token], head: int) -> Iterator[int]:
    for child in syntax.children(tokens, head):
        yield child
        if tokens[child].dep == "prep":
            yield from syntax.children(tokens, child)


def _findings(family: str, uses: _Uses) -> Iterator[Finding]:
    held = {article: tone for article in sorted(uses) if (tone := _held(uses[article])) is not None}
    linked: dict[str, _Use] = {}
    for one, other in combinations(held, 2):
        if held[one] != held[other]:
            for ours, theirs in _tied(uses[one][held[one]], uses[other][held[other]]):
                if family not in _EVENTS and {ours.tag, theirs.tag} == syntax.ONE_AND_SEVERAL:
                    continue  # "a Russian spy", "Russian diplomats"
                linked.setdefault(one, ours)
                linked.setdefault(other, theirs)
    sides = {held[article] for article in linked}
    shown = [article for article in held if held[article] in sides]
    said = {
        tone: _shown([use for a in shown if held[a] == tone for use in uses[a][tone]])
        for tone in sides
    }
    used = max((sum(len(uses[a][t]) for a in shown if held[a] == t) for t in sides), default=0)
    chosen = used > 1 and any(uses[a].keys() & sides == {min(sides)} for a in shown)
    sure = _CONFIDENCE if chosen and family not in _EVENTS else _LESS_SURE
    reasons = tuple(_counts(article, uses[article]) for article in shown)
    marks = []
    for article in shown:
        tone = held[article]
        use = linked.get(article, uses[article][tone][0])
        marks.append(Mark(use.statement, use.span, said[tone], key=f"{family} {tone}"))
    for mark in marks[1:]:
        subject = f"{_SUBJECT}{family}"
        yield Finding(Kind.WORDING, marks[0], mark, subject, sure, False, reasons)


def _held(uses: Mapping[int, Sequence[_Use]]) -> int | None:
    """Return the tone of which most uses of an article are, None where it uses several alike."""
    most = min(uses, key=lambda tone: (-len(uses[tone]), tone))
    return most if len(uses[most]) >= _HELD * sum(map(len, uses.values())) else None


def _tied(ours: Sequence[_Use], theirs: Sequence[_Use]) -> Iterator[tuple[_Use, _Use]]:
    """Yield the uses of two terms that have a word beside them in common."""
    for one in ours:
        for other in theirs:
            if one.beside & other.beside:
                yield one, other


def _shown(uses: Sequence[_Use]) -> str:
    """Return the commonest term of a side, with how often the side uses its terms."""
    counts = Counter(use.term for use in uses)
    term = min(counts, key=lambda term: (-counts[term], term))
    return f"{term} ({'once' if len(uses) == 1 else f'{len(uses)} times'})"


def _counts(article: str, uses: Mapping[int, Sequence[_Use]]) -> str:
    terms = Counter(use.term for tone in sorted(uses) for use in uses[tone])
    return f"article {article}: " + ", ".join(f"{term} {terms[term]}" for term in sorted(terms))

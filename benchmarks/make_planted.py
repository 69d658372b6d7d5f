"""Plant differences of the rarer kinds in real stories: `make_planted.py DATA OUT [--seed 7]`.

DATA holds `basil_dev.jsonl`, `newswcl50_dev.jsonl` and `neus_val.jsonl`. In OUT come
`planted.jsonl`, stories in which sentences of one outlet were changed by rule, and `twin.jsonl`,
the same stories untouched with the same places marked, where nothing may be reported. Both go into
`reporter eval planted`. Kinds: quote, negation, antonym, speaker, source, hedge, role, unit.

Sentences to change are those that nearly repeat one of another outlet: half of the content words
of the shorter are the other's. What is changed stands in both, with some of the same words hanging
on it, so that both tell of one thing there. Rarer kinds come first: there should be enough of each.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.lexical import content_words
from reporter.records import Article, Statement
from reporter.sentences import statements_from_sentences, statements_of

FILES = ("basil_dev", "newswcl50_dev", "neus_val")
MIN_SHARED = 0.5
MIN_SAID = 0.55
MIN_WORDS = 5
PER_STORY = 6
RARE = {"unit": 0, "role": 0, "speaker": 1, "source": 1}
SOURCES = ("an unnamed official", "state media", "a person familiar with the matter", "police")
SPEAKING = """say tell write tweet add argue note claim explain warn insist declare testify announce
ask acknowledge admit stress predict accord"""
CLAUSES = ("ccomp", "advcl", "relcl", "conj", "parataxis")
SPEAKERS_KEPT = 0.6
"""Share of the speakers that are left to `speaker` where both could be planted."""
NAMED = ("PERSON", "ORG", "GPE")
OPPOSITES = """rose fell|increased decreased|won lost|confirmed denied|approved rejected|win lose
passed blocked|supported opposed|supports opposes|accepted refused|began ended|opened closed
before after|more fewer|higher lower|up down|first last|guilty innocent|convicted acquitted
arrested released|upheld overturned|joined left|raised cut|strong weak|legal illegal
public private|praised criticized|largest smallest|best worst|early late|above below|hired fired
gained lost|growing shrinking|included excluded|allowed banned|allow ban|support oppose
approve reject|agreed refused"""
UNITS = """miles kilometers|hours days|days weeks|weeks months|months years|years months
million billion|billion million|minutes hours|feet meters|pounds kilograms|trillion billion"""
Row = Mapping[str, Any]
Change = tuple[str, str, str]
"""The changed sentence, the words that were put in, and those of the other outlet."""


@dataclass(frozen=True, slots=True)
class Pools:
    """Words to put in, from all stories: nouns, verbs and adjectives by tag, names by label."""

    words: Mapping[str, Sequence[str]]
    names: Mapping[str, Sequence[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    stories = list(read(options.data))
    pools = pools_of([statement for _, statements in stories for statement in statements])
    options.out.mkdir(parents=True, exist_ok=True)
    planted, twins = [], []
    for row, statements in stories:
        changes = plant(statements, pools, random.Random(f"{options.seed} {row['story_id']}"))
        if changes:
            planted.append(changed(row, changes))
            twins.append({**row, "planted": [gold for gold, _ in changes]})
    for name, rows in (("planted", planted), ("twin", twins)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (options.out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    report(planted)


def report(rows: Sequence[Row]) -> None:
    kinds = [gold["type"] for row in rows for gold in row["planted"]]
    counts = ", ".join(f"{kind} {kinds.count(kind)}" for kind in sorted(set(kinds)))
    print(f"{len(rows)} stories, {len(kinds)} differences: {counts}")


def read(data: Path) -> Iterator[tuple[Row, list[Statement]]]:
    """Yield each story with `sentences`, and its parsed sentences."""
    backend = open_parser(Settings().models)
    for name in FILES:
        for line in (data / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            raw = json.loads(line)
            articles, statements = [], []
            for number, item in enumerate(raw["articles"]):
                article_id = str(item.get("article_id") or f"{raw['story_id']}-{number}")
                lines = item.get("sentences") or sentences(item, article_id, backend)
                text = "\n".join(lines)
                article = Article(article_id, article_id, article_id, False, "", text)
                statements += statements_from_sentences(article, lines, backend)
                known = {key: item.get(key) for key in ("outlet", "date", "title")}
                articles.append({"article_id": article_id, **known, "sentences": lines})
            yield {"story_id": raw["story_id"], "articles": articles}, statements


def sentences(item: Row, article_id: str, backend: Any) -> list[str]:
    article = Article(article_id, article_id, article_id, False, "", item["text"])
    return [s.text for s in statements_of([article], backend) if s.end > s.start]


def pools_of(statements: Sequence[Statement]) -> Pools:
    words: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {label: set() for label in NAMED}
    for statement in statements:
        for token in statement.tokens:
            if (
                token.pos in {"NOUN", "VERB", "ADJ"}
                and token.text.isalpha()
                and len(token.text) > 3
            ):
                words.setdefault(token.tag, set()).add(token.text.lower())
        for name, first, _ in names_in(statement):
            if " " in name:
                names[statement.tokens[first].entity].add(name)
    return Pools(*({key: sorted(found[key]) for key in found} for found in (words, names)))


def names_in(statement: Statement) -> Iterator[tuple[str, int, int]]:
    """Yield each name of a person, body or country with the first and the last token."""
    tokens = statement.tokens
    start = 0
    for index, token in enumerate(tokens):
        label = token.entity
        if label not in NAMED or token.tag == "POS":
            continue
        if token.opens or index == 0 or tokens[index - 1].entity != label:
            start = index
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is None or after.entity != label or after.opens or after.tag == "POS":
            yield statement.text[tokens[start].start : token.end], start, index


def plant(
    statements: Sequence[Statement], pools: Pools, dice: random.Random
) -> list[tuple[dict[str, Any], str]]:
    """Return up to `PER_STORY` changes, each with its gold; no changed sentence is in another."""
    found: list[tuple[dict[str, Any], str]] = []
    used: set[str] = set()
    altered: set[str] = set()
    pairs = list(alike(statements))
    dice.shuffle(pairs)
    for one, other in pairs:
        if len(found) == PER_STORY:
            break
        if one.id in used or other.id in altered:
            continue
        kinds = list(RULES)
        dice.shuffle(kinds)
        kinds.sort(key=lambda kind: RARE.get(kind, len(RARE)))
        for kind in kinds:
            change = RULES[kind](one, other, pools, dice)
            if change is not None:
                used |= {one.id, other.id}
                altered.add(one.id)
                found.append((gold_of(kind, one, other, change), change[0]))
                break
    return found


def alike(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield (to change, to compare with) of two outlets that nearly say the same."""
    stems = {s.id: frozenset(content_words(s.text)) for s in statements}
    for one, other in combinations(statements, 2):
        shorter = min(len(stems[one.id]), len(stems[other.id]))
        if one.article_id == other.article_id or shorter < MIN_WORDS or one.text == other.text:
            continue
        if len(stems[one.id] & stems[other.id]) >= MIN_SHARED * shorter:
            yield one, other


def gold_of(kind: str, one: Statement, other: Statement, change: Change) -> dict[str, Any]:
    _, value, was = change
    return {
        "type": kind, "article_id": one.article_id, "sentence": one.index, "value": value,
        "original_sentence": one.text, "other_article_id": other.article_id,
        "other_sentence": other.index, "other_value": was,
    }  # fmt: skip


def changed(row: Row, changes: Sequence[tuple[Mapping[str, Any], str]]) -> Row:
    texts = {(gold["article_id"], gold["sentence"]): text for gold, text in changes}
    articles = [
        {**item, "sentences": [texts.get((item["article_id"], i), s) for i, s in numbered]}
        for item in row["articles"]
        for numbered in (list(enumerate(item["sentences"])),)
    ]
    return {**row, "articles": articles, "planted": [gold for gold, _ in changes]}


def put(one: Statement, first: int, last: int, words: str, was: str | None = None) -> Change:
    """Return the change that writes `words` over the tokens `first` to `last`."""
    start, end = one.tokens[first].start, one.tokens[last].end
    before = one.text[start:end]
    return one.text[:start] + words + one.text[end:], words, was or before


def hanging(statement: Statement, top: int) -> frozenset[str]:
    """Return the content words that hang on a token, those of clauses left out."""
    found: set[int] = set()
    fresh = {top}
    while fresh:
        found |= fresh
        fresh = {
            index
            for index, token in enumerate(statement.tokens)
            if token.head in fresh and index not in found and token.dep not in CLAUSES
        }
    words = " ".join(statement.tokens[index].text for index in found - {top})
    return frozenset(content_words(words))


def twins(one: Statement, at: int, other: Statement, least: int) -> bool:
    """Return whether a like word of the other sentence has `least` of the same words around it."""
    here = statement_part(one, at)
    return any(
        token.lemma == one.tokens[at].lemma and token.pos == one.tokens[at].pos
        and len(here & statement_part(other, index)) >= least
        for index, token in enumerate(other.tokens)
    )  # fmt: skip


def statement_part(statement: Statement, at: int) -> frozenset[str]:
    """Return what hangs on a verb; with other words, on what they hang on as well."""
    token = statement.tokens[at]
    if token.pos == "VERB":
        return hanging(statement, at)
    above = frozenset(content_words(statement.tokens[token.head].text))
    return hanging(statement, at) | above | hanging(statement, token.head)


def quote(one: Statement, other: Statement, pools: Pools, dice: random.Random) -> Change | None:
    """Another word inside quotation marks, where five words around it are quoted in both."""
    quoted = " ".join(quotation.text for quotation in other.quotations).lower()
    places = []
    for quotation in one.quotations:
        for index, token in enumerate(one.tokens):
            inside = quotation.start <= token.start and token.end <= quotation.end
            near = one.tokens[max(0, index - 2) : index + 3]
            around = one.text[near[0].start : near[-1].end].lower()
            if inside and token.tag in pools.words and token.text.isalpha() and around in quoted:
                places.append(index)
    if not places:
        return None
    at = dice.choice(places)
    return put(one, at, at, dice.choice(pools.words[one.tokens[at].tag]))


def negation(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """A verb that both assert is negated."""
    lemmas = {token.lemma for token in other.tokens if token.pos == "VERB"}
    if any(token.dep == "neg" for token in (*one.tokens, *other.tokens)):
        return None
    places = [
        index
        for index, token in enumerate(one.tokens)
        if token.pos == "VERB" and token.lemma in lemmas and token.dep in {"ROOT", "ccomp"}
        and token.lemma not in {"say", "tell", "add", "write", "ask"}
        and twins(one, index, other, 2)
    ]  # fmt: skip
    for at in dice.sample(places, len(places)):
        verb = one.tokens[at]
        helpers = [t for t in one.tokens if t.head == at and t.dep in {"aux", "auxpass"}]
        if helpers and helpers[0].text.lower() != "to":
            helper = one.tokens.index(helpers[0])
            return put(one, helper, helper, f"{helpers[0].text} not", verb.text)
        if not helpers and verb.tag == "VBD":
            return put(one, at, at, f"did not {verb.lemma}", verb.text)
    return None


def antonym(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """A word turned into its opposite."""
    opposite = {}
    for pair in OPPOSITES.replace("\n", "|").split("|"):
        left, right = pair.split()
        opposite |= {left: right, right: left}
    theirs = {token.text.lower() for token in other.tokens}
    places = [
        index
        for index, token in enumerate(one.tokens)
        if token.text in opposite and token.text in theirs and opposite[token.text] not in theirs
        and twins(one, index, other, 1 + (token.pos == "VERB"))
    ]  # fmt: skip
    if not places:
        return None
    at = dice.choice(places)
    return put(one, at, at, opposite[one.tokens[at].text])


def speaker(one: Statement, other: Statement, pools: Pools, dice: random.Random) -> Change | None:
    """The one who says it becomes somebody else."""
    found = speaking(one, other)
    if found is None:
        return None
    name, first, last = found
    rest = [
        p
        for p in pools.names[one.tokens[last].entity]
        if p.split()[-1] not in one.text + other.text
    ]
    return put(one, first, last, dice.choice(rest), name)


def source(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """The one who says it is only described."""
    found = speaking(one, other)
    if found is None or dice.random() < SPEAKERS_KEPT:
        return None
    name, first, last = found
    words = dice.choice(SOURCES)
    while first and one.tokens[first - 1].dep in {"compound", "det", "amod"}:
        first -= 1
    return put(one, first, last, words if first else words.capitalize(), name)


def speaking(one: Statement, other: Statement) -> tuple[str, int, int] | None:
    """Return the name that says most of the same in both, with its tokens in `one`."""
    stems = [frozenset(content_words(statement.text)) for statement in (one, other)]
    if len(stems[0] & stems[1]) < MIN_SAID * min(map(len, stems)):
        return None
    theirs = {
        (name.split()[-1], other.tokens[last].entity)
        for name, _, last in names_in(other)
        if speaks(other, last)
    }
    for name, first, last in names_in(one):
        if (name.split()[-1], one.tokens[last].entity) in theirs and speaks(one, last):
            return name, first, last
    return None


def speaks(statement: Statement, index: int) -> bool:
    token = statement.tokens[index]
    above = statement.tokens[token.head]
    if token.dep == "pobj" and above.text == "to":
        return statement.tokens[above.head].text.lower() in {"according", "accord"}
    return token.dep == "nsubj" and above.lemma in SPEAKING.split()


def hedge(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """A hedge before a past-tense verb that both assert flatly."""
    lemmas = {token.lemma for token in other.tokens if token.tag in {"VBD", "VBN"}}
    hedged = ("alleged", "report", "appar", "may", "might", "suppos", "suspect", "believ")
    if any(token.text.lower().startswith(hedged) for token in (*one.tokens, *other.tokens)):
        return None
    places = [
        index
        for index, token in enumerate(one.tokens)
        if token.tag == "VBD" and token.pos == "VERB" and token.lemma in lemmas
        and token.lemma not in {"say", "tell", "add", "write", "ask", "be", "have"}
        and not any(quote.start <= token.start < quote.end for quote in one.quotations)
        and twins(one, index, other, 2)
    ]  # fmt: skip
    if not places:
        return None
    at = dice.choice(places)
    words = f"{dice.choice(('allegedly', 'reportedly', 'apparently'))} {one.tokens[at].text}"
    return put(one, at, at, words)


def role(one: Statement, other: Statement, _: Pools, __: random.Random) -> Change | None:
    """Two names of one sort, of which one is the subject of one verb in both, change places."""
    theirs = {name.split()[-1] for name, _, _ in names_in(other)}
    acts = {(name.split()[-1], deed(other, last)) for name, _, last in names_in(other)}
    names = [item for item in names_in(one) if item[0].split()[-1] in theirs]
    for (a, first, last), (b, begin, end) in combinations(names, 2):
        known = {(a.split()[-1], deed(one, last)), (b.split()[-1], deed(one, end))} & acts
        alike = one.tokens[last].entity == one.tokens[end].entity
        once = one.text.count(a.split()[-1]) == one.text.count(b.split()[-1]) == 1
        joined = {one.tokens[last].dep, one.tokens[end].dep} & {"conj", "appos"}
        if alike and once and not joined and any(verb for _, verb in known):
            start, stop = one.tokens[first].start, one.tokens[end].end
            middle = one.text[one.tokens[last].end : one.tokens[begin].start]
            return one.text[:start] + b + middle + a + one.text[stop:], b, a
    return None


def deed(statement: Statement, last: int) -> str:
    """Return the verb that a name is the subject of, "" for none; all verbs of saying are one."""
    token = statement.tokens[last]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return ""
    verb = statement.tokens[token.head].lemma
    return "say" if verb in SPEAKING.split() else verb


def unit(one: Statement, other: Statement, _: Pools, dice: random.Random) -> Change | None:
    """Another unit or scale behind a number that both have."""
    units = dict(pair.split() for pair in UNITS.replace("\n", "|").split("|"))
    theirs = [token.text.lower() for token in other.tokens]
    after = {tuple(theirs[i : i + 2]) for i in range(len(theirs))}
    places = [
        index
        for index in range(1, len(one.tokens))
        if one.tokens[index].text in units and one.tokens[index - 1].pos == "NUM"
        and (one.tokens[index - 1].text.lower(), one.tokens[index].text) in after
    ]  # fmt: skip
    if not places:
        return None
    at = dice.choice(places)
    return put(one, at, at, units[one.tokens[at].text])


RULES: Mapping[str, Callable[[Statement, Statement, Pools, random.Random], Change | None]] = {
    "quote": quote, "negation": negation, "antonym": antonym, "speaker": speaker,
    "source": source, "hedge": hedge, "role": role, "unit": unit,
}  # fmt: skip

if __name__ == "__main__":
    main()

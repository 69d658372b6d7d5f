"""The gate: what a sentence must pass before it may stand in a brief as agreed.

Two kinds of checks. Form: a complete, plain, single sentence. Sources: every number, date, name and
quoted word stands in a source (rounding understood), nothing in dispute is named, nobody's claim
becomes a flat fact, nothing is denied that no source denies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reporter.discrepancies.values import Day, Name, Number, Value, is_supported, values_of_tokens
from reporter.records import Article, Check, Discrepancy, Kind, Statement, Token
from reporter.summarize.completeness import missing_parts
from reporter.summarize.dangling import dangling
from reporter.summarize.licensing import unlicensed
from reporter.summarize.rendering import QUOTATION_MARKS, quoted_spans
from reporter.summarize.sentence import Sentence
from reporter.text.lexical import content_words, negations, plain, stem
from reporter.text.lexicon import HOLDING, QUOTING, STATING
from reporter.text.readability import quoted_parts
from reporter.text.syntax import Tree, tree_of

_MARKUP = re.compile(
    r"</?[a-zA-Z!][^>]*>|\*\*|__|`|\s\|\s|^\s*(?:[#>*•-]+|\d+[.)])\s|\]\(|https?://|[\x00-\x1f\x7f]"
)
_REPORTING = (STATING | QUOTING | HOLDING | {"accord", "want", "expect", "plan"}) - {
    *("go", "read", "post", "continue", "message", "blog", "signal", "cry", "sign", "sing", "cheer")
}
_ORPHANED = re.compile(r"(?:^|[\s“\"(])[‘']\s?(?=[^\W\d_])[^’']*$")
# A verb of saying in a relative clause ("those who think") attributes nothing.
_SUBORDINATE = frozenset({"relcl", "csubj"})
_SUPPOSING = frozenset({"if", "unless", "whether"})
_DENIALS = frozenset({"deni", "reject", "refut", "disput", "refus", "without", "lack", "fail"})
SURE_OF_QUOTE = 0.5
SURE_OF_DENIAL = 0.2
_SHORTEST_POST = 4  # content words
_SAME_POST = 0.9  # of them, that stand between another outlet's quotation marks
_UNWRITABLE = frozenset({Kind.NEGATION, Kind.CONTRADICTION})


@dataclass(frozen=True, slots=True)
class Sources:
    """What a sentence is checked against.

    `values` are the typed values of the statements, `words` their content stems, `quotable` their
    words in order without punctuation, one string a statement, `speakers` the names of those who
    are said to have said them; `claimed` says that what they tell is somebody's words. `disputed`
    are typed values, and `disputed_words` the words in order, on which outlets differ in a way that
    changes the meaning.
    """

    statements: tuple[Statement, ...]
    values: tuple[Value, ...]
    words: frozenset[str]
    quotable: tuple[str, ...]
    claimed: bool = False
    speakers: tuple[str, ...] = ()
    disputed: tuple[Value, ...] = ()
    disputed_words: tuple[str, ...] = ()


def gather_sources(
    statements: Sequence[Statement],
    articles: Mapping[str, Article],
    discrepancies: Sequence[Discrepancy] = (),
) -> Sources:
    """Return the sources of a cluster.

    Only discrepancies that change the meaning veto anything, and of those in quoted words only the
    sure ones.
    """
    disputes = [item for item in discrepancies if item.changes_meaning and not _is_unsure(item)]
    evidence = [
        item
        for dispute in disputes
        if dispute.kind not in _UNWRITABLE
        for side in dispute.sides
        for item in side.evidence
    ]
    disputed = [
        value
        for item in evidence
        for value in _values(item.statement, articles)
        if value.start < item.end and item.start < value.end
    ]
    texts = [plain(item.statement.text[item.start : item.end]) for item in evidence]
    speakers = sorted({plain(item.speaker) for item in statements if item.speaker})
    said = [item.text for item in statements] + speakers
    return Sources(
        statements=tuple(statements),
        values=tuple(value for item in statements for value in _values(item, articles)),
        words=frozenset(word for text in said for word in content_words(text)),
        quotable=tuple(plain(item.text) for item in statements),
        claimed=_are_claims(statements),
        speakers=tuple(speakers),
        disputed=tuple(disputed),
        disputed_words=tuple(dict.fromkeys(text for text in texts if text)),
    )


def is_writable(discrepancies: Sequence[Discrepancy]) -> bool:
    """Return whether a sentence could leave the dispute out: not where the whole is denied.

    A denial that is likelier none than one (see SURE_OF_DENIAL) keeps nothing from being told.
    """
    return not any(
        item.changes_meaning and item.kind in _UNWRITABLE and item.confidence >= SURE_OF_DENIAL
        for item in discrepancies
    )


def check_sentence(sentence: Sentence, sources: Sources, max_words: int) -> tuple[Check, ...]:
    """Return every check of `sentence`, in a fixed order."""
    text, tokens, values = sentence.text, sentence.tokens, sentence.values
    return (
        _check("not empty", [] if content_words(text) else ["no word"]),
        _check("plain text", _MARKUP.findall(text)),
        _check("length", _too_long(text, max_words)),
        _check("complete sentence", missing_parts(text, tokens, sources.statements)),
        _check("stands alone", dangling(text, tokens)),
        _check("balanced quotes", _unbalanced(text)),
        _check("no repetition", _repeated(text, sources)),
        _check("numbers sourced", _unsourced(values, Number, sources)),
        _check("dates sourced", _unsourced(values, Day, sources)),
        _check("names sourced", _unsourced(values, Name, sources)),
        _check("quotes verbatim", _misquoted(text, sources)),
        _check("nothing disputed", _disputed(text, values, sources)),
        _check("claims attributed", _flattened(text, tokens, sources)),
        _check("polarity kept", _polarity(text, sources) + unlicensed(text, tokens)),
    )


TOLERATED = frozenset({"length", "no repetition"})
"""What may be wrong with an extractive sentence where the cluster has no better one."""


def is_tolerable(checks: Sequence[Check]) -> bool:
    """Return whether an extractive sentence with these checks is still better than none."""
    return all(check.passed for check in checks if check.name not in TOLERATED)


def faithfulness(sentence: Sentence, sources: Sources) -> float:
    """Return 0..1: the share of content words found in a source times that of values found."""
    words = content_words(sentence.text)
    if not words:
        return 0.0
    found = sum(word in sources.words for word in words) / len(words)
    values = sentence.values
    wrong = sum(len(_unsourced(values, kind, sources)) for kind in (Number, Day, Name))
    return found * (1 - wrong / len(values) if values else 1.0)


def _check(name: str, faults: Sequence[str]) -> Check:
    return Check(name, not faults, "; ".join(dict.fromkeys(faults)))


def _is_unsure(item: Discrepancy) -> bool:
    # Outlets word a quotation in many ways; what all of them say would have no sentence left.
    return item.kind is Kind.QUOTE and item.confidence < SURE_OF_QUOTE


def _values(statement: Statement, articles: Mapping[str, Article]) -> tuple[Value, ...]:
    article = articles.get(statement.article_id)
    published = article.published if article else None
    return values_of_tokens(statement.text, statement.tokens, published)


def _too_long(sentence: str, max_words: int) -> list[str]:
    count = len(sentence.split())
    return [f"{count} words, {max_words} allowed"] if count > max_words else []


def _unbalanced(sentence: str) -> list[str]:
    uneven = sentence.count('"') % 2 == 1
    curly = sentence.count("“") != sentence.count("”")
    single = _ORPHANED.search(sentence)
    brackets = sentence.count("(") != sentence.count(")")
    return ["a mark without its partner"] if uneven or curly or single or brackets else []


def _repeated(sentence: str, sources: Sources) -> list[str]:
    allowed: Counter[str] = Counter()
    for text in sources.quotable:
        allowed |= _trigrams(text)
    return [
        trigram
        for trigram, count in _trigrams(plain(sentence)).items()
        if count > max(1, allowed[trigram])
    ]


def _trigrams(text: str) -> Counter[str]:
    words = text.split()
    return Counter(" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))


def _unsourced(
    values: Sequence[Value], kind: type[Number] | type[Day] | type[Name], sources: Sources
) -> list[str]:
    stands: Callable[[Value], bool] = (
        _all_words_stand(sources) if kind is Name else lambda _value: False
    )
    return [
        value.text
        for value in values
        if isinstance(value, kind) and not is_supported(value, sources.values) and not stands(value)
    ]


def _all_words_stand(sources: Sources) -> Callable[[Value], bool]:
    # The parser may see a name in a sentence where it saw none in the source of the same words.
    said = (*sources.quotable, *sources.speakers)
    texts = [frozenset(stem(word) for word in text.split()) for text in said]

    def stands(value: Value) -> bool:
        words = {stem(word) for word in plain(value.text).split()}
        return any(words <= text for text in texts)

    return stands


def _misquoted(sentence: str, sources: Sources) -> list[str]:
    quoted = [sentence[span.start : span.end] for span in quoted_spans(sentence)]
    return [
        text
        for text in quoted
        if (words := plain(text))
        and (
            not any(f" {words} " in f" {s} " for s in sources.quotable)
            or _ends_early(text, sources)
            or _begins_late(text, sources)
        )
    ]


def _begins_late(quoted: str, sources: Sources) -> bool:
    """Whether words are quoted as a sentence that wherever a source has them go on from others."""
    opening = re.findall(r"\w+", quoted)[:3]
    if not opening or not opening[0][:1].isupper():
        return False
    beginning = re.compile(rf"(\w\W?)? {opening[0].lower()}\W+" + r"\W+".join(opening[1:]))
    told = [item.text for item in sources.statements]
    anew = re.compile(r"\W+".join(map(re.escape, opening)))
    return any(beginning.search(text) for text in told) and not any(map(anew.search, told))


def _ends_early(quoted: str, sources: Sources) -> bool:
    """Whether a whole sentence is quoted that goes on wherever a source has it."""
    words = [re.escape(word) for word in re.findall(r"\w+", quoted)[-3:]]
    whole = quoted.strip(QUOTATION_MARKS)
    if not whole[:1].isupper() or whole[-1:] not in {".", "!", "?"}:
        return False
    ending = re.compile(r"\W+".join(words) + r"\b(\W*)", re.IGNORECASE)
    after = [found[1] for item in sources.statements for found in ending.finditer(item.text)]
    return bool(after) and not any(space.strip() or not space for space in after)


def _disputed(sentence: str, values: Sequence[Value], sources: Sources) -> list[str]:
    named = [value.text for value in values if is_supported(value, sources.disputed)]
    told = f" {plain(sentence)} "
    return named + [words for words in sources.disputed_words if f" {words} " in told]


def _flattened(sentence: str, tokens: Sequence[Token], sources: Sources) -> list[str]:
    """Ask for a speaker where sources report somebody's words and no two assert it themselves."""
    if not sources.claimed:
        return []
    tree = tree_of(tokens)
    quoted = quoted_spans(sentence)
    for index, token in enumerate(tokens):
        inside = any(span.start <= token.start < span.end for span in quoted)
        chain = (index, *tree.ancestors(index))
        apart = any(tokens[i].dep in _SUBORDINATE or _is_supposed(tree, i) for i in chain)
        if token.lemma.lower() in _REPORTING and not inside and not apart:
            return []
    return ["the sources only report it as somebody's words"]


def _is_supposed(tree: Tree, verb: int) -> bool:
    """Whether a clause is a condition: "if Lund said this" attributes nothing to Lund."""
    marks = (tree.tokens[i] for i in tree.children[verb] if tree.tokens[i].dep == "mark")
    return tree.tokens[verb].dep == "advcl" and any(t.text.lower() in _SUPPOSING for t in marks)


def _are_claims(statements: Sequence[Statement]) -> bool:
    """Whether somebody's words are reported and no two articles assert anything themselves."""
    said = [
        frozenset(content_words(part)) for item in statements for part in quoted_parts(item.text)
    ]
    own = [item for item in statements if not _is_claimed(item, said)]
    return len({item.article_id for item in own}) < 2 and len(own) < len(statements)


def _is_claimed(statement: Statement, quoted: Sequence[frozenset[str]]) -> bool:
    """Whether a statement is somebody's words: reported, or quoted whole by another outlet.

    An embedded post stands in an article without quotation marks.
    """
    words = frozenset(content_words(statement.text))
    enough = max(_SHORTEST_POST, _SAME_POST * len(words))
    return statement.reported or any(len(words & part) >= enough for part in quoted)


def _polarity(sentence: str, sources: Sources) -> list[str]:
    denied = _is_denied(sentence)
    of_sources = [_is_denied(item.text) for item in sources.statements]
    if denied and not any(of_sources):
        return ["denies what no source denies"]
    if not denied and of_sources and all(of_sources):
        return ["affirms what every source denies"]
    return []


def _is_denied(text: str) -> bool:
    return bool(negations(text)) or not _DENIALS.isdisjoint(content_words(text))

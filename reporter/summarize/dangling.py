"""Whom or what a sentence speaks of that only the sentence before it names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reporter.records import Token
from reporter.summarize.rendering import quoted_spans
from reporter.text.syntax import SUBJECTS

_DANGLING = re.compile(
    r"^(?:he|she|they|it|his|her|their|its|this|these|those|both)\b|\baforementioned\b|"
    r"^(?:by|at|until|since|before|after|during) (?:that|this|those|these|then)\b",
    re.IGNORECASE,
)
_TAGGED = re.compile(r"[”\"]\s+(?:he|she|they|it)\s", re.IGNORECASE)
_PERSONAL = frozenset({"he", "she", "they"})
_GROUPS = frozenset({"ORG", "NORP", "GPE"})
_SEVERAL = frozenset({"people", "police", "they", "anyone", "everyone", "those", "who", "many"})
_FIRST_PERSON = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|[Uu]s|[Mm]e|[Mm]ine|(?:[Mm]y|[Oo]ur)sel\w+)\b"
)
_SINGLE_QUOTED = re.compile(r"(?<!\w)[‘'].*?[’'](?!\w)")
# "It is raining", "it was announced that": nothing that could be named.
_EXPLETIVE = "expl"


def dangling(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find the pronoun that begins the sentence or tags its quotation, and so names nobody."""
    expletive = bool(tokens) and tokens[0].dep == _EXPLETIVE
    found = [] if expletive else _DANGLING.findall(sentence)
    # "That objection came late", but "That he won was no surprise".
    found += [token.text for token in tokens[:1] if token.text == "That" and token.dep != "mark"]
    found = found + _TAGGED.findall(sentence) + _first_person(sentence) + _unspoken(sentence)
    found += _unnamed_subject(sentence, tokens) + _unnamed_several(sentence, tokens)
    return found + _unnamed_object(sentence, tokens)


def _unspoken(sentence: str) -> list[str]:
    """Find that the whole is quoted and nobody said to have said it."""
    whole = any(span.start == 0 and span.end == len(sentence) for span in quoted_spans(sentence))
    return ["nobody who says it"] if whole else []


def _first_person(sentence: str) -> list[str]:
    """Find "we" or "I" outside quotation marks: somebody's words told as the outlet's own."""
    outside = sentence
    for span in reversed(quoted_spans(sentence)):
        outside = outside[: span.start] + " " + outside[span.end :]
    return _FIRST_PERSON.findall(_SINGLE_QUOTED.sub(" ", outside))


def _unnamed_subject(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find "they" as the subject of a main verb before which nobody is named."""
    quoted = quoted_spans(sentence)
    return [
        token.text
        for index, token in enumerate(tokens)
        if token.dep in SUBJECTS
        and token.text.lower() in _PERSONAL
        and tokens[token.head].dep == "ROOT"
        and not any(span.start <= token.start < span.end for span in quoted)
        and not any(
            (before.dep in SUBJECTS and before.pos != "PRON") or before.entity == "PERSON"
            for before in tokens[:index]
        )
    ]


def _unnamed_several(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find "them" before which nothing is named that could be several: "Lund walked to them"."""
    quoted = quoted_spans(sentence)
    for index, token in enumerate(tokens):
        if token.text != "them" or any(s.start <= token.start < s.end for s in quoted):
            continue
        before = tokens[:index]
        several = any(
            item.tag in {"NNS", "NNPS", "CD"}
            or item.dep == "conj"
            or item.entity in _GROUPS
            or item.text.lower() in _SEVERAL
            for item in before
        )
        return [] if several else [token.text]
    return []


def _unnamed_object(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Find "him" before which no single one is named: "Police decided to stop him"."""
    quoted = quoted_spans(sentence)
    for index, token in enumerate(tokens):
        if token.tag != "PRP" or token.text not in {"him", "her"}:
            continue
        inside = any(span.start <= token.start < span.end for span in quoted)
        named = any(item.tag in {"NN", "NNP", "PRP"} for item in tokens[:index])
        return [] if inside or named else [token.text]
    return []

"""From what an instruction model answers to the one sentence that was asked for."""

from __future__ import annotations

import re

from reporter.text.boundaries import sentence_spans
from reporter.text.quotations import quoted_in_lines

_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:the\s+)?(?:sentence|answer|summary|output|response)\s*:\s*", re.IGNORECASE
)
_LIST_MARK = re.compile(r"^(?:[-*•]|\d{1,2}[.)])\s+")
_PREFACE = re.compile(r"^(?:here|sure|certainly|okay|ok|of course)\b[^“\"]*:$", re.IGNORECASE)
_EMPHASIS = re.compile(r"^(\*\*|__|\*|_)(.+)\1$")
_WRAPPED = {'"': '"', "“": "”"}


def first_sentence(answer: str) -> str:
    """Return the first sentence of an answer, or "" where it has none.

    Thoughts, a preface ("Here is the sentence:"), a label, a list mark, emphasis and quotation
    marks around the whole are not part of it.
    """
    line = _first_line(answer)
    if not line:
        return ""
    (quotes,) = quoted_in_lines([line])
    spans = sentence_spans(line, quotes)
    return _unwrapped(line[spans[0].start : spans[0].end]) if spans else ""


def goes_past_sentence(answer: str) -> bool:
    """Return whether an answer in the making already holds its first sentence and more.

    A sentence inside a quotation that is still open does not count, for the quotation may be part
    of a longer one.
    """
    if answer.count("<think") > answer.count("</think"):
        return False
    *complete, last = _THINKING.sub("", answer).split("\n")
    if _first_line("\n".join(complete)):
        return True
    line = _first_line(last)
    (quotes,) = quoted_in_lines([line])
    return all(quoted.closed for quoted in quotes) and len(sentence_spans(line, quotes)) > 1


def _first_line(answer: str) -> str:
    for line in _THINKING.sub("", answer).splitlines():
        plain = _unwrapped(_LABEL.sub("", _LIST_MARK.sub("", line.strip())))
        if plain and not _PREFACE.match(plain):
            return plain
    return ""


def _unwrapped(text: str) -> str:
    """Take emphasis and quotation marks off that enclose the whole text and nothing but it."""
    emphasis = _EMPHASIS.match(text)
    if emphasis:
        text = emphasis[2].strip()
    closer = _WRAPPED.get(text[:1])
    inner = text[1:-1]
    if closer and len(text) > 2 and text.endswith(closer) and not {text[0], closer} & set(inner):
        return inner.strip()
    return text

"""What an outlet says in its own voice, over a whole article."""

from __future__ import annotations

import re
from functools import lru_cache

from reporter.text.lexical import fold
from reporter.text.quotations import quoted_in_lines

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=16)
def own_words(article: str) -> tuple[str, ...]:
    """Return the words outside quotation marks, folded, in the order of the text."""
    lines = article.split("\n")
    own = []
    for line, quotations in zip(lines, quoted_in_lines(lines), strict=True):
        ends = [0, *(place for one in quotations for place in (one.start, one.end)), len(line)]
        own += [line[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]
    return tuple(word for text in own for word in _WORD.findall(fold(text)))

"""People whom an article gives a title, whatever a parser takes their surname for elsewhere.

It judges each sentence alone, and sees a body in "Lund imposed a tax". An article uses a name in
one sense (Gale, Church and Yarowsky 1992): where it has "President Lund", so is "Lund".
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from reporter.discrepancies.values.aliases import known_as
from reporter.discrepancies.values.typed import Name

_TITLED = (
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|President|Senator|Representative|Governor|Secretary|"
    r"Minister|Chancellor|Justice|Judge|Mayor|General)\.? (?:[A-Z][\w.’'-]* ){0,2}"
)
_MOST_KEPT = 4096


def as_person(name: Name, article: str) -> Name:
    """Return a lone word that the article elsewhere gives a title as the name of a person."""
    if name.label == "person" or len(name.words) != 1 or name.titles or known_as(name):
        return name
    return replace(name, label="person") if _is_titled(name.text, article) else name


@lru_cache(_MOST_KEPT)
def _is_titled(word: str, article: str) -> bool:
    return re.search(rf"{_TITLED}{re.escape(word)}\b", article) is not None

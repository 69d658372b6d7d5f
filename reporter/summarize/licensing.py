"""Words that need a denial, a doubt or a condition around them: "any", "ever", "anymore".

"It has been ten years since the council made any repairs", cut to "The council made any repairs",
says the opposite of what was meant. Such negative polarity items (Ladusaw 1979, "Polarity
Sensitivity as Inherent Scope Relations") show it: nothing is left that allows them.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporter.records import Token
from reporter.summarize.rendering import quoted_spans
from reporter.text.lexical import NEGATIONS

_POLAR = frozenset({"any", "anything", "anyone", "anybody", "anywhere", "ever", "anymore"})
# "Any driver knows" and "will take any road" mean every one; of what was done once, "any" cannot.
_DONE = frozenset({"VBD", "VBN"})
_LICENSING = frozenset(
    """
    if unless whether than before until without against since beyond far from too or like
    hardly barely rarely seldom scarcely little few only first last least every all each whoever
    deny refuse reject fail lack doubt ban bar prohibit prevent avoid refute dismiss stop forbid
    oppose decline ask question wonder investigate check search seek look demand call urge require
    surprise shock regret unlikely impossible unable unaware difficult hard free rule exclude
    restrict limit block resist dispute reluctant fear worry warn violate
    """.split()  # noqa: SIM905
)
_COMPARING = frozenset({"JJR", "JJS", "RBR", "RBS", "MD"})


def unlicensed(sentence: str, tokens: Sequence[Token]) -> list[str]:
    """Return the words of `sentence`, whose parse is `tokens`, that nothing in it allows.

    Words between quotation marks are somebody's own.
    """
    quoted = quoted_spans(sentence)
    own = [
        token
        for token in tokens
        if not any(span.start <= token.start < span.end for span in quoted)
    ]
    if any(_licenses(token) for token in tokens) or sentence.rstrip().endswith("?"):
        return []
    done = any(token.tag in _DONE for token in own)
    found = [token.text for token in own if done and token.text.lower() in _POLAR]
    return [f"{word!r} of what nothing denies" for word in found]


def _licenses(token: Token) -> bool:
    word, lemma = token.text.lower(), token.lemma.lower()
    return (
        token.dep == "neg"
        or word in NEGATIONS
        or bool({word, lemma} & _LICENSING)
        or token.tag in _COMPARING
        or lemma.startswith("un")
    )

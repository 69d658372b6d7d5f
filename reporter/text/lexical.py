"""What can be read off a text without a model: words, stems, numbers, names, negation.

Everything here is a pure function of the text. `profile` gathers it once per text; the lexical
scorer and anything else that compares wording start from there.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import snowballstemmer

_WORD = re.compile(
    r"[$€£¥]?\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?%?"  # 1,200  $2.5  21st  4.6%
    r"|(?:[^\W\d_]\.){2,}"  # U.S.
    r"|[^\W_]+(?:[’'][^\W\d_]+)*",  # don't, O'Neill, COVID19
)
_SENTENCE_END = re.compile(r"(?:^|[.!?:]\s|[\"“«‘(]\s?)$")

_FUNCTION_WORDS = """
a about above after again all also although am among an and any are as at be because been before
being below between both but by can could did do does doing down during each either else even
ever few for from further had has have having he her here hers herself him himself his how
however i if in into is it its itself just let like many may me might more most much must my
myself of off on once only or other our ours out over own per rather s same say says said saying
shall she should since so some such t than that the their theirs them themselves then there
these they this those though through thus to too toward towards under until up upon us very via
was we were what when where whether which while who whom whose why will with would yet you your
yours
according added told asked well now still one
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
_CUES = "no not never none nobody nothing nowhere neither nor without cannot nt hardly barely"
NEGATIONS = frozenset(_CUES.split())

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORDS = {word: float(value) for value, word in enumerate(_UNITS.split())} | {
    word: 10.0 * (position + 2) for position, word in enumerate(_TENS.split())
}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"dozen": 12.0, "m": 1e6, "bn": 1e9, "mn": 1e6, "k": 1e3}
_PERCENT = frozenset({"percent", "pct"})
# "one of them", "no one": as a rule not a count, so it is read as a number only before a scale.
_AMBIGUOUS = frozenset({"one"})

# With fewer texts than this, frequencies say little; both figures: see docs/matching.md.
_MIN_BACKGROUND = 50
EVIDENCE_SCALE = 3.0

_MOST_LEARNT = 65536
_content_words: dict[str, tuple[str, ...]] = {}

_STEMMER = snowballstemmer.stemmer("english")


@dataclass(frozen=True, slots=True)
class Word:
    """A word at `start:end`; `stem` is its Snowball stem, or for a number its canonical value.

    `content` is false for function words, `number` true for figures and spelt-out numbers, `name`
    true for a capitalised word that is not merely the first of its sentence.
    """

    start: int
    end: int
    text: str
    stem: str
    content: bool = True
    number: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """The words of one text and what follows from them; every tuple is in order of appearance."""

    words: tuple[Word, ...]
    negations: tuple[str, ...]

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that carry meaning: no function words, no negation cues."""
        return tuple(word for word in self.words if word.content)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Canonical values: "twelve" and "12" are "12", "$2.5 billion" is "2500000000"."""
        return tuple(word.stem for word in self.words if word.number)

    @property
    def names(self) -> tuple[str, ...]:
        """Stems of capitalised words."""
        return tuple(word.stem for word in self.words if word.name)


@lru_cache(maxsize=65536)
def profile(text: str) -> Profile:
    """Return the words, numbers, names and negation cues of `text`; any string will do."""
    words = tuple(_words(text))
    return Profile(words, tuple(word.stem for word in words if word.stem in NEGATIONS))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of one word: case, accents, apostrophes and inflection removed."""
    plain = fold(word).replace(".", "")
    plain = plain.removesuffix("'s").removesuffix("'")
    if plain.endswith("n't"):
        return "nt"
    return str(_STEMMER.stemWord(plain.replace("'", "")))


def fold(text: str) -> str:
    """Return `text` in lower case without accents and with straight apostrophes."""
    if text.isascii():
        # Most words by far, and a tenth of the cost.
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def plain(text: str) -> str:
    """Return the words of a text in order, in small letters and without punctuation."""
    return " ".join(word.text.casefold().replace("’", "'") for word in profile(text).words)


def content_words(text: str) -> tuple[str, ...]:
    """Return the stems of the words of `text` that carry meaning, in order, with repeats."""
    if text not in _content_words:
        learn({text: tuple(word.stem for word in profile(text).content)})
    return _content_words[text]


def learn(words: Mapping[str, tuple[str, ...]]) -> None:
    """Spare `content_words` the texts that an earlier run found these words in."""
    if len(_content_words) + len(words) > _MOST_LEARNT:
        _content_words.clear()
    _content_words.update(words)


def numbers(text: str) -> tuple[str, ...]:
    """Return the canonical values of the figures and spelt-out numbers of `text`, in order."""
    return profile(text).numbers


def negations(text: str) -> tuple[str, ...]:
    """Return the negation cues of `text`, in order ("n't" as "nt")."""
    return profile(text).negations


def names(text: str) -> tuple[str, ...]:
    """Return the stems of the capitalised words of `text` (not merely sentence-initial)."""
    return profile(text).names


def rarity(texts: Iterable[str]) -> Mapping[str, float]:
    """Return how rare (0..1) each content stem is among the distinct `texts`.

    1 for a stem of one text alone, falling with the logarithm of the share of texts that have it
    (inverse document frequency, Sparck Jones 1972). What every text of a story names, such as its
    protagonists, tells its statements apart least.
    """
    distinct = sorted({*texts})
    counts = Counter(word for text in distinct for word in {*content_words(text)})
    size = max(len(distinct), _MIN_BACKGROUND) + 1
    most = math.log(size / 1.5)
    return {word: max(0.0, math.log(size / (n + 0.5)) / most) for word, n in counts.items()}


def shared_evidence(a: str, b: str, weights: Mapping[str, float]) -> float:
    """Return how much (0..1) the content words that two texts share say that they belong together.

    `1 - exp(-x / 3)`, where x sums the `weights` (see `rarity`) of the distinct shared stems: one
    shared rare word is a hint, ten are a proof; a stem without weight counts 1.
    """
    shared = sorted({*content_words(a)} & {*content_words(b)})
    return 1 - math.exp(-sum(weights.get(word, 1.0) for word in shared) / EVIDENCE_SCALE)


def _words(text: str) -> Iterator[Word]:
    found = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    # Headlines in capitals throughout tell nothing about names.
    shouting = text.upper() == text
    position = 0
    while position < len(found):
        used, value = _number(text, found, position)
        if used:
            start, end = found[position][0], found[position + used - 1][1]
            yield Word(start, end, text[start:end], value, number=True)
            position += used
            continue
        yield _plain_word(text, *found[position], shouting)
        position += 1


def _plain_word(text: str, start: int, end: int, surface: str, shouting: bool) -> Word:
    root = stem(surface)
    lowered = fold(surface)
    function = lowered in STOP_WORDS or root in NEGATIONS or not root
    name = surface[0].isupper() and not shouting and not function
    if name and not surface.isupper() and _SENTENCE_END.search(text[max(0, start - 3) : start]):
        name = False
    return Word(start, end, surface, root, content=not function, name=name)


def _number(text: str, found: Sequence[tuple[int, int, str]], at: int) -> tuple[int, str]:
    """Return how many words from `at` on make up one number, and its canonical value."""
    total, current, used, percent = 0.0, 0.0, 0, False
    for _, _, surface in _joined(text, found, at):
        lowered = fold(surface)
        figure = None if used else _figure(lowered)
        if figure is not None:
            current, percent = figure, lowered.endswith("%")
        elif lowered in _NUMBER_WORDS and (not used or _adds(current, _NUMBER_WORDS[lowered])):
            current += _NUMBER_WORDS[lowered]
        elif used and lowered == "hundred":
            current *= 100
        elif used and lowered in _SCALES:
            total, current = total + current * _SCALES[lowered], 0.0
        elif used and lowered in _PERCENT:
            used, percent = used + 1, True
            break
        else:
            break
        used += 1
    if used == 1 and fold(found[at][2]) in _AMBIGUOUS:
        return 0, ""
    return used, f"{total + current:.10g}" + ("%" if percent else "")


def _joined(
    text: str, found: Sequence[tuple[int, int, str]], at: int
) -> Iterator[tuple[int, int, str]]:
    """Yield the words from `at` on as long as only spaces or hyphens stand between them."""
    yield found[at]
    for before, word in pairwise(found[at:]):
        if text[before[1] : word[0]].strip(" -\u2010\u2011"):
            return
        yield word


def _adds(current: float, value: float) -> bool:
    """Whether `value` may follow `current` in one number: "twenty" + "five", "hundred" + "six"."""
    return (current % 100 == 0 and current > 0) or (current % 100 >= 20 and value < 10)


def _figure(lowered: str) -> float | None:
    digits = re.sub(r"(?:st|nd|rd|th|s)?%?$", "", lowered.lstrip("$€£¥"))
    if not digits[:1].isdigit():
        return None
    # A comma before three digits groups thousands; any other is a decimal comma.
    digits = re.sub(r",(?=\d{3}(?:\D|$))", "", digits).replace(",", ".")
    try:
        return float(digits)
    except ValueError:
        return None

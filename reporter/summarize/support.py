"""How far the statements of a cluster bear out a sentence: word by word, and one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import LCSseq

from reporter.records import Statement
from reporter.text.lexical import Word, plain, profile

BETA = 1.0
DETAIL_WEIGHT = 2.0

SAYS_SO = 0.22
"""Mean of the shares of all words and of the words that are no names from which a statement bears
a sentence out."""
SAYS_MORE_THAN_NAMES = 0.06
"""Share of the words that are no names below which it only speaks of the same people."""

WORTH_ASKING = 0.1
SURELY_SAYS_SO = 0.55
"""Between these means of the two shares a judge of pairs has a say, if one is asked: words alone
miss a paraphrase, and take a neighbour on the same subject for one."""
SAY_OF_JUDGE = 0.3
"""How much a sure yes of the judge adds to the mean of the shares, and a sure no takes away."""

_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you", "who"})


class Support:
    """Which words of a cluster stand in how many of its groups (`groups`: article id -> group).

    `rarity` says how much (0..1) a stem tells the statements of the story apart; 1 where it is
    silent.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        groups: Mapping[str, str],
        rarity: Mapping[str, float] | None = None,
    ) -> None:
        self.statements = tuple(statements)
        self._group_of = groups
        self._rarity = rarity or {}
        self._stems = [
            frozenset(word.stem for word in profile(item.text).content) for item in statements
        ]
        self._sequences = [[word.stem for word in profile(item.text).words] for item in statements]
        self._groups_of: dict[str, set[str]] = {}
        for statement, stems in zip(statements, self._stems, strict=True):
            for stem in stems:
                self._groups_of.setdefault(stem, set()).add(groups[statement.article_id])
        self._weight = {
            word.stem: _weight(word)
            for statement in statements
            for word in profile(statement.text).content
        }
        # A name that begins a sentence is known by its other places.
        self._names = {
            word.stem
            for statement in statements
            for word in profile(statement.text).content
            if word.name
        }
        self._quotable = [(plain(item.text), groups[item.article_id]) for item in statements]
        self.speaker = _agreed_speaker(statements, groups)

    def is_shared(self, stem: str) -> bool:
        """Whether two or more groups use the word."""
        return len(self._groups_of.get(stem, ())) >= 2

    def is_quoted_alike(self, words: str) -> bool:
        """Whether two or more groups have these very words, one after the other."""
        wanted = f" {plain(words)} "
        return len({group for text, group in self._quotable if wanted in f" {text} "}) >= 2

    def precision(self, text: str) -> float:
        """Return the weighted share (0..1) of the content words of `text` that are shared."""
        words = profile(text).content
        total = sum(_weight(word) for word in words)
        return sum(_weight(word) for word in words if self.is_shared(word.stem)) / (total or 1.0)

    def recall(self, text: str) -> float:
        """Return the weighted share (0..1) of the shared words that `text` has."""
        present = {word.stem for word in profile(text).content}
        shared = [
            (stem, self._weight[stem] * (len(groups) - 1))
            for stem, groups in self._groups_of.items()
            if len(groups) >= 2
        ]
        total = sum(weight for _, weight in shared)
        return sum(weight for stem, weight in shared if stem in present) / (total or 1.0)

    def agreement(self, text: str) -> float:
        """Return the F-measure (0..1) of both."""
        p, r = self.precision(text), self.recall(text)
        return (1 + BETA**2) * p * r / (BETA**2 * p + r) if p and r else 0.0

    def likeness(self, text: str) -> float:
        """Return how far (0..1) other groups than the one it is closest to say `text` in its order.

        The mean over those groups of the F-measure of the longest common subsequence of stems.
        """
        words = [word.stem for word in profile(text).words]
        best: dict[str, float] = {}
        for statement, other in zip(self.statements, self._sequences, strict=True):
            group = self._group_of[statement.article_id]
            found = 2 * LCSseq.similarity(words, other) / (len(words) + len(other) or 1)
            best[group] = max(found, best.get(group, 0.0))
        rest = sorted(best.values())[:-1]
        return sum(rest) / len(rest) if rest else 0.0

    def bearing_out(
        self, text: str, judged: Mapping[str, float] | None = None
    ) -> tuple[Statement, ...]:
        """Return the statements that say what `text` says, or much of it, in their order.

        Names alone are not enough: those who speak of the same people need not say the same.
        `judged` maps ids of `doubtful` statements to how sure (0..1) a judge is that they speak of
        the same matter, whether or not a detail differs.
        """
        answers = judged or {}
        return tuple(
            statement
            for statement, (said, every) in zip(self.statements, self._shares(text), strict=True)
            if said >= SAYS_MORE_THAN_NAMES
            and (said + every) / 2 + SAY_OF_JUDGE * (2 * answers.get(statement.id, 0.5) - 1)
            >= SAYS_SO
        )

    def doubtful(self, text: str) -> tuple[Statement, ...]:
        """Return the statements whose words do not tell whether they say what `text` says."""
        return tuple(
            statement
            for statement, (said, every) in zip(self.statements, self._shares(text), strict=True)
            if 2 * WORTH_ASKING <= said + every < 2 * SURELY_SAYS_SO
        )

    def breadth(self, text: str, judged: Mapping[str, float] | None = None) -> float:
        """Return the share (0..1) of the groups that have a statement bearing `text` out."""
        groups = {self._group_of[item.article_id] for item in self.bearing_out(text, judged)}
        return len(groups) / len({self._group_of[item.article_id] for item in self.statements})

    def closeness(self, text: str) -> float:
        """Return how much (0..1) of `text` the statements that bear it out have on average."""
        words = {word.stem for word in profile(text).content}
        kept = {item.id for item in self.bearing_out(text)}
        shares = [
            self._share(words, stems)
            for statement, stems in zip(self.statements, self._stems, strict=True)
            if statement.id in kept
        ]
        return sum(shares) / len(shares) if shares else 0.0

    def _shares(self, text: str) -> list[tuple[float, float]]:
        """Return, a statement each, its shares of the words that are no names and of all words."""
        every = {word.stem for word in profile(text).content}
        unnamed = every - self._names or every
        return [(self._share(unnamed, stems), self._share(every, stems)) for stems in self._stems]

    def _share(self, wanted: set[str], stems: frozenset[str]) -> float:
        total = sum(self._rarity.get(stem, 1.0) for stem in sorted(wanted))
        found = sum(self._rarity.get(stem, 1.0) for stem in sorted(wanted & stems))
        return found / total if total else 0.0


def _weight(word: Word) -> float:
    return DETAIL_WEIGHT if word.number or word.name else 1.0


def _agreed_speaker(statements: Sequence[Statement], groups: Mapping[str, str]) -> str:
    """Return the fullest name of the speaker whom two groups name and none names otherwise."""
    named = [item for item in statements if _is_name(item.speaker or "")]
    names = sorted({item.speaker or "" for item in named}, key=lambda name: (-len(name), name))
    agreed = all(_may_be_one(names[0], other) for other in names)
    if not agreed or len({groups[item.article_id] for item in named}) < 2:
        return ""
    return names[0]


def _is_name(speaker: str) -> bool:
    return speaker[:1].isupper() and speaker.casefold() not in _PRONOUNS


def _may_be_one(fuller: str, other: str) -> bool:
    """Whether one person may bear both names: "Donald Trump" and "Mr. Trump", not "Eric Trump"."""
    ours, theirs = fuller.casefold().split(), other.casefold().split()
    titled = len(theirs) == 1 or theirs[0].endswith(".")
    return ours[-1] == theirs[-1] and (titled or ours[0] == theirs[0])

"""Add pairs that a model trained on build.py's mixture gets wrong, for a last round of training.

    python hard_pairs.py PAIRS DATA OUT [--seed 7]
    python train.py OUT VARIANT --base SHIPPED --rate 3e-5 --steps 600

A sentence and the same sentence with one word changed are a conflict nearly everywhere in that
mixture, so a model may learn that small differences are conflicts. Against that, OUT/train.jsonl
has four kinds of pairs, and as many rows of PAIRS/train.jsonl so that the rest is not forgotten:

- rewrites: sentences of two outlets, or of two translators, that share most words, all numbers,
  names and negations (entailment, or neutral where one says more);
- another matter: a change of a name against another change of the same sentence (neutral: who or
  where it happened differs as well), beside each change alone (contradiction);
- guesses: what will be against what may be (entailment one way, neutral the other).
"""

from __future__ import annotations

import argparse
import itertools
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from build import Row, is_held_out, read, write
from lexicon import ANTONYMS, MONTHS, WEEKDAYS
from sets import plain, premise_sentences

from reporter.text.lexical import content_words, names, negations, numbers, stem

ENTAILMENT, NEUTRAL, CONTRADICTION = "entailment", "neutral", "contradiction"
MOST = 5000
GUESSES = {
    "will": ("may", "might", "could"), "is": ("may be",), "are": ("may be",),
    "was": ("may have been",), "were": ("may have been",),
}  # fmt: skip
_VALUE = re.compile(rf"\b(?:{'|'.join((*WEEKDAYS, *MONTHS))}|\d{{1,3}})\b(?![,.]?\d)")
_FLAT = re.compile(r"(?<=[a-z] )(will|is|are|was|were)(?= [a-z]+)")
_NO_GUESS = re.compile(r"[\"“?]|\b(?:if|whether|that|which|who|not|n't|what|how)\b|\bthere\b", re.I)


def main() -> None:
    """Write OUT/train.jsonl."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    usual = read(options.pairs / "train.jsonl")
    kinds = {
        "outlets": outlets(options.data),
        "translators": translators(options.data / "wmt_news_equivalents.jsonl"),
        "another_matter": another_matter(usual, rng),
        "guesses": guesses(usual, rng),
    }
    train: list[Row] = []
    for kind, rows in kinds.items():
        made = list(rows)
        print(f"{kind}: {len(made)}")
        train += rng.sample(made, min(MOST, len(made)))
    train += rng.sample(usual, min(len(train), len(usual)))
    rng.shuffle(train)
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.out / "train.jsonl", train)
    print(f"{len(train)} to train on")


def outlets(data: Path) -> Iterator[Row]:
    """Yield rewrites of one sentence by two outlets of a story."""
    for name in ("neus_full_articles_train", "multi_outlet_stories"):
        for story in read(data / f"{name}.jsonl"):
            texts = [
                [s for line in article["text"].splitlines() for s in premise_sentences(line)]
                for article in story["articles"][:4]
            ]
            for left, right in itertools.combinations(texts, 2):
                yield from rewrites(left, right, "outlets")


def translators(file: Path) -> Iterator[Row]:
    """Yield a machine's translation against a human one, where their names and numbers agree."""
    for each in read(file):
        if not is_held_out(each["id"]):
            machine = [output["text"] for output in each["machine"][:1]]
            yield from rewrites(each["references"][:1], machine, "translators")


def rewrites(left: Sequence[str], right: Sequence[str], source: str) -> Iterator[Row]:
    """Yield pairs of nearly the same words, in both directions."""
    words = {text: frozenset(text.lower().split()) for text in (*left, *right)}
    for a, b in itertools.product(left, right):
        ours, theirs = words[a], words[b]
        shared, every = len(ours & theirs), len(ours | theirs)
        if not 7 <= len(ours) <= 45 or shared < 0.5 * every or bare(a) == bare(b):
            continue
        if not (is_held_out(a) or is_held_out(b)) and same_details(a, b):
            yield row(a, b, follows(a, b), source)
            yield row(b, a, follows(b, a), source)


def bare(text: str) -> str:
    """Return the letters and digits in lower case: what is left without marks and spaces."""
    return "".join(filter(str.isalnum, plain(text)))


def same_details(a: str, b: str) -> bool:
    """Say whether numbers, names and negations are the same and no word meets its opposite."""
    if set(numbers(a)) != set(numbers(b)) or len(negations(a)) != len(negations(b)):
        return False
    ours, theirs = ({word.lower() for name in names(t) for word in name.split()} for t in (a, b))
    if not (ours <= theirs or theirs <= ours):
        return False
    only = set(a.lower().split()) ^ set(b.lower().split())
    return not any(ANTONYMS.get(word) in only for word in only)


def follows(premise: str, hypothesis: str) -> str:
    """Return entailment unless the hypothesis has three content words more, or more names."""
    known = {stem(word) for word in content_words(premise)}
    new = {stem(word) for word in content_words(hypothesis)} - known
    more_names = len(set(names(hypothesis)) - set(names(premise))) > 1
    return NEUTRAL if len(new) >= 3 or more_names else ENTAILMENT


def another_matter(rows: Iterable[Row], rng: random.Random) -> Iterator[Row]:
    """Yield two changes of one sentence, one of a name and one of something else."""
    changes: dict[str, dict[str, str]] = defaultdict(dict)
    for each in rows:
        kind = each["source"].partition("news:")[2]
        if kind in ("name", "number", "date", "negation", "antonym"):
            changes[each["premise"]][kind] = each["hypothesis"]
    for sentence, found in changes.items():
        renamed = found.pop("name", None)
        texts = [*found.values(), other_value(sentence, rng)] if renamed else []
        for text in filter(None, texts[:2]):
            for first, second in ((renamed, text), (text, renamed)):
                yield row(first, second, NEUTRAL, "another_matter")
                yield row(sentence, first, CONTRADICTION, "another_matter")


def other_value(sentence: str, rng: random.Random) -> str | None:
    """Return the sentence with another weekday, month or number, None where it has none."""
    found = list(_VALUE.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    if match[0].isdigit():
        new = str(int(match[0]) * 2 + rng.randrange(1, 4))
    else:
        kind = WEEKDAYS if match[0] in WEEKDAYS else MONTHS
        new = rng.choice([name for name in kind if name != match[0]])
    return sentence[: match.start()] + new + sentence[match.end() :]


def guesses(rows: Iterable[Row], rng: random.Random) -> Iterator[Row]:
    """Yield what is said flatly against the same as a guess."""
    texts = sorted({each["premise"] for each in rows if each["source"] == "news:neighbour"})
    for text in texts:
        found = _FLAT.search(text)
        if found and not _NO_GUESS.search(text):
            guess = rng.choice(GUESSES[found[1]])
            unsure = text[: found.start()] + guess + text[found.end() :]
            yield row(text, unsure, ENTAILMENT, "guesses")
            yield row(unsure, text, NEUTRAL, "guesses")


def row(premise: str, hypothesis: str, label: str, source: str) -> Row:
    """Return a row as build.py writes it."""
    return {
        "premise": premise, "hypothesis": hypothesis, "label": label, "source": f"hard:{source}",
    }  # fmt: skip


if __name__ == "__main__":
    main()

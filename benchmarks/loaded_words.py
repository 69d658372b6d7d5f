"""How far the lists of loaded words agree with annotators.

    python benchmarks/loaded_words.py SENTENCES.jsonl

Rows have `text` and `biased_words`, the words and phrases that annotators marked as biased. Counted
are distinct words of a sentence outside quotation marks: those that the lists call loaded
(`discrepancies/wording.py`), those that are marked, and those that are both. Odd and even lines are
printed apart, for the lists were written with a look at one half.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reporter.backends.registry import open_parser
from reporter.config import Settings
from reporter.discrepancies.wording import is_loaded
from reporter.evaluate.run import read_rows
from reporter.records import Token
from reporter.text.lexical import fold
from reporter.text.quotations import quoted_in_lines

Counts = tuple[int, int, int]
"""Words that are called loaded, that are marked, and that are both."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sentences", type=Path, metavar="SENTENCES.jsonl")
    rows = list(read_rows(parser.parse_args().sentences))
    parsed = open_parser(Settings().models).parse([row["text"] for row in rows])
    found = [count(row, tokens) for row, tokens in zip(rows, parsed, strict=True)]
    print("| lines | called loaded | marked | precision | recall |\n|---|--:|--:|--:|--:|")
    for name, part in (("odd", found[::2]), ("even", found[1::2]), ("all", found)):
        print(line(name, part))


def count(row: Mapping[str, Any], tokens: Sequence[Token]) -> Counts:
    """Return the counts of one sentence."""
    open_words = [(index, fold(tokens[index].text)) for index in outside(row["text"], tokens)]
    marked = {fold(word) for phrase in row["biased_words"] for word in phrase.split()}
    marked &= {word for _, word in open_words}
    called = {word for index, word in open_words if is_loaded(tokens, index)}
    return len(called), len(marked), len(called & marked)


def outside(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the tokens outside quotation marks: what is quoted is not the outlet's own."""
    (quoted,) = quoted_in_lines([" ".join(text.split("\n"))])
    for index, token in enumerate(tokens):
        if not any(span.start <= token.start < span.end for span in quoted):
            yield index


def line(name: str, part: Sequence[Counts]) -> str:
    called, marked, both = (sum(counts) for counts in zip(*part, strict=True))
    precision, recall = both / max(1, called), both / max(1, marked)
    return f"| {name} | {called} | {marked} | {precision:.2f} | {recall:.2f} |"


if __name__ == "__main__":
    main()

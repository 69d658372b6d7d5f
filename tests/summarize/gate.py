"""Sentences before the gate, with the statements that they are written from."""

from __future__ import annotations

from datetime import date

from reporter.backends import Parser
from reporter.records import Article, Discrepancy, Statement
from reporter.sentences import statements_from_sentences
from reporter.summarize.faithfulness import check_sentence, gather_sources
from reporter.summarize.sentence import sentence_of

DAY = date(2031, 3, 13)
ARTICLES = {
    f"a{place}": Article(f"a{place}", "x", f"Outlet {place}", True, "", "", published=DAY)
    for place in range(4)
}
SOURCES = (
    "The ferry Marit ran aground near Port Aldan on Wednesday with 212 people aboard.",
    "About 200 passengers were on the Marit when the ferry ran aground off Port Aldan.",
)


def statements(texts: tuple[str, ...], parser: Parser) -> list[Statement]:
    found = []
    for place, text in enumerate(texts):
        article = Article(f"a{place}", "x", f"Outlet {place}", True, "", text, published=DAY)
        found.append(statements_from_sentences(article, [text], parser)[0])
    return found


def failed(
    sentence: str,
    parser: Parser,
    texts: tuple[str, ...] = SOURCES,
    disputes: tuple[Discrepancy, ...] = (),
    max_words: int = 30,
) -> list[str]:
    """Return the names of the checks that `sentence` fails, written from `texts`."""
    sources = gather_sources(statements(texts, parser), ARTICLES, disputes)
    told = sentence_of(sentence, parser.parse([sentence])[0])
    checks = check_sentence(told, sources, max_words)
    return [check.name for check in checks if not check.passed]

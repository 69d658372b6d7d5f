"""Changes around quoted words: one sentence of several, and a name for who says them."""

from __future__ import annotations

from reporter.records import Statement
from reporter.summarize.clauses import PRONOUNS
from reporter.summarize.rendering import QUOTATION_MARKS, Part, quoted_sentences
from reporter.text.syntax import tree_of


def single_quoted_sentences(statement: Statement) -> tuple[tuple[Part, ...], ...]:
    """Return what to remove so that a quotation of several sentences keeps one, a tuple a choice.

    The kept sentence stays word for word; the mark at its end is the quotation's own.
    """
    choices = []
    for quotation in statement.quotations:
        sentences = quoted_sentences(quotation.text)
        before = statement.text[: quotation.start].rstrip(f"{QUOTATION_MARKS} ")
        # "Lund faced “grave threats. The port is closed.”": the first belongs to what is before.
        if before[-1:].isalnum():
            continue
        for kept in sentences if len(sentences) > 1 else ():
            start, end = quotation.start + kept.start, quotation.start + kept.end
            last = kept is sentences[-1]
            parts = [Part("quoted sentence", quotation.start, start)] * (kept.start > 0)
            # A question must not become a statement by the mark of another sentence.
            if not last and quotation.text[kept.end - 1] != ".":
                continue
            if not last:
                stops = quotation.text[-1:] in {".", ","}
                parts.append(Part("quoted sentence", end - stops, quotation.end - stops))
            choices.append(tuple(parts))
    return tuple(choices)


def spoken_by(statement: Statement, name: str) -> tuple[Part, ...]:
    """Return what to change so that `name` stands where the statement only has a pronoun.

    That is the pronoun which is the subject of the main verb, or for a statement that is nothing
    but quoted words, the missing frame: `NAME said: “...”`. () where there is nothing to change.
    """
    tree = tree_of(statement.tokens)
    text = statement.text
    words = text.strip().strip(QUOTATION_MARKS).strip()
    if any(len(item.text.strip()) >= len(words) for item in statement.quotations):
        start = text.index(words) if words else 0
        frame = Part("frame", 0, start, f"{name} said: “")
        return (frame, Part("frame", start + len(words), len(text), "”"))
    for index, token in enumerate(tree.tokens):
        if token.dep == "ROOT":
            subject = tree.subject(index)
            if subject is not None and tree.tokens[subject].text.lower() in PRONOUNS:
                pronoun = tree.tokens[subject]
                return (Part("pronoun", pronoun.start, pronoun.end, name),)
    return ()

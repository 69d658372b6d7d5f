"""The page of the brief beside its sources: a cited sentence is lit where the article has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reporter.errors import ReporterError
from reporter.records import Article, Statement, StatementKind, StoryBrief
from reporter.report.differences import sort_differences
from reporter.workbench.changes import outlets_of, said
from reporter.workbench.site import Site


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of an article's text: of the statement `id`, or "" between statements."""

    text: str
    id: str = ""


def pieces(article: Article, statements: Sequence[Statement]) -> tuple[tuple[Piece, ...], ...]:
    """Return the paragraphs of the article, each in pieces that together are all its text."""
    own = sorted(
        (s for s in statements if s.article_id == article.id and s.end > s.start),
        key=lambda s: s.start,
    )
    found: list[Piece] = []
    place = 0
    for statement in own:
        if statement.start >= place:
            found.append(Piece(article.text[place : statement.start]))
            found.append(Piece(article.text[statement.start : statement.end], statement.id))
            place = statement.end
    found.append(Piece(article.text[place:]))
    paragraphs: list[list[Piece]] = [[]]
    for piece in found:
        lines = piece.text.split("\n")
        for number, line in enumerate(lines):
            if number:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(Piece(line, piece.id))
    return tuple(tuple(paragraph) for paragraph in paragraphs if paragraph)


def routes(site: Site) -> list[Route]:
    """Return the routes of this page."""

    async def show(request: Request) -> Response:
        story = request.query_params.get("story", "")
        look = site.look(story)
        chosen = look.story(story)
        if chosen is None:
            return site.page(request, "empty.html")
        try:
            brief = site.bench.brief(look, chosen)
        except ReporterError as error:
            return site.failed(request, error)
        statements = {item.id: item for item in brief.statements}
        lit = statements.get(request.query_params.get("lit", ""))
        article = _article(brief, request.query_params.get("article", ""), lit)
        limits = look.settings.discrepancies
        differences = sort_differences(brief, limits.min_confidence, limits.max_per_story)
        outlets = outlets_of(brief.story.articles)
        return site.page(
            request,
            "reading.html",
            look=look,
            chosen=chosen,
            brief=brief,
            differences=[
                (item, [(side.value, said(side.evidence, outlets)) for side in item.sides])
                for item in (*differences.shown, *differences.updates)
            ],
            omissions=_omissions(brief),
            outlets=outlets,
            article=article,
            lit=lit,
            title_lit=lit is not None and lit.kind is StatementKind.HEADLINE and lit.end == 0,
            paragraphs=pieces(article, brief.statements),
        )

    return [Route("/brief", show, methods=["GET"])]


def _article(brief: StoryBrief, wanted: str, lit: Statement | None) -> Article:
    name = lit.article_id if lit else wanted
    articles = brief.story.articles
    return next((article for article in articles if article.id == name), articles[0])


def _omissions(brief: StoryBrief) -> Mapping[str, Sequence[str]]:
    """Return for each fact, by id, the articles that leave it out."""
    found: dict[str, list[str]] = {}
    for item in brief.omissions:
        found.setdefault(item.fact_id, []).append(item.article_id)
    return found

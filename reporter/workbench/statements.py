"""The page of a statement: its nearest neighbours, and the scores that join or part them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reporter.workbench.neighbours import neighbours
from reporter.workbench.site import Site


def routes(site: Site) -> list[Route]:
    """Return the routes of this page."""

    async def show(request: Request) -> Response:
        wanted = request.query_params.get("statement", "")
        look = site.look(request.query_params.get("story", ""))
        chosen = look.story(request.query_params.get("story", ""))
        if chosen is None:
            return site.page(request, "empty.html")
        statements = chosen.brief.statements
        statement = next((item for item in statements if item.id == wanted), statements[0])
        clusters: dict[str, list[str]] = {}
        for cluster in chosen.clusters:
            for item in cluster.statements:
                clusters.setdefault(item.id, []).append(cluster.id)
        articles = {article.id: article for article in chosen.brief.story.articles}
        return site.page(
            request,
            "statements.html",
            look=look,
            chosen=chosen,
            statement=statement,
            article=articles[statement.article_id],
            found=neighbours(site.bench, look, chosen, statement),
            clusters=clusters,
            by_article=[
                (article, [item for item in statements if item.article_id == article.id])
                for article in chosen.brief.story.articles
            ],
        )

    return [Route("/statements", show, methods=["GET"])]

"""The page of sliders: what a threshold does to this folder, while it moves."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reporter.config import Settings
from reporter.errors import ReporterError
from reporter.workbench.changes import counts, view_story
from reporter.workbench.curves import BINS, HEIGHT, histograms, lines
from reporter.workbench.knobs import SECTIONS, knobs
from reporter.workbench.labelling import LabelDesk
from reporter.workbench.site import Site, back, form_of, wants_part


def routes(site: Site, desk: LabelDesk) -> list[Route]:
    """Return the routes of this page."""

    async def show(request: Request) -> Response:
        return _answer(site, desk, request, request.query_params.get("story", ""))

    async def move(request: Request) -> Response:
        try:
            form = dict(await form_of(request))
            story = form.pop("story", "")
            site.trial.attempt(form)
        except ReporterError as error:
            return site.failed(request, error)
        return _answer(site, desk, request, story) if wants_part(request) else _home(story)

    async def save(request: Request) -> Response:
        try:
            form = dict(await form_of(request))
            story = form.pop("story", "")
            site.trial.attempt(form)
            site.trial.save()
        except ReporterError as error:
            return site.failed(request, error)
        site.rebase()
        return _home(story)

    async def reset(request: Request) -> Response:
        site.trial.attempt({})
        return _home(dict(await form_of(request)).get("story", ""))

    return [
        Route("/", show, methods=["GET"]),
        Route("/", move, methods=["POST"]),
        Route("/save", save, methods=["POST"]),
        Route("/reset", reset, methods=["POST"]),
    ]


def _home(story: str) -> Response:
    return back(f"/?story={quote(story, safe='')}" if story else "/")


def _answer(site: Site, desk: LabelDesk, request: Request, story: str) -> Response:
    look = site.look(story)
    chosen = look.story(story)
    values: dict[str, Any] = {
        "look": look,
        "lines": lines(desk.tuned(site)),
        "counts": counts(look, site.baseline),
        "view": view_story(look, chosen, site.baseline) if chosen else None,
    }
    sliders = knobs()
    values["at"] = {knob.key: knob.value(site.trial.settings) for knob in sliders}
    if wants_part(request):
        return site.page(request, "thresholds.part.html", **values)
    groups = [
        (heading, [knob for knob in sliders if knob.section == section])
        for section, heading in SECTIONS.items()
    ]
    return site.page(
        request,
        "thresholds.html",
        groups=groups,
        trial=site.trial.settings,
        saved=site.trial.saved,
        defaults=Settings(models=site.trial.settings.models),
        bars=histograms(site.bench, look),
        size=(BINS, HEIGHT),
        **values,
    )

"""What every page of the workbench needs: the bench, the settings on trial, and the templates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from reporter.errors import DataError, ReporterError
from reporter.report.escape import visible
from reporter.workbench.bench import BUDGET, Bench, Look
from reporter.workbench.trial import Trial

MOST_BYTES = 200_000
"""Largest form that is read."""

PAGES = (
    ("/", "Thresholds"),
    ("/statements", "Statements"),
    ("/brief", "Brief"),
    ("/labels", "Labels"),
    ("/prompts", "Prompts"),
)


@dataclass(slots=True)
class Site:
    """The one user's workbench; requests are answered one after the other."""

    bench: Bench
    trial: Trial
    baseline: Look
    templates: Environment

    def look(self, story: str = "") -> Look:
        """Return what the settings on trial give, as far as it is known by now."""
        return self.bench.look(self.trial.settings, story, BUDGET)

    def rebase(self) -> None:
        """Take what the saved settings give for the baseline."""
        self.baseline = self.bench.look(self.trial.saved)

    def page(self, request: Request, name: str, status: int = 200, **values: Any) -> Response:
        """Return the template filled; it sees the path, the pages and what is unsaved as well."""
        text = self.templates.get_template(name).render(
            path=request.url.path,
            pages=PAGES,
            changed=self.trial.changed,
            settings_file=self.trial.file,
            **values,
        )
        return HTMLResponse(text, status)

    def failed(self, request: Request, error: ReporterError, status: int = 400) -> Response:
        """Say what was wrong, as a page or, where a script asks, in place."""
        name = "failed.part.html" if wants_part(request) else "failed.html"
        return self.page(request, name, status, error=error)


def open_site(bench: Bench, trial: Trial) -> Site:
    """Return the site of a bench on which everything is computed for the saved settings."""
    templates = Environment(
        loader=PackageLoader("reporter.workbench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["visible"] = _visible
    return Site(bench, trial, bench.look(trial.saved), templates)


def _visible(text: str) -> str:
    """Return article text without what turns the direction of a line, spaces at its ends kept."""
    before, after = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return before + visible(text) + (after if text.strip() else "")


def wants_part(request: Request) -> bool:
    """Whether our script asks, which puts the answer in place of a part of the page."""
    return request.headers.get("x-part") == "1"


async def form_of(request: Request) -> Mapping[str, str]:
    """Return the fields of a form; DataError for one that is too large or no text."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise DataError(f"the form is larger than {MOST_BYTES} bytes.", "Shorten it.")
    try:
        pairs = parse_qsl(body.decode("ascii"), True, True, errors="strict", max_num_fields=500)
    except ValueError:
        raise DataError("the form cannot be read.", "Send it from the page.") from None
    return dict(pairs)


def back(path: str) -> Response:
    """Send the browser to `path`, so that reloading sends no form twice."""
    return RedirectResponse(path, 303)

"""The page on which a prompt is edited: what the model would receive, and what it makes of it."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reporter.backends import Summarizer
from reporter.backends.preview import Preview, preview
from reporter.backends.registry import open_summarizer
from reporter.config import ModelSettings
from reporter.errors import PromptError, ReporterError
from reporter.prompts import Prompt, check_prompts, read_prompt
from reporter.runs.opening import open_prompt, prompt_folders
from reporter.runs.output import replace_file
from reporter.tuning.compare_prompts import Case, Row, compare, request_of, spread
from reporter.workbench.bench import Look, StoryLook
from reporter.workbench.changes import outlets_of
from reporter.workbench.site import Site, form_of, wants_part

MOST_COMPARED = 10
"""Clusters on which two prompts are compared at once: each waits for the model twice."""


@dataclass(slots=True)
class PromptDesk:
    """The summarizer that prompts are tried with, opened with the first visit.

    It stands beside the one of the bench, which keeps its answers and hides what it receives.
    """

    opener: Callable[[ModelSettings], Summarizer] = open_summarizer
    _writer: Summarizer | None = None

    def writer(self, settings: ModelSettings) -> Summarizer:
        """Return the summarizer; ModelError when it cannot be opened."""
        if self._writer is None:
            self._writer = self.opener(settings)
        return self._writer


@dataclass(frozen=True, slots=True)
class Draft:
    """A prompt in the editor: its text, and what came of it.

    `prompt` or `problem` is None, `seen` is what the model would receive for the cluster, and
    `warning` says why the summarizer of the settings might not be served by it.
    """

    name: str
    text: str
    prompt: Prompt | None = None
    problem: ReporterError | None = None
    seen: Preview | None = None
    warning: str = ""


def routes(site: Site, desk: PromptDesk) -> list[Route]:
    """Return the routes of this page."""

    async def show(request: Request) -> Response:
        try:
            return _answer(site, desk, request, request.query_params)
        except ReporterError as error:
            return site.failed(request, error)

    async def edit(request: Request) -> Response:
        try:
            return _answer(site, desk, request, await form_of(request))
        except ReporterError as error:
            return site.failed(request, error)

    return [
        Route("/prompts", show, methods=["GET"]),
        Route("/prompts", edit, methods=["POST"]),
    ]


def _answer(site: Site, desk: PromptDesk, request: Request, form: Mapping[str, str]) -> Response:
    look = site.look(form.get("story", ""))
    chosen = look.story(form.get("story", ""))
    cases = _cases(look, chosen) if chosen else ()
    if chosen is None or not cases:
        return site.page(request, "empty.html")
    case = next((item for item in cases if item.id == form.get("cluster")), cases[0])
    draft = _drafted(site, desk, look, case, form)
    if wants_part(request):
        return site.page(request, "prompts.part.html", draft=draft)
    wanted = form.get("do", "")
    rows: tuple[Row, ...] = ()
    written = None
    if draft.prompt is not None and wanted == "compare":
        rows = _compared(site, desk, look, cases, draft.prompt, form.get("n", ""))
    elif draft.prompt is not None and wanted == "save":
        written = save_prompt(
            form.get("as", ""), draft.text, prompt_folders(look.settings.summary, new=True)
        )
    return site.page(
        request,
        "prompts.html",
        look=look,
        chosen=chosen,
        cases=cases,
        case=case,
        draft=draft,
        checks=check_prompts(prompt_folders(look.settings.summary, new=True)),
        in_use=open_prompt(look.settings, new_folder=True),
        rows=rows,
        written=written,
        summarizer=look.settings.models.summarizer,
        most=MOST_COMPARED,
    )


def _cases(look: Look, chosen: StoryLook) -> tuple[Case, ...]:
    """Return the clusters of the story from which facts are written."""
    brief = chosen.brief
    articles = {article.id: article for article in brief.story.articles}
    outlets = outlets_of(brief.story.articles)
    return tuple(
        Case(cluster.id, cluster, brief.discrepancies, articles, brief.origins)
        for cluster in chosen.clusters
        if len({outlets[item.article_id] for item in cluster.statements})
        >= look.settings.summary.min_outlets
    )


def _drafted(
    site: Site, desk: PromptDesk, look: Look, case: Case, form: Mapping[str, str]
) -> Draft:
    settings = look.settings
    name = form.get("name") or open_prompt(settings, new_folder=True).name
    text = form["text"].replace("\r\n", "\n") if "text" in form else _text_of(name, look)
    backend = settings.models.summarizer.partition(":")[0]
    try:
        prompt = parse(name, text)
        asked = request_of(case, site.bench.models, prompt, settings)
        seen = preview(desk.writer(settings.models), asked)
    except PromptError as error:
        return Draft(name, text, problem=error)
    except LookupError:
        return Draft(name, text, prompt=prompt)
    warning = ""
    if not {backend, "any"} & set(prompt.header.backend):
        warning = f"made for {', '.join(prompt.header.backend)}; models.summarizer is {backend}"
    elif seen.too_long:
        warning = "the model cannot read all of it: lower limits.statements"
    return Draft(name, text, prompt, None, seen, warning)


def _text_of(name: str, look: Look) -> str:
    found = check_prompts(prompt_folders(look.settings.summary, new=True))
    path = next((item.path for item in found if item.name == name), None)
    if path is None:
        raise PromptError(f"there is no prompt {name[:40]!r}.", "Choose one of the list.")
    return path.read_text(encoding="utf-8-sig", errors="replace")


def parse(name: str, text: str) -> Prompt:
    """Return the prompt that a file with this text would hold; PromptError says what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edited.md"
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            return read_prompt(path)
        except PromptError as error:
            message = error.message.replace(f"prompt edited ({path})", f"prompt {name}")
            raise PromptError(message.replace(str(path), name), error.hint) from None


def save_prompt(name: str, text: str, folders: Sequence[Path]) -> Path:
    """Write the prompt into the user's own folder and return its path.

    Raises PromptError for a name that is none of a file, FolderError where it cannot be written.
    Shipped prompts stay as they are: one of the same name in that folder comes before them.
    """
    if not folders:
        raise PromptError(
            "there is no folder for your own prompts yet.",
            "Name one as summary.prompt_folder in reporter.toml, and start the workbench again.",
        )
    if not re.fullmatch(r"\w[\w-]*", name):
        raise PromptError(
            f"{name[:40]!r} is no name for a prompt.", "Use letters, digits, - and _, without .md."
        )
    folders[0].mkdir(parents=True, exist_ok=True)
    path = folders[0] / f"{name}.md"
    replace_file(path, text)
    return path


def _compared(
    site: Site,
    desk: PromptDesk,
    look: Look,
    cases: Sequence[Case],
    prompt: Prompt,
    number: str,
) -> tuple[Row, ...]:
    most = int(number) if re.fullmatch(r"[0-9]{1,3}", number) else 3
    chosen = spread(cases, min(max(most, 1), MOST_COMPARED))
    both = (open_prompt(look.settings, new_folder=True), prompt)
    writer = desk.writer(look.settings.models)
    return compare(chosen, both, writer, site.bench.models, look.settings)

"""The page on which pairs are labelled, with the keyboard alone if one likes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reporter.errors import DataError, ReporterError
from reporter.records import Kind
from reporter.storage.store import cache_key
from reporter.tuning.knobs import Tuned, tune
from reporter.tuning.labelling import ScoredPair, Session
from reporter.tuning.labelpool import pairs_of_labels, pairs_of_stories
from reporter.tuning.labels import LabelLog, Verdict, read_labels, settled
from reporter.tuning.thresholds import Aim
from reporter.workbench.memory import Recent
from reporter.workbench.site import Site, back, form_of

KEYS = {
    "same": "s",
    "different": "d",
    "conflict": "c",
    "skip": "n",
    "undo": "u",
}
"""The key of each answer, as in the terminal; a conflict of a kind has a digit."""

KINDS = tuple(kind for kind in Kind if kind not in (Kind.WORDING, Kind.UPDATE))


@dataclass(slots=True)
class LabelDesk:
    """Whose labels go to which file; the session begins with the first visit."""

    file: Path
    by: str = ""
    _session: Session | None = None
    _pool: tuple[ScoredPair, ...] = ()
    _notes: tuple[str, ...] = ()
    _tuned: Recent[object, tuple[Tuned, ...]] = field(default_factory=lambda: Recent(4))

    def session(self, site: Site) -> Session:
        """Return the session; DataError for a file that cannot be read or written."""
        if self._session is None:
            stories = tuple(item.base for item in site.bench.materials(site.trial.saved))
            log = LabelLog(self.file)
            self._notes = log.notes
            self._pool = pairs_of_stories(stories, site.trial.saved, site.bench.models)
            self._session = Session(self._pool, log, self.by)
        return self._session

    def tuned(self, site: Site) -> tuple[Tuned, ...]:
        """Return what the labels so far say of each threshold; () where there are too few.

        A file that cannot be read says nothing here; the page of labels names what is wrong.
        """
        try:
            labels, _ = settled(read_labels(self.file).rows)
        except DataError:
            return ()
        settings = site.trial.saved
        key = (labels, settings, len(self._pool))
        known = self._tuned.get(key)
        if known is None:
            pairs = pairs_of_labels(labels, settings, site.bench.models) if labels else ()
            found = tune(labels, pairs, settings, Aim(), self._pool) if labels else ()
            known = tuple(item for item in found if item.chosen is not None)
            self._tuned.put(key, known)
        return known

    @property
    def notes(self) -> tuple[str, ...]:
        """What was mended in the file."""
        return self._notes


def routes(site: Site, desk: LabelDesk) -> list[Route]:
    """Return the routes of this page."""

    async def show(request: Request) -> Response:
        try:
            session = desk.session(site)
        except ReporterError as error:
            return site.failed(request, error)
        return site.page(
            request,
            "labels.html",
            pair=session.current,
            token=_fingerprint(session.current),
            session=session,
            desk=desk,
            keys=KEYS,
            kinds=KINDS,
        )

    async def answer(request: Request) -> Response:
        try:
            form = await form_of(request)
            session = desk.session(site)
            _answer(session, form.get("answer", ""), form.get("pair", ""))
        except ReporterError as error:
            return site.failed(request, error)
        return back("/labels")

    return [
        Route("/labels", show, methods=["GET"]),
        Route("/labels", answer, methods=["POST"]),
    ]


def _answer(session: Session, said: str, pair: str) -> None:
    """Write what was said, unless it was said of a pair that is shown no longer."""
    verdict, _, kind = said.partition(":")
    if verdict not in KEYS or (kind and kind not in {item.value for item in KINDS}):
        raise DataError(f"there is no answer {said[:40]!r}.", "Use the buttons of the page.")
    if verdict == Verdict.UNDO:
        session.undo()
    elif session.current is not None and pair == _fingerprint(session.current):
        session.answer(Verdict(verdict), Kind(kind) if kind else None)


def _fingerprint(pair: ScoredPair | None) -> str:
    """Return what tells a pair from others: a key pressed twice must not judge the next unseen."""
    return cache_key(pair.s1, pair.s2)[:16] if pair else ""

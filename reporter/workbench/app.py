"""The workbench as one ASGI application, and the server that runs it for one user."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from reporter.errors import ReporterError
from reporter.progress import Listener, ignore
from reporter.workbench import labelling, prompting, reading, statements, thresholds
from reporter.workbench.bench import open_bench
from reporter.workbench.guard import Guard, hosts_of
from reporter.workbench.labelling import LabelDesk
from reporter.workbench.prompting import PromptDesk
from reporter.workbench.site import Site, open_site
from reporter.workbench.trial import Trial


def make_app(
    site: Site, labels: LabelDesk, prompts: PromptDesk, hosts: Iterable[str], token: str
) -> Starlette:
    """Return the application; it answers under `hosts` and lets in who brings `token` once."""

    async def missing(_request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return PlainTextResponse("There is no such page. Begin at /.\n", status)

    return Starlette(
        routes=[
            *thresholds.routes(site, labels),
            *statements.routes(site),
            *reading.routes(site),
            *labelling.routes(site, labels),
            *prompting.routes(site, prompts),
            Mount("/static", StaticFiles(packages=[("reporter.workbench", "static")])),
        ],
        middleware=[Middleware(Guard, hosts=frozenset(hosts), token=token)],
        exception_handlers={404: missing, 405: missing},
    )


@dataclass(frozen=True, slots=True)
class Workbench:
    """A server that is ready: `link` opens it, once."""

    link: str
    server: uvicorn.Server
    door: socket.socket

    def run(self) -> None:
        """Answer until interrupted, one request after the other.

        All in the thread that opened the models, to which their store belongs; there is one user.
        """
        with self.door:
            self.server.run(sockets=[self.door])


def open_workbench(
    folder: Path,
    file: Path,
    given: Sequence[str],
    labels: LabelDesk,
    port: int,
    listener: Listener = ignore,
) -> Workbench:
    """Read `folder` and return the server for it, on 127.0.0.1; port 0 takes any that is free.

    `file` is the settings file, which need not exist yet, `given` are settings that come before it.
    Labels go where `labels` says.
    Raises ReporterError for a folder, setting, model or port that cannot be used.
    """
    door = _door(port)
    try:
        trial = Trial(file, given)
        site = open_site(open_bench(folder, trial.saved, listener=listener), trial)
    except BaseException:
        door.close()
        raise
    token = secrets.token_urlsafe(32)
    number = door.getsockname()[1]
    app = make_app(site, labels, PromptDesk(), hosts_of(number), token)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    return Workbench(f"http://127.0.0.1:{number}/?token={token}", uvicorn.Server(config), door)


def _door(port: int) -> socket.socket:
    """Return a listening socket: a browser that opens the link too early waits, and gets in."""
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        door.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise ReporterError(
            f"port {port} of 127.0.0.1 cannot be used: {reason}.", "Choose another --port, or 0."
        ) from None
    door.listen()
    return door

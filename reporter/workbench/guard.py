"""Who may ask: one browser of this machine's user, and no page that it has open beside.

A page of another site can send requests to 127.0.0.1, and by a name that points there even read
the answers (DNS rebinding). So the Host header must name this server, a request must carry the
cookie that only the link printed at the start gives, and what changes anything must come from a
page of our own (Origin). The link works once: it lands in histories.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Without any referrer a browser would send "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer: no script, style or request but our own, nothing kept."""

_READING = ("GET", "HEAD")


def hosts_of(port: int) -> frozenset[str]:
    """Return the Host headers under which a server of this port is reached from this machine."""
    return frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})


class Guard:
    """ASGI middleware that lets through what carries the cookie, and sets it for the token."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str) -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._token = token
        self._secret = secrets.token_urlsafe(32)
        # Cookies know no ports: two workbenches would overwrite each other's.
        self._cookie = f"workbench-{secrets.token_hex(4)}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the application answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        answer = self._refusal(Request(scope))
        await (answer or self._app)(scope, receive, send_with_headers)

    def _refusal(self, request: Request) -> Response | None:
        if request.headers.get("host", "") not in self._hosts:
            return PlainTextResponse("This server answers to 127.0.0.1 alone.\n", 421)
        known = self._knows(request)
        token = request.query_params.get("token")
        if token is not None and request.method in _READING:
            if known or self._redeem(token):
                return self._welcome(request)
            return PlainTextResponse(
                "This link was used already, or is not of this run. "
                "Start `reporter workbench` again for a new one.\n",
                403,
            )
        if not known:
            return PlainTextResponse(
                "Open the link that `reporter workbench` printed when it started.\n", 403
            )
        if request.method not in _READING and not self._from_here(request):
            return PlainTextResponse("This request comes from a page of another site.\n", 403)
        return None

    def _knows(self, request: Request) -> bool:
        try:
            cookies = SimpleCookie(request.headers.get("cookie", ""))
        except CookieError:
            return False
        mine = cookies.get(self._cookie)
        return mine is not None and secrets.compare_digest(
            mine.value.encode(), self._secret.encode()
        )

    def _redeem(self, token: str) -> bool:
        fits = bool(self._token) and secrets.compare_digest(token.encode(), self._token.encode())
        if fits:
            self._token = ""
        return fits

    def _welcome(self, request: Request) -> Response:
        rest = [(k, v) for k, v in request.query_params.multi_items() if k != "token"]
        path = "/" + request.url.path.lstrip("/")
        response = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        response.set_cookie(self._cookie, self._secret, httponly=True, samesite="strict")
        return response

    def _from_here(self, request: Request) -> bool:
        return request.headers.get("origin", "") in {f"http://{host}" for host in self._hosts}

"""One run of the playground: Discord on loopback and the page, on one port."""

import base64
import secrets
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import WSCloseCode, web

from playground import attachments, page_files, stage
from playground.cdn import Cdn
from playground.commands import CommandBook
from playground.faults import Faults
from playground.gateway import Gateway
from playground.interactions import ANSWER_WITHIN_S, Interactions
from playground.invocations import Invocations
from playground.limits import Limits, Rates
from playground.loopback import guard
from playground.nonces import Nonces
from playground.page_socket import PageSocket
from playground.payloads import Json
from playground.people import People
from playground.request_log import RequestLog
from playground.rest.dispatch import Dispatcher
from playground.services import Services
from playground.snowflake import Clock

HOST = "127.0.0.1"
PAGE = Path(__file__).parent / "page"

_PAGE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Playground:
    """A Discord of one's own. Enter it to listen, leave it to stop.

    Args:
        port: the port on 127.0.0.1, or 0 for any free one.
        clock: seconds since the Unix epoch; ids, timestamps, rates and deadlines go by it.
        rates: the rate limits to enforce.
        answer_within_s: how long the bot has to answer an interaction.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        clock: Clock = time.time,
        rates: Rates | None = None,
        answer_within_s: float = ANSWER_WITHIN_S,
    ) -> None:
        self._port = port
        self.world = stage.build(clock)
        self.token = _new_token(self.world.bot["id"])
        self._key = secrets.token_urlsafe(24)
        self._interactions = Interactions(self.world, answer_within_s)
        self.commands = CommandBook(self.world)
        self._services = Services(self.world, self.commands, self._interactions, Nonces(clock), self.token)
        self.gateway = Gateway(self._services)
        self.limits = Limits(rates or Rates(), clock)
        self.faults = Faults(self._services, self.gateway)
        self.log = RequestLog()
        invocations = Invocations(self.world, self.commands, self._interactions)
        self.people = People(self.world, invocations, self._interactions, self.gateway.caught_up)
        self._runner: web.AppRunner | None = None
        self._open_pages: set[PageSocket] = set()
        self._hearing = ExitStack()

    @property
    def url(self) -> str:
        """The address to point a bot at, such as http://127.0.0.1:8123."""
        return self._services.url

    @property
    def gateway_url(self) -> str:
        """The address of the gateway's websocket."""
        return self._services.gateway_url

    @property
    def page_url(self) -> str:
        """The address of the page, with the key made for this run."""
        return f"{self.url}/?key={self._key}"

    def attach(self, filename: str, content: bytes, size: int | None = None) -> Json:
        """Return a file as the option of a command takes it; see `attachments.hand_over`."""
        return attachments.hand_over(self._services, filename, content, size)

    async def __aenter__(self) -> Self:
        """Listen; raises OSError when the port is taken."""
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self._port).start()
        except OSError:
            await self._runner.cleanup()
            raise
        port = self._runner.addresses[0][1]
        self._services.url = f"http://{HOST}:{port}"
        self._hearing.enter_context(self.world.events.listening(self.gateway.hear))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every socket and stop listening."""
        # First, so that the world's last events are not sent to sockets that are going away.
        self._hearing.close()
        self._interactions.close()
        if self._runner:
            await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[guard], client_max_size=attachments.MOST_FILE_BYTES)
        Dispatcher(self._services, self.limits, self.faults, self.log).register(app)
        Cdn(self.world, self.faults).register(app)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/gateway/", self.gateway.serve)
        app.router.add_get("/people", self._people)
        app.router.add_post("/people/files", self._file)
        app.router.add_get("/", self._page)
        app.router.add_static("/page/", PAGE)
        app.on_response_prepare.append(_never_stale)
        app.on_shutdown.append(self._close_sockets)
        return app

    async def _page(self, request: web.Request) -> web.StreamResponse:
        self._check_key(request)
        return web.FileResponse(PAGE / "index.html", headers=_PAGE_HEADERS)

    async def _people(self, request: web.Request) -> web.StreamResponse:
        self._check_key(request)
        page = PageSocket(self.world, self.people)
        self._open_pages.add(page)
        try:
            return await page.serve(request)
        finally:
            self._open_pages.discard(page)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self._check_key(request)
        return await page_files.take(self._services, request)

    def _check_key(self, request: web.Request) -> None:
        if not secrets.compare_digest(request.query.get("key", "").encode(), self._key.encode()):
            raise web.HTTPForbidden(text="Open the whole address that was printed, with its key.\n")

    async def _close_sockets(self, _: web.Application) -> None:
        self.gateway.close_all(WSCloseCode.GOING_AWAY)
        for page in self._open_pages:
            page.close()


async def _never_stale(request: web.Request, response: web.StreamResponse) -> None:
    """Keep a browser from mixing the page's modules of two releases."""
    if request.path.startswith("/page/"):
        response.headers.update({"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})


def _new_token(bot_id: str) -> str:
    """Return a token of Discord's form: the bot's id in base64, then two parts of noise."""
    encoded = base64.b64encode(bot_id.encode()).decode().rstrip("=")
    return f"{encoded}.{secrets.token_urlsafe(5)[:6]}.{secrets.token_urlsafe(29)[:38]}"

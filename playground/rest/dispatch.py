"""The way of every REST request: token, faults, limits, body, handler, log, answer."""

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from playground.attachments import Upload
from playground.errors import ApiError
from playground.faults import Faults, RestFault
from playground.limits import Limits, refusal
from playground.request_log import Exchange, RequestLog
from playground.rest import ALL
from playground.rest.routes import Answer, Call, Created, Route
from playground.services import Services

PREFIX = "/api/v10"
# discord.py takes a 429 without Via for a ban by the network in front of Discord.
_VIA = {"Via": "1.1 playground"}
_JSON_NAMES: dict[type, str] = {dict: "object", list: "array"}
_MAJOR_PARAMETERS = ("channel_id", "guild_id", "webhook_id")


class Dispatcher:
    """Answers REST requests for one run."""

    def __init__(self, services: Services, limits: Limits, faults: Faults, log: RequestLog) -> None:
        self._services = services
        self._limits = limits
        self._faults = faults
        self._log = log

    def register(self, app: web.Application) -> None:
        """Add all routes to the server, and an answer for paths that are none."""
        for family in ALL:
            for route in family.declared:
                app.router.add_route(route.method, PREFIX + route.template, self._serving(route))
        app.router.add_route("*", PREFIX + "/{path:.*}", self._no_such_route)

    def _serving(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(route, request)

        return serve

    async def _serve(self, route: Route, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(PREFIX)
        fault = self._faults.take(request.method, path)
        headers, asked = dict(_VIA), None
        try:
            self._authorize(route, request)
            if fault and fault.held and not fault.swallowed:
                await fault.held.stand_still()
            self._fail(fault, headers)
            self._limit(route, request, headers)
            asked, uploads = await _read(request)
            _check_kind(asked, list if route.takes_list else dict)
            call = Call(self._services, request.match_info, request.query, asked, uploads)
            status, answer = _status_and_body(route.handle(call))
        except ApiError as error:
            status, answer = error.status, error.body
        self._log.add(Exchange(request.method, path, status, asked, answer))
        if fault and fault.swallowed:
            if fault.held:
                await fault.held.stand_still()
            if request.transport:
                request.transport.abort()
        return _response(status, answer, headers)

    def _authorize(self, route: Route, request: web.Request) -> None:
        if not route.open_to_all and request.headers.get("Authorization") != f"Bot {self._services.token}":
            raise ApiError(401, 0, "401: Unauthorized")

    def _fail(self, fault: RestFault | None, headers: dict[str, str]) -> None:
        if fault is None or fault.swallowed:
            return
        if fault.status == 429:
            verdict = refusal(fault.retry_after_s, {"X-RateLimit-Scope": "shared"})
            headers.update(verdict.headers)
            raise _too_many(verdict.refusal or {})
        raise ApiError(fault.status, fault.code, f"{fault.status}: made to fail")

    def _limit(self, route: Route, request: web.Request, headers: dict[str, str]) -> None:
        # Answers to interactions are bound by their three seconds, not by rates.
        if route.template.startswith("/interactions/"):
            return
        major = next((request.match_info[p] for p in _MAJOR_PARAMETERS if p in request.match_info), "")
        verdict = self._limits.check(request.method, route.template, major)
        headers.update(verdict.headers)
        if verdict.refusal:
            raise _too_many(verdict.refusal)

    async def _no_such_route(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(PREFIX)
        body = {"message": "404: Not Found", "code": 0}
        self._log.add(Exchange(request.method, path, 404, None, body))
        return _response(404, body, _VIA)


def _too_many(body: dict[str, Any]) -> ApiError:
    error = ApiError(429, 0, "You are being rate limited.")
    error.body = body
    return error


def _status_and_body(answer: Answer) -> tuple[int, Any]:
    if answer is None:
        return 204, None
    if isinstance(answer, Created):
        return 201, answer.body
    return 200, answer


def _response(status: int, body: Any, headers: dict[str, str]) -> web.Response:
    if body is None:
        return web.Response(status=status, headers=headers)
    # discord.py compares the content type exactly: no charset may follow it.
    encoded = json.dumps(body).encode()
    return web.Response(status=status, headers=headers, body=encoded, content_type="application/json")


async def _read(request: web.Request) -> tuple[Any, list[Upload]]:
    if request.content_type.startswith("multipart/"):
        return await _read_parts(request)
    raw = await request.read()
    return (_parsed(raw) if raw else {}), []


async def _read_parts(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = {}
    uploads: list[Upload] = []
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = _parsed(content)
        elif match := re.fullmatch(r"files\[(\d+)\]", part.name or ""):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(match[1], part.filename or "file", kind, content))
    return body, uploads


def _check_kind(body: Any, wanted: type) -> None:
    if not isinstance(body, wanted):
        raise ApiError(400, 50035, f"Invalid Form Body: expected a JSON {_JSON_NAMES[wanted]}")


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise ApiError(400, 50109, "The request body contains invalid JSON.") from None

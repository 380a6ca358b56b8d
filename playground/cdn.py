"""Avatars and attachments."""

from html import escape

from aiohttp import web

from playground.faults import Faults, RestFault
from playground.world import World

_AVATAR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">'
    '<rect width="80" height="80" fill="#{color:06x}"/>'
    '<text x="40" y="54" font-family="sans-serif" font-size="40" fill="#fff" text-anchor="middle">'
    "{letter}</text></svg>"
)
_GREY = 0x747F8D


class Cdn:
    """Serves the pictures and files that messages point to."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults

    def register(self, app: web.Application) -> None:
        """Add the routes below /cdn."""
        app.router.add_get(r"/cdn/avatars/{user_id:\d+}{rest:.*}", self._avatar)
        app.router.add_get(r"/cdn/embed/avatars/{user_id:\d+}{rest:.*}", self._avatar)
        app.router.add_get("/cdn/attachments/{attachment_id}/{filename}", self._attachment)

    async def _avatar(self, request: web.Request) -> web.Response:
        """Draw a square in the person's colour with their initial: no picture is kept anywhere."""
        user = self._world.users.get(request.match_info["user_id"], {})
        letter = escape(str(user.get("username") or "?")[0].upper())
        drawn = _AVATAR.format(color=user.get("accent_color") or _GREY, letter=letter)
        return web.Response(text=drawn, content_type="image/svg+xml")

    async def _attachment(self, request: web.Request) -> web.StreamResponse:
        fault = self._faults.take("GET", request.path)
        found = self._world.files.get(request.match_info["attachment_id"])
        if found is None:
            raise web.HTTPNotFound(text="There is no such attachment.\n")
        _, content = found
        # Always a download: a file somebody sent must not run as a page of ours.
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        if fault is not None:
            return await _broken(request, content, fault)
        return web.Response(body=content, content_type="application/octet-stream", headers=headers)


async def _broken(request: web.Request, content: bytes, fault: RestFault) -> web.StreamResponse:
    """Answer with the fault's status, or with half of the file where the fault loses the answer."""
    if not fault.swallowed:
        return web.Response(status=fault.status)
    response = web.StreamResponse(headers={"Content-Length": str(len(content))})
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    if fault.held:
        await fault.held.stand_still()
        await response.write(content[len(content) // 2 :])
    elif request.transport:
        request.transport.abort()
    return response

"""Files that a person chooses on the page, on their way to a command or a form."""

from aiohttp import web

from playground.attachments import MOST_FILE_BYTES, hand_over
from playground.services import Services


async def take(services: Services, request: web.Request) -> web.Response:
    """Keep the request's body as a file called `name` in its query, and answer with the attachment.

    Raises:
        HTTPForbidden: no Origin is named: a page's own script always names one.
        HTTPRequestEntityTooLarge: the file is larger than Discord takes.
    """
    if "Origin" not in request.headers:
        raise web.HTTPForbidden(text="Files are taken from the page only.\n")
    try:
        content = await request.read()
    except web.HTTPRequestEntityTooLarge:
        told = f"The file has more than {MOST_FILE_BYTES // 2**20} MB, which is the most here.\n"
        raise web.HTTPRequestEntityTooLarge(MOST_FILE_BYTES, text=told) from None
    return web.json_response(hand_over(services, request.query.get("name", ""), content))

"""Discord's own description of its REST API, asked whether an exchange fits it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from playground.request_log import Exchange

DOCUMENT = Path(__file__).parents[3] / "shared" / "reference" / "loopback" / "discord-openapi.json"
JSON = "application/json"


class OpenApi:
    """The document with its paths made matchable, the plainest first."""

    def __init__(self, document: Path) -> None:
        self._spec = json.loads(document.read_text())
        resource = Resource(contents=self._spec, specification=DRAFT202012)
        self._registry = Registry().with_resource("urn:discord", resource)
        templates = sorted(self._spec["paths"], key=lambda path: path.count("{"))
        self._paths = [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path)), path) for path in templates]

    def complaints(self, exchange: Exchange) -> list[str]:
        """Return what does not fit, a line for each."""
        path = self._template(exchange)
        if path is None:
            return [f"no such operation: {exchange.method} {exchange.path}"]
        pointer = f"#/paths/{_escaped(path)}/{exchange.method.lower()}"
        operation = self._spec["paths"][path][exchange.method.lower()]
        found = list(self._request(exchange, operation, pointer))
        found += self._response(exchange, operation, pointer)
        return [f"{exchange.method} {path} {exchange.status}: {one}" for one in found]

    def _template(self, exchange: Exchange) -> str | None:
        for pattern, path in self._paths:
            if pattern.fullmatch(exchange.path) and exchange.method.lower() in self._spec["paths"][path]:
                return path
        return None

    def _request(self, exchange: Exchange, operation: dict[str, Any], pointer: str) -> Iterator[str]:
        if exchange.request and JSON in operation.get("requestBody", {}).get("content", {}):
            schema = f"{pointer}/requestBody/content/{_escaped(JSON)}/schema"
            yield from self._check(schema, exchange.request, "request")

    def _response(self, exchange: Exchange, operation: dict[str, Any], pointer: str) -> Iterator[str]:
        documented = operation["responses"]
        status = str(exchange.status)
        if status not in documented:
            if exchange.status < 400:
                yield f"undocumented status, not among {', '.join(documented)}"
        elif JSON in documented[status].get("content", {}):
            schema = f"{pointer}/responses/{status}/content/{_escaped(JSON)}/schema"
            yield from self._check(schema, exchange.response, "response")

    def _check(self, pointer: str, value: Any, side: str) -> Iterator[str]:
        schema = {"$ref": "urn:discord" + pointer}
        for error in Draft202012Validator(schema, registry=self._registry).iter_errors(value):
            deepest: ValidationError = best_match([error]) or error
            where = ".".join(str(step) for step in deepest.absolute_path)
            yield f"{side} {where}: {deepest.message[:200]}"


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")

"""The JSON Schema of the pack format; `python -m interchange.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

from interchange.pack_models import FORMAT, Pack


def pack_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the pack format."""
    schema = Pack.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": FORMAT}


def schema_text() -> str:
    """Return the schema as it stands in docs/pack.schema.json."""
    return json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())

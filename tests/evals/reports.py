"""Made-up reports, enough of them that more can be made of their pieces."""

from __future__ import annotations

import json
from pathlib import Path

PLACES = ("Velna", "Maro", "Osk", "Tarnow", "Delft", "Ibrany", "Lumo", "Sarn")
THINGS = ("dam", "bridge", "ferry", "convoy", "mill", "tower")
STATEMENTS = [
    f"On {day + 1} May the {thing} near {place} was hit by drone fire and {day + 20} people who lived at "
    f"{place.lower()}grad{thing} had to leave their homes for {PLACES[(day + 3) % len(PLACES)]}."
    for day, place in enumerate(PLACES)
    for thing in THINGS
]


def reports(data: Path) -> None:
    """Let the folder of evaluation sets hold these reports as its recorded claims."""
    lines = [json.dumps({"slug": f"r{n}", "statement": each}) for n, each in enumerate(STATEMENTS)]
    (data / "clef2022_claims.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

"""Runs a measurement in a process of its own, so that neither memory nor caches are inherited."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import Any

from evals.loading import REPOSITORY


def in_fresh_process(module: str, function: str, **arguments: Any) -> dict[str, Any]:
    """Call `function` of `module` with JSON arguments in a new process and return its JSON answer.

    Raises:
        subprocess.CalledProcessError: it failed; its standard error has been shown.
    """
    command = [sys.executable, "-m", "evals.bench.fresh", module, function, json.dumps(arguments)]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main() -> None:
    """Answer the process that asked."""
    module, function, arguments = sys.argv[1:]
    answer = getattr(importlib.import_module(module), function)(**json.loads(arguments))
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()

"""What is counted; served on loopback when CAVEAT_METRICS_PORT is set."""

from __future__ import annotations

from prometheus_client import Counter, start_http_server

DECISIONS = Counter("caveat_decisions", "Messages read, by what was decided and why.", ["outcome", "reason"])
NOTES = Counter("caveat_notes", "Notes, by what became of them.", ["result"])
DIGESTS = Counter("caveat_digests", "Digests for followers, by what became of them.", ["result"])
JOBS = Counter("caveat_jobs", "Jobs, by kind and by what became of the attempt.", ["kind", "result"])
SWARMS = Counter("caveat_swarms", "Notes that many new accounts spoke up about within a minute.")
ERRORS = Counter("caveat_errors", "Errors, told to the person or logged as an incident.", ["kind"])


def serve(port: int) -> None:
    """Serve the counts at http://127.0.0.1:PORT/metrics in a thread of its own."""
    start_http_server(port, addr="127.0.0.1")

"""One log line per fact, with ids and never with message text."""

from __future__ import annotations

import logging
import sys

import structlog

from bot.settings import LogFormat, LogLevel
from claims.jobs import Job


def configure(level: LogLevel, shape: LogFormat) -> None:
    """Send our logs and the libraries' to standard error in one format."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    render: structlog.typing.Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if shape is LogFormat.TEXT:
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    else:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
        )
    )
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)


def job_ids(job: Job) -> dict[str, int | str]:
    """Return what a line of the log tells of a job."""
    return {"job": job.kind.value, "guild": job.guild_id, "channel": job.channel_id, "message": job.subject}

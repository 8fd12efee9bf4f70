"""Logging: plain lines for people, JSON lines for machines. The text of posts is never logged."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rostra.app._traces import request_id

if TYPE_CHECKING:
    from rostra.settings import Settings

# What a record holds by itself; everything else was handed over as `extra`.
_OWN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


# A line end or an escape sequence inside a message would forge a line, or steer a terminal.
_CONTROLS = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f]")


class Lines(logging.Formatter):
    """One plain line a record; a message may quote a stranger and still stays one line."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return the record's line without what a terminal would obey."""
        line = super().formatMessage(record)
        if request := request_id.get():
            line += f" [{request}]"
        return _CONTROLS.sub(" ", line)


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, and what was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {
            "at": at,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request := request_id.get():
            line["request"] = request
        line |= {key: value for key, value in vars(record).items() if key not in _OWN}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        # JSON escapes line ends and most controls; the rest would reach the terminal.
        return _CONTROLS.sub(" ", json.dumps(line, ensure_ascii=False, default=str))


def start_logging(settings: Settings, *, quiet: bool = False) -> None:
    """Send Rostra's log to standard error; `quiet` leaves only errors."""
    handler = logging.StreamHandler(sys.stderr)
    plain = Lines("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if settings.log.json_lines else plain)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    level = logging.ERROR if quiet else settings.log.level.upper()
    logging.getLogger("rostra").setLevel(level)
    logging.getLogger("alembic").setLevel(logging.ERROR)

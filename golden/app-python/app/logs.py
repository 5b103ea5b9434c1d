"""Logging as one JSON object a line on stdout.

Every module logs with logging.getLogger(__name__); fields of its own go into
extra: log.info("order placed", extra={"order": 7}).
"""

import json
import logging
import sys
from datetime import UTC, datetime

LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warn": logging.WARNING,
    "error": logging.ERROR,
}
_NAMES = {logging.DEBUG: "debug", logging.INFO: "info", logging.WARNING: "warn"}
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def setup(service: str, environment: str, level: str) -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonFormatter(service, environment))
    # Libraries speak from warnings on: below, botocore logs secrets and httpx2 query strings.
    logging.basicConfig(handlers=[handler], level=max(LEVELS[level], logging.WARNING), force=True)
    logging.getLogger("app").setLevel(LEVELS[level])
    logging.captureWarnings(capture=True)


class JsonFormatter(logging.Formatter):
    def __init__(self, service: str, environment: str) -> None:
        super().__init__()
        self._fixed = {"service": service, "environment": environment}

    def format(self, record: logging.LogRecord) -> str:
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {
            "time": time.replace("+00:00", "Z"),
            "level": _NAMES.get(record.levelno, "error"),
            "message": record.getMessage(),
            **self._fixed,
        }
        for key, value in vars(record).items():
            if key not in _STANDARD:
                line.setdefault(key, value)
        if record.exc_info:
            line["stack"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)

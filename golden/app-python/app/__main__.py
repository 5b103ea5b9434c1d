"""Starts the service (python -m app), or asks a running one how it is (healthcheck)."""

import http.client
import logging
import os
import signal
import sys

from app import logs
from app.config import HEALTH_PATHS, SERVICE_NAME, Config, ConfigError

log = logging.getLogger("app")


def main(arguments: list[str]) -> int:
    try:
        config = Config.from_env(os.environ)
    except ConfigError as error:
        service = os.environ.get("SERVICE_NAME") or SERVICE_NAME
        logs.setup(service, os.environ.get("ENVIRONMENT") or "local", "info")
        log.error("bad configuration: %s", error)
        return 1
    if arguments == ["healthcheck"]:
        return healthcheck(config.port)
    if arguments:
        print("usage: python -m app [healthcheck]", file=sys.stderr)
        return 2
    logs.setup(config.service, config.environment, config.log_level)

    # Until server.py handles it: process 1 of a container never sees a signal without a handler.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    # Imported late, so that the health check need not load the frameworks every few seconds.
    from app.server import run

    return run(config)


def healthcheck(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", HEALTH_PATHS[0])
        return 0 if connection.getresponse().status == 200 else 1
    except (OSError, http.client.HTTPException) as error:
        print(f"no answer on port {port}: {error}", file=sys.stderr)
        return 1


sys.exit(main(sys.argv[1:]))

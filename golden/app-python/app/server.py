"""The process: starts everything, and stops it in order on SIGTERM or SIGINT."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading

import uvicorn

from app.clients import Clients, NotConfiguredError
from app.config import WORKER_QUEUE, Config
from app.handler import handle
from app.web import create_app
from app.worker import Worker

log = logging.getLogger(__name__)


def run(config: Config) -> int:
    try:
        asyncio.run(_serve(config))
    except Exception:
        log.exception("the service failed")
        return 1
    return 0


async def _serve(config: Config) -> None:
    listener = socket.create_server(("0.0.0.0", config.port))  # noqa: S104
    clients = Clients(config)
    server = Server(
        uvicorn.Config(
            create_app(clients),
            log_config=None,
            access_log=False,
            server_header=False,
            # Longer than the load balancer's 60 s, which else meets connections that just closed.
            timeout_keep_alive=75,
        )
    )
    worker = _worker(clients)

    def stop() -> None:
        if server.should_exit:
            return
        log.info("stopping")
        _exit_after(config.grace_seconds)
        server.should_exit = True
        if worker:
            worker.stop()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    # When one of the tasks fails, so does the process: ECS starts another.
    async with clients, asyncio.TaskGroup() as tasks:
        tasks.create_task(server.serve([listener]))
        if worker:
            tasks.create_task(worker.run())
    log.info("stopped")


def _worker(clients: Clients) -> Worker | None:
    try:
        return Worker(clients.queue(WORKER_QUEUE), handle, clients)
    except NotConfiguredError as error:
        log.warning("no worker: %s", error)
        return None


class Server(uvicorn.Server):
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        log.info("listening", extra={"port": sockets[0].getsockname()[1]})

    def capture_signals(self) -> contextlib.AbstractContextManager[None]:
        """Leaves signals to stop(): uvicorn would die of them once it has stopped."""
        return contextlib.nullcontext()


def _exit_after(seconds: int) -> None:
    """Ends a process that does not stop. A thread, since the loop may be what hangs."""

    def give_up() -> None:
        log.error("not stopped in time", extra={"grace_seconds": seconds})
        os._exit(1)

    timer = threading.Timer(seconds, give_up)
    timer.daemon = True
    timer.start()

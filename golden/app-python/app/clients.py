"""Clients of everything the service uses: one object for routes and the worker."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Self, TypeVar

import httpx2
from fastapi import Depends, Request
from psycopg_pool import AsyncConnectionPool
from redis.asyncio import Redis

from app.aws import Queue
from app.cache import create_cache
from app.config import QUEUE_URLS, SERVICE_URLS, Config
from app.database import create_pool, ping

log = logging.getLogger(__name__)

CHECK_SECONDS = 2
SERVICE_SECONDS = 10

T = TypeVar("T")


class NotConfiguredError(Exception):
    """The environment does not say where it is."""


class Clients:
    """Asking for one that is not configured raises NotConfiguredError; the rest works."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._database = create_pool(config, config.database) if config.database else None
        self._cache = create_cache(config, config.cache) if config.cache else None
        self._queues = {name: Queue(url, config.aws_region) for name, url in config.queues.items()}
        self._services = {name: Service(url) for name, url in config.services.items()}

    @property
    def database(self) -> AsyncConnectionPool:
        return _configured(self._database, "DATABASE_HOST")

    @property
    def cache(self) -> Redis:
        return _configured(self._cache, "REDIS_HOST")

    def cache_key(self, name: str) -> str:
        """A key, or a channel, of this service: Redis refuses those of others."""
        return self.config.cache_prefix + name

    def queue(self, name: str) -> Queue:
        return _configured(self._queues.get(name), QUEUE_URLS[name])

    def service(self, name: str) -> "Service":
        return _configured(self._services.get(name), SERVICE_URLS[name])

    async def __aenter__(self) -> Self:
        if self._database:
            await self._database.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._database:
            await self._database.close()
        if self._cache:
            await self._cache.aclose()
        for service in self._services.values():
            await service.close()

    async def check(self) -> dict[str, str]:
        """Asks everything at once; the answers are ok, unavailable or not configured."""
        pings: dict[str, Callable[[], Awaitable[Any]]] = {
            "database": lambda: ping(self.database),
            "cache": lambda: self.cache.ping(),
        }
        for name in QUEUE_URLS:
            pings[f"queue {name}"] = lambda name=name: self.queue(name).ping()
        for name in SERVICE_URLS:
            pings[f"service {name}"] = lambda name=name: self.service(name).ping()
        answers = await asyncio.gather(*(_check(*each) for each in pings.items()))
        return dict(zip(pings, answers, strict=True))


def _configured(client: T | None, variable: str) -> T:
    if client is None:
        raise NotConfiguredError(f"{variable} is not set")
    return client


async def _check(name: str, ping: Callable[[], Awaitable[Any]]) -> str:
    try:
        task = asyncio.ensure_future(ping())
    except NotConfiguredError:
        return "not configured"
    # Not wait_for, which would wait until a client has undone what it was at.
    await asyncio.wait([task], timeout=CHECK_SECONDS)
    if not task.done():
        task.cancel()
        cause = "no answer in time"
    elif error := task.exception():
        cause = f"{type(error).__name__}: {error}"
    else:
        return "ok"
    log.warning("check failed", extra={"check": name, "cause": cause})
    return "unavailable"


class Service:
    """Another service, by HTTP. Nothing is retried: the caller knows what may be."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._http = httpx2.AsyncClient(
            base_url=url, timeout=httpx2.Timeout(SERVICE_SECONDS, connect=2)
        )

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        return await self.request("GET", path, **options)

    async def post(self, path: str, **options: Any) -> httpx2.Response:
        return await self.request("POST", path, **options)

    async def request(
        self, method: str, path: str, *, trace_id: str | None = None, **options: Any
    ) -> httpx2.Response:
        """Raises httpx2.HTTPError when there is no answer; what an answer's status means is yours.

        With trace_id, the X-Amzn-Trace-Id of the request being served, X-Ray shows both as one.
        """
        headers = httpx2.Headers(options.pop("headers", None))
        if trace_id:
            headers["X-Amzn-Trace-Id"] = trace_id
        try:
            async with asyncio.timeout(SERVICE_SECONDS):
                return await self._http.request(method, path, headers=headers, **options)
        except TimeoutError:
            raise httpx2.ReadTimeout(f"no whole answer in {SERVICE_SECONDS} seconds") from None

    async def ping(self) -> None:
        answer = await self.request("GET", self._url)
        if answer.status_code >= 500:
            raise ValueError(f"status {answer.status_code}")

    async def close(self) -> None:
        await self._http.aclose()


def _clients(request: Request) -> Clients:
    return request.app.state.clients


# The type of a route's parameter that wants the clients.
UsesClients = Annotated[Clients, Depends(_clients)]

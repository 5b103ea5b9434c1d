"""The client of other services, against a server of this machine."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx2
import pytest

from app import clients as clients_module
from app.clients import Clients, NotConfiguredError
from app.config import SERVICE_URLS, Config

pytestmark = pytest.mark.anyio

NAME, VARIABLE = next(iter(SERVICE_URLS.items()))


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/api/slow":
            time.sleep(0.5)
        self.send_response(500 if self.path == "/broken" else 404)
        self.end_headers()
        self.wfile.write(f"{self.path} {self.headers['X-Amzn-Trace-Id']}".encode())

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def configured(url: str) -> Clients:
    return Clients(Config.from_env({VARIABLE: url}))


async def test_asks_below_the_url_and_passes_the_trace_on(url: str) -> None:
    async with configured(f"{url}/api") as clients:
        plain = await clients.service(NAME).get("/things", params={"page": 2})
        traced = await clients.service(NAME).get("/things", trace_id="Root=1-2-3")
    assert plain.text == "/api/things?page=2 None"
    assert traced.text == "/api/things Root=1-2-3"


async def test_gives_up_on_a_slow_answer(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clients_module, "SERVICE_SECONDS", 0.1)
    async with configured(f"{url}/api") as clients:
        with pytest.raises(httpx2.TimeoutException):
            await clients.service(NAME).get("/slow")


async def test_says_when_it_is_not_configured(clients: Clients) -> None:
    with pytest.raises(NotConfiguredError, match=VARIABLE):
        await clients.service(NAME).get("/things")


async def test_status_of_a_service(url: str) -> None:
    # What is not found is an answer all the same.
    for path, expected in (("/api", "ok"), ("/broken", "unavailable")):
        async with configured(url + path) as clients:
            assert (await clients.check())[f"service {NAME}"] == expected
    async with configured("http://127.0.0.1:1") as clients:
        assert (await clients.check())[f"service {NAME}"] == "unavailable"

"""What every route gets from web.py."""

import logging

import pytest
from fastapi.testclient import TestClient

from app import web
from app.clients import Clients
from app.config import BASE_PATH, HEALTH_PATHS

UNKNOWN = f"{BASE_PATH}/no-such-path"


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="app")
    return caplog


@pytest.mark.parametrize("path", HEALTH_PATHS)
def test_health(http: TestClient, logged: pytest.LogCaptureFixture, path: str) -> None:
    answer = http.get(path)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert not logged.records
    assert http.delete(path).status_code == 405


@pytest.mark.parametrize("path", ["/a'b$(c):d*", "/a%20b/%2F", "/a;b,c@d&e=f!~+"])
def test_health_paths_are_plain_text(
    http: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(web, "HEALTH_PATHS", (path,))
    assert http.get(path).json() == {"status": "ok"}
    assert http.get(path + "x").status_code == 404
    assert http.delete(path).status_code == 405


def test_status_with_nothing_configured(http: TestClient) -> None:
    answer = http.get(f"{BASE_PATH}/status")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert set(answer.json()["checks"].values()) <= {"not configured"}


def test_status_when_something_is_down(
    http: TestClient, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def check() -> dict[str, str]:
        return {"one": "ok", "other": "unavailable"}

    monkeypatch.setattr(clients, "check", check)
    answer = http.get(f"{BASE_PATH}/status")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "unavailable",
        "checks": {"one": "ok", "other": "unavailable"},
    }


def test_unknown_path(http: TestClient) -> None:
    for path in (UNKNOWN, f"{BASE_PATH}x/greetings", f"{BASE_PATH}/greetings/"):
        answer = http.get(path)
        assert (answer.status_code, answer.json()) == (404, {"error": "not found"})


def test_wrong_method(http: TestClient) -> None:
    answer = http.post(f"{BASE_PATH}/status")
    assert (answer.status_code, answer.json()) == (405, {"error": "method not allowed"})
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    ("size", "status"), [(web.MAX_BODY_BYTES, 400), (web.MAX_BODY_BYTES + 1, 413)]
)
def test_large_body(http: TestClient, size: int, status: int) -> None:
    answer = http.post(
        f"{BASE_PATH}/greetings", content=b" " * size, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status
    assert answer.json()["error"]


def test_error(
    http: TestClient,
    clients: Clients,
    monkeypatch: pytest.MonkeyPatch,
    logged: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.delattr(Clients, "check")
    answer = http.get(f"{BASE_PATH}/status")
    assert (answer.status_code, answer.json()) == (500, {"error": "internal error"})
    failed, request = logged.records
    assert failed.levelname == "ERROR"
    assert failed.exc_info
    assert request.status == 500


def test_access_log(http: TestClient, logged: pytest.LogCaptureFixture) -> None:
    http.get(f"{UNKNOWN}?token=secret", headers={"X-Amzn-Trace-Id": "Root=1-2-3"})
    (line,) = logged.records
    assert (line.method, line.path, line.status) == ("GET", UNKNOWN, 404)
    assert line.trace_id == "Root=1-2-3"
    assert line.duration_ms >= 0
    assert "secret" not in str(vars(line))

"""Tests of the service's own routes. This file is yours."""

import pytest
from fastapi.testclient import TestClient

from app.config import BASE_PATH, HEALTH_PATHS, SERVICE_NAME


@pytest.mark.skipif(f"{BASE_PATH}/" in HEALTH_PATHS, reason="the health check has this path")
def test_index(http: TestClient) -> None:
    answer = http.get(f"{BASE_PATH}/")
    assert answer.status_code == 200
    assert answer.json() == {"service": SERVICE_NAME, "environment": "local"}


def test_greets(http: TestClient) -> None:
    answer = http.post(f"{BASE_PATH}/greetings", json={"name": "Ada"})
    assert answer.status_code == 201
    assert answer.json() == {"message": "Hello, Ada!"}


@pytest.mark.parametrize("body", ["", "{", "null", "[]", "{}", '{"name": 7}', '{"name": ""}'])
def test_refuses_to_greet(http: TestClient, body: str) -> None:
    answer = http.post(
        f"{BASE_PATH}/greetings", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_refuses_fields_it_does_not_know(http: TestClient) -> None:
    answer = http.post(f"{BASE_PATH}/greetings", json={"name": "Ada", "title": "Countess"})
    assert answer.status_code == 400
    assert "title" in answer.json()["error"]

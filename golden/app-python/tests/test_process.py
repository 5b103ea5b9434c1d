"""The app as a process of its own: how it starts, speaks and stops."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import pytest

from app.config import BASE_PATH, HEALTH_PATHS

BODY = b'{"name": "Ada"}'


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@contextlib.contextmanager
def app(port: int | str, *arguments: str, grace: int = 10) -> Iterator[subprocess.Popen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *arguments],
        env={
            "PATH": os.environ["PATH"],
            "PORT": str(port),
            "SHUTDOWN_GRACE_SECONDS": str(grace),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_for(process: subprocess.Popen, message: str) -> dict:
    """Reads lines, all of which must be JSON, until the one with the message."""
    for text in process.stdout:
        line = json.loads(text)
        assert line.keys() >= {"time", "level", "message", "service", "environment"}
        if line["message"] == message:
            return line
    raise AssertionError(f"{message!r} was never logged")


def begin_greeting(port: int) -> http.client.HTTPConnection:
    """Sends half a request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("POST", f"{BASE_PATH}/greetings")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(BODY)))
    connection.endheaders(BODY[:5])
    return connection


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_finishes_the_request_in_flight(port: int, number: signal.Signals) -> None:
    with app(port) as process:
        assert wait_for(process, "listening")["port"] == port
        connection = begin_greeting(port)
        idle = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        idle.request("GET", HEALTH_PATHS[0])
        assert idle.getresponse().read() == b'{"status":"ok"}'

        process.send_signal(number)
        wait_for(process, "stopping")
        assert idle.sock.recv(1) == b""
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port))
        connection.send(BODY[5:])
        assert connection.getresponse().status == 201

        wait_for(process, "stopped")
        assert process.wait(10) == 0
        assert process.stderr.read() == ""


def test_gives_up_after_the_grace_period(port: int) -> None:
    with app(port, grace=1) as process:
        wait_for(process, "listening")
        connection = begin_greeting(port)
        process.terminate()
        assert wait_for(process, "not stopped in time")["level"] == "error"
        assert process.wait(10) == 1
        connection.close()


def test_bad_configuration_is_one_line() -> None:
    with app("abc") as process:
        text, errors = process.communicate(timeout=60)
    line = json.loads(text)
    assert line["level"] == "error"
    assert "PORT" in line["message"]
    assert (process.returncode, errors) == (1, "")


def test_a_port_that_is_taken(port: int) -> None:
    with socket.create_server(("127.0.0.1", port)), app(port) as process:
        assert "in use" in wait_for(process, "the service failed")["stack"]
        assert process.wait(10) == 1


def test_healthcheck(port: int) -> None:
    with app(port) as process:
        wait_for(process, "listening")
        with app(port, "healthcheck") as check:
            assert check.wait(10) == 0
    with app(port, "healthcheck") as check:
        assert check.wait(10) == 1

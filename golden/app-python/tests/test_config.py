"""Configuration and logging."""

import json
import logging
import sys

import pytest

from app.config import DEFAULT_PORT, QUEUE_URLS, SERVICE_NAME, Config, ConfigError
from app.logs import JsonFormatter


def test_defaults() -> None:
    config = Config.from_env({})
    assert (config.service, config.environment) == (SERVICE_NAME, "local")
    assert (config.port, config.log_level) == (DEFAULT_PORT, "info")


BAD = [
    ("PORT", "abc"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "\u0663"),
    ("LOG_LEVEL", "loud"),
    ("SHUTDOWN_GRACE_SECONDS", "-1"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_bad_value(name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=name):
        Config.from_env({name: value})


def test_database() -> None:
    environ = {"DATABASE_HOST": "db", "DATABASE_NAME": "orders"}
    with pytest.raises(ConfigError, match="DATABASE_USER"):
        Config.from_env(environ)
    database = Config.from_env(environ | {"DATABASE_USER": "orders"}).database
    assert (database.port, database.user, database.password) == (5432, "orders", None)
    assert (database.sslmode, database.sslrootcert) == ("verify-full", "rds-ca.pem")
    local = environ | {"DATABASE_USER": "app", "DATABASE_PASSWORD": "hidden"}
    assert "hidden" not in repr(Config.from_env(local))
    with pytest.raises(ConfigError, match="DATABASE_SSLMODE"):
        Config.from_env(local | {"DATABASE_SSLMODE": "off"})


def test_cache() -> None:
    cache = Config.from_env({"REDIS_HOST": "cache"}).cache
    assert (cache.port, cache.tls, cache.user) == (6379, True, None)
    with pytest.raises(ConfigError, match="REDIS_NAME"):
        Config.from_env({"REDIS_HOST": "cache", "REDIS_USER": "orders-dev"})
    with pytest.raises(ConfigError, match="REDIS_TLS"):
        Config.from_env({"REDIS_HOST": "cache", "REDIS_TLS": "yes"})


VARIABLE = next(iter(QUEUE_URLS.values()))


@pytest.mark.parametrize("value", ["sqs", "ftp://host/", "http://", "http://host:port/"])
def test_bad_url(value: str) -> None:
    with pytest.raises(ConfigError, match=VARIABLE):
        Config.from_env({VARIABLE: value})


def test_log_lines_are_json() -> None:
    try:
        raise ValueError("broken\nline")
    except ValueError:
        failure = sys.exc_info()
    record = logging.LogRecord("app", logging.WARNING, "", 0, "about %s", ("\u2028",), failure)
    record.order = 7
    record.service = "other"
    text = JsonFormatter("orders", "dev").format(record)
    assert len(text.splitlines()) == 1
    line = json.loads(text)
    assert line["time"].endswith("Z")
    assert (line["level"], line["message"], line["order"]) == ("warn", "about \u2028", 7)
    assert (line["service"], line["environment"]) == ("orders", "dev")
    assert "broken\nline" in line["stack"]

"""Logging in to the database."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.aws import client
from app.config import Config
from app.database import create_pool

ENVIRON = {
    "AWS_REGION": "us-east-1",
    "DATABASE_HOST": "db",
    "DATABASE_NAME": "orders",
    "DATABASE_USER": "orders",
}


async def login(environ: dict[str, str]) -> dict:
    config = Config.from_env(environ)
    pool = create_pool(config, config.database)
    return await pool.kwargs()


@pytest.mark.anyio
async def test_each_connection_signs_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    for key in ("first", "second"):
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
        client.cache_clear()
        options = await login(ENVIRON)
        token = urlsplit("https://" + options["password"])
        query = parse_qs(token.query)
        assert (token.netloc, query["Action"], query["DBUser"]) == (
            "db:5432",
            ["connect"],
            ["orders"],
        )
        assert query["X-Amz-Credential"][0].startswith(key + "/")
        assert (options["user"], options["sslmode"]) == ("orders", "verify-full")


@pytest.mark.anyio
async def test_password_for_local_work() -> None:
    options = await login(ENVIRON | {"DATABASE_PASSWORD": "local", "DATABASE_SSLMODE": "disable"})
    assert (options["user"], options["password"]) == ("orders", "local")

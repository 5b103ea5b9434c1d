"""The token by which connections to Redis log in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from app.cache import IamToken
from app.config import Config

ENVIRON = {
    "REDIS_HOST": "cache",
    "REDIS_NAME": "shared-dev-redis",
    "REDIS_USER": "orders-dev",
    "AWS_REGION": "eu-central-1",
}


@pytest.mark.anyio
async def test_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    config = Config.from_env(ENVIRON)
    user, token = await IamToken(config, config.cache).get_credentials_async()
    assert user == "orders-dev"
    parts = urlsplit("//" + token)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert (parts.netloc, parts.path) == ("shared-dev-redis", "/")
    assert (query["Action"], query["User"]) == ("connect", "orders-dev")
    assert (query["X-Amz-Expires"], query["X-Amz-SignedHeaders"]) == ("900", "host")
    assert "/eu-central-1/elasticache/aws4_request" in query["X-Amz-Credential"]
    assert "hidden" not in token

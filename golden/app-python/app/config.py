"""Settings, read from the environment once at the start."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SERVICE_NAME = "shop"
DEFAULT_PORT = 9090
DEFAULT_GRACE_SECONDS = 55

# The load balancer routes this path here and does not strip it.
BASE_PATH = "/store"
HEALTH_PATHS = [
    "/store/health",
    "/store/ready",
]
WORKER_QUEUE = "jobs"

# Which variable holds the URL of what.
QUEUE_URLS = {
    "jobs": "QUEUE_JOBS_URL",
}
SERVICE_URLS = {
    "catalog": "CATALOG_URL",
    "pricing": "PRICING_URL",
}

# Which variable holds the name of what.
BUCKETS = {
    "reports": "BUCKET_REPORTS",
    "uploads": "BUCKET_UPLOADS",
}
TABLES = {
    "orders": "TABLE_ORDERS",
}


class ConfigError(Exception):
    """A value in the environment that the app cannot start with."""


@dataclass(frozen=True)
class DatabaseConfig:
    host: str
    port: int
    name: str
    user: str
    sslmode: str
    sslrootcert: str
    password: str | None = field(repr=False)


@dataclass(frozen=True)
class CacheConfig:
    host: str
    port: int
    tls: bool
    name: str | None
    user: str | None


@dataclass(frozen=True)
class Config:
    """What an environment does not have is None, or not in its dict."""

    service: str
    environment: str
    port: int
    log_level: str
    grace_seconds: int
    aws_region: str | None
    database: DatabaseConfig | None
    cache: CacheConfig | None
    cache_prefix: str
    queues: dict[str, str]
    services: dict[str, str]
    buckets: dict[str, str]
    tables: dict[str, str]

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Config":
        env = _Reader(environ)
        return cls(
            service=env.text("SERVICE_NAME", SERVICE_NAME),
            environment=env.text("ENVIRONMENT", "local"),
            port=env.number("PORT", DEFAULT_PORT, 65535),
            log_level=env.choice("LOG_LEVEL", "info", "debug", "warn", "error"),
            grace_seconds=env.number("SHUTDOWN_GRACE_SECONDS", DEFAULT_GRACE_SECONDS, 3600),
            # boto3 itself reads AWS_DEFAULT_REGION only.
            aws_region=env.optional("AWS_REGION") or env.optional("AWS_DEFAULT_REGION"),
            database=_database(env),
            cache=_cache(env),
            cache_prefix=env.text("REDIS_KEY_PREFIX", SERVICE_NAME + ":"),
            queues=env.urls(QUEUE_URLS),
            services=env.urls(SERVICE_URLS),
            buckets=env.texts(BUCKETS),
            tables=env.texts(TABLES),
        )


def _database(env: "_Reader") -> DatabaseConfig | None:
    host = env.optional("DATABASE_HOST")
    if host is None:
        return None
    return DatabaseConfig(
        host=host,
        port=env.number("DATABASE_PORT", 5432, 65535),
        name=env.required("DATABASE_NAME"),
        user=env.required("DATABASE_USER"),
        sslmode=env.choice("DATABASE_SSLMODE", "verify-full", "disable", "require", "verify-ca"),
        sslrootcert=env.text("DATABASE_SSLROOTCERT", "rds-ca.pem"),
        # For local work; without it, an IAM token.
        password=env.optional("DATABASE_PASSWORD"),
    )


def _cache(env: "_Reader") -> CacheConfig | None:
    host = env.optional("REDIS_HOST")
    if host is None:
        return None
    user = env.optional("REDIS_USER")
    return CacheConfig(
        host=host,
        port=env.number("REDIS_PORT", 6379, 65535),
        tls=env.choice("REDIS_TLS", "true", "false") == "true",
        # A token is for the cache of that name.
        name=env.required("REDIS_NAME") if user else None,
        user=user,
    )


class _Reader:
    """Reads variables; an empty one counts as missing."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def optional(self, name: str) -> str | None:
        return self._environ.get(name) or None

    def text(self, name: str, default: str) -> str:
        return self.optional(name) or default

    def required(self, name: str) -> str:
        value = self.optional(name)
        if value is None:
            raise ConfigError(f"{name} is missing")
        return value

    def number(self, name: str, default: int, high: int) -> int:
        value = self.text(name, str(default))
        if not re.fullmatch("[0-9]{1,9}", value) or not 1 <= int(value) <= high:
            raise ConfigError(f"{name} must be a whole number from 1 to {high}, not {value!r}")
        return int(value)

    def choice(self, name: str, default: str, *others: str) -> str:
        value = self.text(name, default)
        if value not in (default, *others):
            raise ConfigError(f"{name} must be one of {', '.join((default, *others))}")
        return value

    def texts(self, names: dict[str, str]) -> dict[str, str]:
        """The values that are there."""
        found = {key: self.optional(name) for key, name in names.items()}
        return {key: value for key, value in found.items() if value is not None}

    def urls(self, names: dict[str, str]) -> dict[str, str]:
        """The URLs that are there, by what they lead to."""
        urls = {}
        for key, name in names.items():
            value = self.optional(name)
            if value is None:
                continue
            if not _is_http(value):
                raise ConfigError(f"{name} must be an http or https URL")
            urls[key] = value
        return urls


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False

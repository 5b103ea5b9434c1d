"""PostgreSQL: a pool that reads the password anew for each connection."""

import json
from typing import Any

from psycopg_pool import AsyncConnectionPool

from app.aws import client, in_thread
from app.config import Config, DatabaseConfig


def create_pool(config: Config, database: DatabaseConfig) -> AsyncConnectionPool:
    async def connection() -> dict[str, Any]:
        user, password = await _login(config, database)
        return {
            "host": database.host,
            "port": database.port,
            "dbname": database.name,
            "user": user,
            "password": password,
            "sslmode": database.sslmode,
            "application_name": config.service,
            "connect_timeout": 5,
            "tcp_user_timeout": 10_000,
            "options": "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s",
        }

    return AsyncConnectionPool(
        kwargs=connection,
        name="database",
        min_size=1,
        max_size=10,
        timeout=5,
        max_lifetime=60 * 60,
        # The pool tries again within this time, then when somebody next wants a connection.
        reconnect_timeout=5,
        # Connections that the server dropped are found before they are handed out.
        check=AsyncConnectionPool.check_connection,
        open=False,
    )


async def ping(pool: AsyncConnectionPool) -> None:
    async with pool.connection() as connection:
        await connection.execute("SELECT 1")


async def _login(config: Config, database: DatabaseConfig) -> tuple[str | None, str | None]:
    """User and password. RDS rotates them, so they are never kept."""
    if database.secret_arn is None:
        return database.user, database.password
    secrets = client("secretsmanager", config.aws_region)
    answer = await in_thread(lambda: secrets.get_secret_value(SecretId=database.secret_arn))
    secret = json.loads(answer["SecretString"])
    return secret["username"], secret["password"]

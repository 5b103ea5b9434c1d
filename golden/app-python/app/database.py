"""PostgreSQL: a pool whose connections log in by IAM token."""

from typing import Any

from psycopg_pool import AsyncConnectionPool

from app.aws import client, in_thread
from app.config import Config, DatabaseConfig


def create_pool(config: Config, database: DatabaseConfig) -> AsyncConnectionPool:
    async def connection() -> dict[str, Any]:
        password = database.password or await _token(config, database)
        return {
            "host": database.host,
            "port": database.port,
            "dbname": database.name,
            "user": database.user,
            "password": password,
            "sslmode": database.sslmode,
            "sslrootcert": database.sslrootcert,
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


async def _token(config: Config, database: DatabaseConfig) -> str:
    """A password that the process's IAM role signs. RDS takes it for 15 minutes: it is never kept."""
    rds = await in_thread(lambda: client("rds", config.aws_region))
    return await in_thread(
        lambda: rds.generate_db_auth_token(database.host, database.port, database.user)
    )

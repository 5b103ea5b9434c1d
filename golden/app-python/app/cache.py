"""Redis: a pool whose connections log in by IAM token."""

from functools import cached_property

import boto3
from botocore.model import ServiceId
from botocore.signers import RequestSigner
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.credentials import CredentialProvider

from app.aws import in_thread
from app.config import CacheConfig, Config


def create_cache(config: Config, cache: CacheConfig) -> Redis:
    return Redis(
        host=cache.host,
        port=cache.port,
        ssl=cache.tls,
        # Without a user, for local work, it logs in as nobody.
        credential_provider=IamToken(config, cache) if cache.user else None,
        decode_responses=True,
        socket_connect_timeout=2,
        socket_timeout=2,
        health_check_interval=30,
        # At once and once: a connection that was closed while idle is opened again.
        retry=Retry(NoBackoff(), 1),
    )


class IamToken(CredentialProvider):
    """A password that the process's IAM role signs.

    ElastiCache takes it for 15 minutes, so each connection has its own.
    """

    def __init__(self, config: Config, cache: CacheConfig) -> None:
        self._region = config.aws_region
        self._cache = cache

    @cached_property
    def _signer(self) -> RequestSigner:
        session = boto3.Session(region_name=self._region)
        return RequestSigner(
            ServiceId("ElastiCache"),
            self._region,
            "elasticache",
            "v4",
            session.get_credentials(),
            session.events,
        )

    def get_credentials(self) -> tuple[str, str]:
        url = self._signer.generate_presigned_url(
            {
                "method": "GET",
                "url": f"https://{self._cache.name}/?Action=connect&User={self._cache.user}",
                "body": {},
                "headers": {},
                "context": {},
            },
            operation_name="connect",
            expires_in=15 * 60,
            region_name=self._region,
        )
        return self._cache.user, url.removeprefix("https://")

    async def get_credentials_async(self) -> tuple[str, str]:
        return await in_thread(self.get_credentials)

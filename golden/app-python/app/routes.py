"""The service's own routes. This file is yours; paths are below the base path."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.clients import UsesClients

router = APIRouter()


class Greeting(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1)]


@router.get("/")
async def index(clients: UsesClients) -> dict[str, str]:
    return {"service": clients.config.service, "environment": clients.config.environment}


@router.post("/greetings", status_code=201)
async def greet(greeting: Greeting) -> dict[str, str]:
    return {"message": f"Hello, {greeting.name}!"}

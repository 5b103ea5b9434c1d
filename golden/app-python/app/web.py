"""The HTTP application around the team's routes: health, status, errors, access log."""

import logging
import time
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.clients import Clients
from app.config import BASE_PATH, HEALTH_PATHS
from app.routes import router

log = logging.getLogger(__name__)

MAX_BODY_BYTES = 1 << 20


def create_app(clients: Clients) -> "Entrance":
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.state.clients = clients
    app.add_api_route("/status", _status)
    app.include_router(router)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _failed)
    return Entrance(app)


async def _status(request: Request) -> JSONResponse:
    checks = await request.app.state.clients.check()
    healthy = "unavailable" not in checks.values()
    return JSONResponse(
        {"status": "ok" if healthy else "unavailable", "checks": checks}, 200 if healthy else 503
    )


async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return JSONResponse({"error": f"{where}: {first['msg']}"}, 400)


async def _refused(request: Request, error: HTTPException) -> JSONResponse:
    if error.detail != HTTPStatus(error.status_code).phrase:
        return JSONResponse({"error": error.detail}, error.status_code, error.headers)
    if error.status_code == 404:
        return _not_found(request.scope)
    return JSONResponse({"error": error.detail.lower()}, error.status_code, error.headers)


def _not_found(scope: Scope) -> JSONResponse:
    if _is_health(scope):
        return JSONResponse({"error": "method not allowed"}, 405, {"Allow": "GET"})
    return JSONResponse({"error": "not found"}, 404)


async def _failed(_: Request, __: Exception) -> JSONResponse:
    return JSONResponse({"error": "internal error"}, 500)


def _raw_path(scope: Scope) -> str:
    return scope["raw_path"].decode("latin-1")


def _is_health(scope: Scope) -> bool:
    return scope["path"] in HEALTH_PATHS or _raw_path(scope) in HEALTH_PATHS


def _limited(receive: Receive) -> Receive:
    """Refuses bodies that are too large. uvicorn reads the rest, so that the answer arrives."""
    size = 0

    async def limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MAX_BODY_BYTES:
            raise HTTPException(413, "the body is too large")
        return message

    return limited


class Entrance:
    """What every request passes on its way to FastAPI.

    Health paths are compared as text, before routing: they may hold characters
    that mean something to a router.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "GET" and _is_health(scope):
            await JSONResponse({"status": "ok"})(scope, receive, send)
        else:
            await self._logged(scope, receive, send)

    async def _logged(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = time.perf_counter()
        line = {"method": scope["method"], "path": _raw_path(scope), "status": 500}
        for name, value in scope["headers"]:
            if name == b"x-amzn-trace-id":
                line["trace_id"] = value.decode("latin-1")

        async def noting_status(message: Message) -> None:
            if message["type"] == "http.response.start":
                line["status"] = message["status"]
            await send(message)

        try:
            await self._below_base(scope)(scope, _limited(receive), noting_status)
        except Exception:
            # The answer is sent by now, by _failed.
            log.exception("request failed", extra=line)
        line["duration_ms"] = round((time.perf_counter() - start) * 1000, 1)
        log.info("request", extra=line)

    def _below_base(self, scope: Scope) -> ASGIApp:
        """Makes the routes, which know nothing of the base path, stand below it."""
        path = scope["path"]
        if path == BASE_PATH:
            scope["path"] = path + "/"
        elif not path.startswith(BASE_PATH + "/"):
            return _not_found(scope)
        scope["root_path"] = BASE_PATH
        return self._app

"""
A small service behind which the library stands: check a document, verify a claim, assess a plan.

Every fault of a request is told at once, with its line. What is undefined is an answer with a reason. Nothing of one
request is seen by another: what a document declares is known in that document only.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

import attrs
from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI, HTTPException, Request, Response
from starlette.requests import ClientDisconnect

import publicservice as ps
from examples.service.description import described
from examples.service.reading import QUESTIONS, Body, asked, documents, read_any
from publicservice.errors import UndefinedError
from publicservice.faults import Fault, FaultyFileError
from publicservice.io.exchange import to_json
from publicservice.io.schema import PUBLISHED, schema

__all__ = ["Limits", "app", "create_app"]

Made = TypeVar("Made")

_FORMATS = {
    "application/json": "json",
    "application/yaml": "yaml",
    "application/x-yaml": "yaml",
    "text/yaml": "yaml",
}


@attrs.frozen
class Limits:
    """
    How much of the service one request may have.

    Attributes:
        size: Of a body. [byte]
        patience: How long a body may take to come in. [second]
        reports: Of one assessment.
        workers: Requests that are worked on at one time; the others wait.
    """

    size: int = 1_000_000
    patience: float = 10
    reports: int = 20
    workers: int = 4


def create_app(limits: Limits = Limits()) -> FastAPI:
    """The service, with limits of its own."""
    made = FastAPI(title="publicservice", version=ps.__version__, docs_url=None, redoc_url=None)
    workers = CapacityLimiter(limits.workers)

    async def answer(request: Request, work: Callable[[Body], str]) -> Response:
        body = await _body(request, limits)
        return _json(await to_thread.run_sync(work, body, limiter=workers))

    @made.post("/check")
    async def check(request: Request) -> Response:
        return await answer(request, _checked)

    @made.post("/verify/{claim}")
    async def verify(request: Request, claim: str) -> Response:
        if claim not in QUESTIONS:
            raise HTTPException(404, f"no claim is verified as this; known are {', '.join(QUESTIONS)}")
        return await answer(request, lambda body: _verified(body, claim))

    @made.post("/assess")
    async def assess(request: Request) -> Response:
        return await answer(request, lambda body: _assessed(body, limits.reports))

    @made.get("/schemas/{kind}")
    async def schemas(kind: str) -> Response:
        if kind not in PUBLISHED:
            raise HTTPException(404, f"there is no such schema; known are {', '.join(PUBLISHED)}")
        return _json(json.dumps(schema(kind), ensure_ascii=False))

    made.add_exception_handler(ps.PublicServiceError, _refused)
    made.add_exception_handler(HTTPException, _failed)
    for status in (404, 405):
        made.add_exception_handler(status, _failed)
    made.add_exception_handler(ClientDisconnect, _gone)
    described(made)
    return made


# --- the body


async def _body(request: Request, limits: Limits) -> Body:
    """The body, read as it comes in and no further than the limit, whatever its headers say of it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMATS:
        raise _closing(415, f"the body has to be one of {', '.join(_FORMATS)}")
    packed = {given.strip().lower() for given in request.headers.getlist("content-encoding")} - {"identity"}
    if packed:
        raise _closing(415, "a packed body is not read; send it as it is")
    content = bytearray()
    try:
        async with asyncio.timeout(limits.patience):
            async for chunk in request.stream():
                content += chunk
                if len(content) > limits.size:
                    raise _closing(413, f"the body is too large; at most {limits.size:,} bytes are read")
    except TimeoutError:
        raise _closing(408, f"the body did not come within {limits.patience:g} seconds") from None
    return Body(bytes(content), _FORMATS[kind])


def _closing(status: int, problem: str) -> HTTPException:
    """Refuse a body that is not read to its end, so that nothing can follow it on the connection."""
    return HTTPException(status, problem, {"Connection": "close"})


# --- the work, in a thread of its own


def _checked(body: Body) -> str:
    return to_json(ps.check(read_any(body)))


def _verified(body: Body, claim: str) -> str:
    verify, values = QUESTIONS[claim].verify, asked(body, claim)
    try:
        found = verify(**values)
    except UndefinedError as error:
        return json.dumps({"verdict": "not checkable", "reason": error.reason, "text": str(error)})
    told = {"says": found.says, "computed": found.computed, "off_by": found.off_by, "implied": found.implied}
    words = {name: str(value) for name, value in told.items() if value is not None}
    told_of = {"refused": found.refused} if found.refused is not None else {}
    answer = {"verdict": found.verdict.value, "reason": found.reason, "readings": found.readings, "text": str(found)}
    return json.dumps(answer | words | told_of, ensure_ascii=False)


def _assessed(body: Body, most_reports: int) -> str:
    plan, reports, as_of = documents(body, most_reports)
    found = ps.assess(plan, *reports, as_of=as_of)
    totals = {status.value: count for status, count in found.totals().counts.items()}
    answer: dict[str, Any] = {"as_of": found.as_of, "rows": found.to_rows(), "totals": totals}
    # Decimals and dates go out as text, which says of them what a binary number would lose.
    return json.dumps(answer | {"unused": [str(one) for one in found.unused]}, ensure_ascii=False, default=str)


# --- answers


def _json(text: str, status: int = 200, headers: Any = None) -> Response:
    guarded = {"X-Content-Type-Options": "nosniff"} | dict(headers or {})
    return Response(text, status, guarded, media_type="application/json")


async def _refused(request: Request, error: Exception) -> Response:
    """Everything that is wrong with what was sent."""
    told = error.faults if isinstance(error, FaultyFileError) else (_fault(error),)
    return _json(json.dumps({"faults": [attrs.asdict(fault) for fault in told]}, ensure_ascii=False), 422)


def _fault(error: Any) -> Fault:
    return Fault(error.problem, seen=error.seen, expected=error.expected, hint=error.hint)


async def _failed(request: Request, error: Any) -> Response:
    return _json(json.dumps({"faults": [attrs.asdict(Fault(str(error.detail)))]}), error.status_code, error.headers)


async def _gone(request: Request, error: Exception) -> Response:
    """Nobody is there to read an answer."""
    return Response(status_code=400)


app = create_app()

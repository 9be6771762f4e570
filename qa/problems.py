"""Problem documents (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457): errors that a person can act on."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from index.errors import VerseError


class Problem(BaseModel):
    """What went wrong; ``detail`` is fit to show."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def problem_response(status: int, title: str, detail: str) -> JSONResponse:
    """Return a problem document as a response."""
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    body = Problem(title=title, status=status, detail=detail).model_dump()
    return JSONResponse(body, status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every error of the API with a problem document."""

    def of_ours(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, VerseError)  # noqa: S101  (FastAPI calls it for nothing else)
        return problem_response(error.status, error.title, str(error))

    def of_http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101
        detail = {
            404: "There is nothing at this address. /docs lists what there is.",
            405: "This address does not take that method. /docs lists what it takes.",
        }.get(error.status_code, str(error.detail))
        return problem_response(error.status_code, str(error.detail), detail)

    def of_validation(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101
        first = error.errors()[0]
        if first["type"] in {"json_invalid", "model_attributes_type", "dict_type"}:
            return problem_response(
                422,
                "The request makes no sense",
                "The body is not valid JSON. Send it with Content-Type: application/json.",
            )
        where = ".".join(str(part) for part in first["loc"] if part not in {"body", "query"}) or "the request"
        return problem_response(422, "The request makes no sense", f"{where}: {first['msg']}.")

    def of_characters(_: Request, error: Exception) -> JSONResponse:
        return problem_response(422, "The request makes no sense", "It holds broken characters. Type it again.")

    def of_defect(_: Request, error: Exception) -> JSONResponse:
        # The error itself goes on to the server, which logs it.
        return problem_response(
            500,
            "The program failed",
            "This is a defect of the program. `verse doctor` tells whether the library is well.",
        )

    app.add_exception_handler(VerseError, of_ours)
    app.add_exception_handler(UnicodeEncodeError, of_characters)
    app.add_exception_handler(Exception, of_defect)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)

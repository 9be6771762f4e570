"""Serving: the API in this process and the page in a child process beside it."""

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from index.encoder import Encoder
from index.errors import InvalidRequestError
from index.library import Library
from qa.api import create
from qa.guard import LOOPBACK
from qa.settings import Settings


def check_address(host: str, port: int, settings: Settings) -> None:
    """Raise ``InvalidRequestError`` where the API must not or cannot listen."""
    if host not in LOOPBACK and settings.token is None:
        raise InvalidRequestError(
            f"The API will not listen on {host} without a token: everyone who can reach it could read and change the "
            "library. Set VERSE_TOKEN to a long secret, or leave --host at 127.0.0.1."
        )
    if host not in LOOPBACK and not settings.allowed_hosts:
        raise InvalidRequestError(
            f"To listen on {host}, say under which names the API will be asked: "
            """set VERSE_ALLOWED_HOSTS, for example to '["library.example.org"]'."""
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise InvalidRequestError(
                f"Nothing can listen on {host} port {port} ({error.strerror}). Is `verse serve` running already? "
                "If so, stop it, or choose another number with --port or --ui-port."
            ) from None


def serve(library: Library, encoder: Encoder, settings: Settings, host: str, port: int, ui_port: int | None) -> None:
    """Serve until interrupted; ``ui_port`` None means without the page. Check the addresses first."""
    application = create(library, encoder, settings)
    page = _page(host, port, ui_port, settings.upload_limit_mib) if ui_port is not None else contextlib.nullcontext()
    with page:
        uvicorn.run(application, host=host, port=port, log_level="error", access_log=False, server_header=False)


@contextlib.contextmanager
def _page(host: str, port: int, ui_port: int, upload_limit_mib: int) -> Iterator[None]:
    script = Path(__file__).parent.parent / "ui" / "page.py"
    api_host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  (compared, not bound)
    address = f"http://[{api_host}]:{port}" if ":" in api_host else f"http://{api_host}:{port}"
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(script),
        "--server.address",
        "127.0.0.1",
        "--server.port",
        str(ui_port),
        "--server.maxUploadSize",
        str(upload_limit_mib),
        "--server.headless",
        "true",
        "--server.fileWatcherType",
        "none",
        "--browser.gatherUsageStats",
        "false",
        "--client.toolbarMode",
        "minimal",
        "--client.showErrorDetails",
        "none",
        "--logger.level",
        "error",
    ]
    environment = {**os.environ, "VERSE_API_URL": address}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        yield
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        if process.poll() is None:
            process.kill()

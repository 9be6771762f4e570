"""A file and an address that no reader may look at; both tell whether one did."""

import functools
import socket
import tempfile
from pathlib import Path

SONG = "the canary sings"


@functools.cache
def _listener() -> socket.socket:
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    return listener


def address() -> str:
    """Return an address at which nobody may call."""
    return f"http://127.0.0.1:{_listener().getsockname()[1]}/evil"


def path() -> str:
    """Return the path of a file whose words may not be in any document."""
    file = Path(tempfile.gettempdir()) / "verse-canary.xml"
    file.write_text(f"<p>{SONG}</p>")
    return str(file)


def called() -> bool:
    """Tell whether anybody called."""
    try:
        connection, _ = _listener().accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


def close() -> None:
    """Take both away."""
    _listener().close()
    _listener.cache_clear()
    Path(path()).unlink()

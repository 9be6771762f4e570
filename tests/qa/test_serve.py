import socket

import pytest
from pydantic import SecretStr

from index.errors import InvalidRequestError
from qa.serve import check_address
from qa.settings import Settings


def test_beyond_this_machine_only_with_a_token_and_names() -> None:
    with pytest.raises(InvalidRequestError, match="VERSE_TOKEN"):
        check_address("0.0.0.0", 8000, Settings())
    with pytest.raises(InvalidRequestError, match="VERSE_ALLOWED_HOSTS"):
        check_address("0.0.0.0", 8000, Settings(token=SecretStr("x" * 32)))


def test_a_port_in_use_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InvalidRequestError, match=str(port)):
            check_address("127.0.0.1", port, Settings())

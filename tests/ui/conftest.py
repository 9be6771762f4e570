from collections.abc import Iterator

import pytest
import streamlit as st

from tests.ui.small_api import SmallApi, filled, serving


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallApi]:
    """A filled library behind HTTP, where the page's settings point."""
    st.cache_data.clear()
    monkeypatch.delenv("VERSE_TOKEN", raising=False)
    with serving(filled()) as served:
        monkeypatch.setenv("VERSE_API_URL", served.url)
        yield served


@pytest.fixture
def nothing_there(monkeypatch: pytest.MonkeyPatch) -> str:
    """An address where no API answers any more, where the page's settings point."""
    st.cache_data.clear()
    with serving(SmallApi()) as served:
        pass
    monkeypatch.setenv("VERSE_API_URL", served.url)
    return served.url

"""The page in a real browser: Debian's chromium where it is installed, else Playwright's own."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Dialog, Page, ViewportSize, expect, sync_playwright

from tests.ui.small_api import HOSTILE, QUOTE, REFUSED, filled, serving

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--server.headless=true",
    "--server.address=127.0.0.1",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
    "--client.toolbarMode=minimal",
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page_url() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with serving(filled()) as api:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "ui/page.py", f"--server.port={port}", *FLAGS],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "VERSE_API_URL": api.url, "VERSE_TOKEN": ""},
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_for(url, process)
            yield url
        finally:
            process.terminate()
            process.wait()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            if httpx.get(f"{url}/_stcore/health", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"Streamlit ended with {process.returncode}.")


@pytest.fixture(scope="module", params=[(1280, 900), (390, 844)], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        width, height = request.param
        page = browser.new_page(viewport=ViewportSize(width=width, height=height))
        page.set_default_timeout(20_000)
        expect.set_options(timeout=20_000)
        yield page
        browser.close()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_from_a_question_to_the_quote_in_its_document_and_back(page: Page, page_url: str) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.goto(page_url)
    page.get_by_label("Your question").fill("What did councils say?")
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("heading", name="Answer")).to_be_visible()
    expect(page.locator("blockquote").first).to_have_text(f"{QUOTE} [1]")
    assert fits(page)

    page.get_by_role("link", name="Read in document").first.click()
    mark = page.locator("mark#quote")
    expect(mark).to_be_in_viewport()
    assert mark.text_content() == QUOTE
    assert HOSTILE in (page.locator(".verse-text").text_content() or "")
    assert fits(page)
    page.get_by_role("link", name="Jump to the quote").click()
    expect(mark).to_be_in_viewport()

    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.get_by_role("heading", name="Answer")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("What did councils say?")
    assert dialogs == []


def test_a_shared_link_opens_the_answer(page: Page, page_url: str) -> None:
    page.goto(f"{page_url}/?question={REFUSED}")
    expect(page.get_by_role("heading", name="The documents do not say.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nearest passages (not an answer)")).to_be_visible()


def test_the_library_leads_to_a_document(page: Page, page_url: str) -> None:
    page.goto(f"{page_url}/library")
    page.get_by_role("link", name="A *review* <i>of</i> libraries").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A *review* <i>of</i> libraries")
    assert fits(page)
    page.goto(f"{page_url}/library")
    expect(page.get_by_role("table")).to_be_visible()
    assert fits(page)
    page.get_by_role("tab", name="Remove a document").click()
    page.get_by_label("Document to remove").click()
    expect(page.get_by_role("option").first).to_have_text("A *review* <i>of</i> libraries – The Review")

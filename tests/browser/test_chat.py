"""The chat window in headless Chromium, as a member of staff uses it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from assistant.settings import Settings
from tests.conftest import skip

_WAIT = 60_000
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(real_settings: Settings) -> Iterator[str]:
    """The running chat on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "MIO_HOME": str(real_settings.home),
        "MIO_MODELS": str(real_settings.models),
        "MIO_PORT": str(port),
    }
    server = subprocess.Popen([sys.executable, "-m", "assistant", "chat"], env=env, start_new_session=True)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.2)
    yield f"http://127.0.0.1:{port}"
    os.killpg(server.pid, 15)
    server.wait(20)


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """One page of Debian's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        skip("Chromium is not installed: apt install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield browser.new_page(viewport={"width": 1100, "height": 1400}, locale="sv-SE")
        browser.close()


def test_a_citation_opens_with_its_quote_marked(page: Page, address: str, tmp_path: Path) -> None:
    """Ask, open the first citation, and the marked quote is a sentence of the answer."""
    page.goto(address)
    expect(page.get_by_text("automatisk assistent")).to_be_visible(timeout=_WAIT)
    page.get_by_test_id("stChatInputTextArea").fill("Vilka kommuner deltog i MIO och vem finansierade?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("strong").filter(has_text="Källor").first).to_be_visible(timeout=_WAIT)
    page.get_by_test_id("stExpander").first.locator("summary").click()
    mark = page.locator("mark").first
    expect(mark).to_be_visible(timeout=_WAIT)
    page.wait_for_timeout(1_000)  # the fold opens gradually, and the screenshot should show it open
    quote = mark.inner_text()
    answer = page.get_by_test_id("stChatMessage").nth(1).inner_text()
    page.screenshot(path=os.environ.get("MIO_TEST_SCREENSHOT", str(tmp_path / "chat.png")))
    assert len(quote) > 20
    assert quote in answer


def test_a_refusal_offers_questions_that_have_answers(page: Page, address: str) -> None:
    """What the documents do not say is said plainly, and a suggested question gets an answer."""
    page.goto(address)
    page.get_by_test_id("stChatInputTextArea").fill("Hur gick det för idéslussen i Karlskrona?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Jag hittar inget svar på det i underlaget").first).to_be_visible(timeout=_WAIT)
    expect(page.get_by_text("Det här kan underlaget svara på")).to_be_visible(timeout=_WAIT)
    page.get_by_test_id("stBaseButton-secondary").last.click()
    expect(page.get_by_role("strong").filter(has_text="Källor").first).to_be_visible(timeout=_WAIT)


def test_a_question_put_while_another_is_answered_loses_neither(page: Page, address: str) -> None:
    """Two questions, the second while the first is searched for: both are answered, in that order."""
    page.goto(address)
    field = page.get_by_test_id("stChatInputTextArea")
    field.fill("Vad är en idésluss?")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stChatMessage").first).to_be_visible(timeout=_WAIT)
    field.fill("Vad är MIO-modellen?")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stChatMessage")).to_have_count(4, timeout=_WAIT)
    expect(page.get_by_test_id("stChatMessage").nth(0)).to_contain_text("Vad är en idésluss?")
    expect(page.get_by_test_id("stChatMessage").nth(2)).to_contain_text("Vad är MIO-modellen?")


def test_the_page_is_in_english_too(page: Page, address: str) -> None:
    """English chosen, the page speaks English."""
    page.goto(address)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("I am an automatic assistant")).to_be_visible(timeout=_WAIT)


def test_the_corpus_page_lists_documents(page: Page, address: str) -> None:
    """The page about the corpus shows the documents."""
    page.goto(f"{address}/underlag")
    expect(page.get_by_text("MIO-projektet: vad, vem, när och hur", exact=True)).to_be_visible(timeout=_WAIT)

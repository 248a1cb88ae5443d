"""A served sample court, Debian's Chromium, and pages that fail on any error of the browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from visitor import AXE, Site, Visitor

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "mingjing" / "site" / "static" / "app" / "index.html"
STARTING = Path(__file__).with_name("court_server.py")

expect.set_options(timeout=20_000)  # a busy machine makes no screen wrong


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    assert BUILT.is_file(), "The page is not built: run `make web` (npm ci && npm run build in web/)."
    folder = tmp_path_factory.mktemp("court")
    log = folder / "server.log"
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, str(STARTING), str(folder)], stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT
        ) as server,
    ):
        assert server.stdout is not None
        said = server.stdout.readline().split()
        assert len(said) == 2, f"The server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}"
        yield Site(*said)
        server.terminate()


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_: Playwright) -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: apt install chromium fonts-noto-cjk."
    assert AXE.is_file(), "axe-core is missing: run `npm ci` in web/."
    browser = playwright_.chromium.launch(executable_path=chromium, args=["--disable-gpu", "--disable-dev-shm-usage"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def shots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(os.environ.get("MINGJING_SHOTS") or tmp_path_factory.mktemp("shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def visit(browser: Browser, site: Site, shots: Path) -> Iterator[Callable[[], Visitor]]:
    """Opens a fresh browser profile; at the end no page may have reported an error."""
    visitors: list[Visitor] = []

    def arrive() -> Visitor:
        context = browser.new_context(
            viewport={"width": 1440, "height": 900},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
        )
        visitor = Visitor(context.new_page(), site, shots)
        visitor.page.on("pageerror", lambda error: visitor.errors.append(str(error)))
        visitor.page.on("console", lambda m: visitor.errors.append(m.text) if m.type == "error" else None)
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.page.context.close()
    errors = [error for visitor in visitors for error in visitor.errors]
    assert not errors, errors


@pytest.fixture
def supervisor(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    visitor.sign_in("supervisor")
    return visitor


@pytest.fixture
def judge(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    visitor.sign_in("judge")
    return visitor


@pytest.fixture
def engineer(visit: Callable[[], Visitor]) -> Visitor:
    visitor = visit()
    visitor.sign_in("engineer")
    return visitor

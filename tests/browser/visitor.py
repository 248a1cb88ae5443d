"""A person at a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}"
STILL = """() => document.getAnimations().every(moving =>
    moving.playState !== 'running' || moving.effect.getComputedTiming().endTime === Infinity)"""


@dataclass(frozen=True)
class Site:
    """A served court: its address, and the scenario that fires in it."""

    address: str
    scenario: str


@dataclass
class Visitor:
    """A person at a browser of a court's usual size; `errors` must stay empty."""

    page: Page
    site: Site
    shots: Path
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.site.address + path)

    def sign_in(self, name: str) -> None:
        self.open("login")
        self.page.get_by_label("用户名").fill(name)
        self.page.get_by_label("密码").fill(f"{name}-demo")
        self.page.get_by_role("button", name="登录", exact=True).click()
        self.page.wait_for_url("**/workbench")
        self.page.get_by_role("heading", name="工作台").wait_for()

    def shoot(self, name: str) -> None:
        self.page.screenshot(path=self.shots / f"{name}.png")

    def barriers(self) -> list[tuple[str, str]]:
        """What axe finds against WCAG 2.1 A and AA: rule and element."""
        self.page.wait_for_function(STILL)  # half-faded words have no contrast
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(f"axe.run({RULES})")
        return [(v["id"], n["html"][:200]) for v in found["violations"] for n in v["nodes"]]

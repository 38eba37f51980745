"""A real headless Chromium, where the machine has one."""

from __future__ import annotations

import base64
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_WAIT = 30  # seconds for a page that is there in one or two


def reason_to_skip() -> str | None:
    """Why there is no browser; None where there is one."""
    if shutil.which("chromium") is None or shutil.which("chromedriver") is None:
        return "Chromium is not installed (Debian: chromium, chromium-driver)"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed"
    return None


@contextmanager
def opened(page: Path, *, width: int = 1280, fragment: str = "") -> Iterator[Browser]:
    """The page, loaded and ready."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=zh-CN",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver") or "")
    driver = webdriver.Chrome(options=options, service=service)
    try:
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.get(f"file://{page}{fragment}")
        browser = Browser(driver)
        browser.until(lambda: browser.run("return document.documentElement.dataset.ready === '1'"))
        yield browser
    finally:
        driver.quit()


class Browser:
    """What the tests do with a page."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script on the page returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, condition: Callable[[], Any]) -> None:
        """Waits for the page; fails the test where it does not come about."""
        end = time.monotonic() + _WAIT
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"the page never got there: {self.complaints()}")
            time.sleep(0.02)

    def text(self, id_: str) -> str:
        """What an element shows."""
        return str(self.run("return document.getElementById(arguments[0]).innerText", id_))

    def rows(self) -> list[str]:
        """The findings that the table shows, by rule and row."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll('#table tr[data-finding]')].map(r => r.dataset.finding)"
        )
        return found

    def type_into(self, id_: str, text: str) -> None:
        """Types as a person does."""
        element = self.driver.find_element("id", id_)
        element.clear()
        element.send_keys(text)

    def choose(self, id_: str, value: str) -> None:
        """Chooses from a drop-down."""
        script = (
            "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
            "s.dispatchEvent(new Event('change'))"
        )
        self.run(script, id_, value)

    def complaints(self) -> list[str]:
        """Errors of scripts, refusals of the content policy, attempts to reach the network."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def pdf(self) -> bytes:
        """The page as printed."""
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])

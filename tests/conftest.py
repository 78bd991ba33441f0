"""What tests of several files find: a real browser."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser():
    """A Chromium without a window; skips where none is installed, and fails there where CI is true."""
    missing = "No Chromium is installed: apt-get install chromium."
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip(missing)
    assert CHROMIUM, missing
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()

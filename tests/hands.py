"""Hands on a browser, for the journeys: on SQLite without script in English, on PostgreSQL with it in Chinese."""

import os

from .test_browser import SCREENSHOTS

__all__ = ["SCREENSHOTS", "Hands"]
MODE, SCRIPT, LANGUAGE = ("chinese", True, "zh-CN") if os.environ.get("ZHINAN_DATABASE") else ("plain", False, "en")


class Hands:
    """Somebody's browser: opens pages, fills in fields by their names, presses buttons, keeps screenshots."""

    def __init__(self, browser, served, journey, password):
        self.browser, self.served, self.journey, self.password = browser, served, journey, password
        self.context = browser.new_context(java_script_enabled=SCRIPT, locale=LANGUAGE, base_url=served.address)
        self.page = self.context.new_page()
        self.trouble = []
        self.page.on("console", lambda message: message.type == "error" and self.trouble.append(message.text))

    def other(self):
        """Another person's browser."""
        return Hands(self.browser, self.served, self.journey, self.password)

    def sign_in(self, who):
        """Sign in with the address that `who` has here."""
        self.open("/account/login/").fill(login=f"{who}@zhinan.example", password=self.password).press("main button")
        return self

    def open(self, path, status=200):
        """The page at `path`."""
        answer = self.page.goto(path)
        assert answer.status == status, (path, answer.status, self.page.inner_text("main")[:300])
        return self

    def fill(self, **fields):
        """Fill in fields by their names; "choice" words are ticked."""
        for name, value in fields.items():
            one = self.page.locator(f"main [name='{name.replace('__', '-')}']")
            kind = one.first.evaluate("field => field.type")
            if kind in ("radio", "checkbox"):
                self.page.locator(f"main [name='{name.replace('__', '-')}'][value='{value}']").check()
            elif kind.startswith("select"):
                one.select_option(value)
            else:
                one.fill(value)
        return self

    def press(self, button="main form button.main"):
        """Press a button, and wait for the next page."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        return self

    def send(self, name, text, field="file"):
        """Choose a file with this name and text, as it would be uploaded."""
        file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        self.page.set_input_files(f"main [name={field}]", files=[file])
        return self

    def text(self):
        """What the page says."""
        return self.page.inner_text("main")

    def shot(self, name):
        """Keep a picture of the page on a wide and on a narrow screen."""
        for width in (1440, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            self.page.screenshot(path=SCREENSHOTS / f"{self.journey}-{MODE}-{name}-{width}.png", full_page=True)
        return self

    def add(self, path, picture, **fields):
        """Add a record: type it, part by part where its form is long, check the answers, save."""
        self.open(path)
        before = ""
        while not self.page.locator("button[value=save]").count():
            assert self.text() != before, before  # the same part again: something in it is refused
            before = self.text()
            shown = self.page.locator("main form :is(input:not([type=hidden]), select, textarea)")
            names = set(shown.evaluate_all("all => all.map((one) => one.name)"))
            self.fill(**{name: value for name, value in fields.items() if name.replace("__", "-") in names}).press()
        return self.shot(picture).press("button[value=save]")

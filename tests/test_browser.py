"""The pages in a real Chromium, against the real web server and worker over the record world.

Every page is opened at 360 and at 1440 pixels and once more without JavaScript. Screenshots stay in tests/screenshots/.
"""

import os
import re
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error

from .installation import Installation, end

SCREENSHOTS = Path(__file__).parent / "screenshots"
WIDTHS = (360, 1440)
REPORT = "/programmes/global-ssdc/highlights/2020/"
PAGES = {
    "home": "/",
    "search": "/search/?q=rice",
    "search-chinese": "/search/?q=%E6%B8%85%E6%B4%81%E7%82%89%E7%81%B6",
    "search-nothing": "/search/?q=zzzzqqqq",
    "solution": "kind=solution",
    "organisation": "kind=organisation",
    "network": "kind=network",
    "networks": "/networks/",
    "programme": "/programmes/global-ssdc/",
    "project": "kind=project",
    "fund": "kind=fund",
    "grant": "kind=grant",
    "event": "kind=event",
    "delivery": "kind=delivery",
    "publication": "kind=publication",
    "collection": "kind=collection",
    "story": "kind=story",
    "partnership": "kind=partnership",
    "country": "/countries/tza/",
    "area": "/areas/202/",
    "think-tank": "/think-tank/",
    "do-tank": "/do-tank/",
    "hub": "/hub/",
    "highlights": REPORT,
    "figure": f"{REPORT}figures/countries_reached/",
    "figure-open": f"{REPORT}figures/parallel_funding/",
    "sign-in": "/account/login/",
    "password-reset": "/account/password/reset/",
    "not-found": "/no/such/page/",
}
OF_THE_SECRETARIAT = {"findings": f"{REPORT}findings/", "desk": "/desk/", "highlights-staff": REPORT}


on_one_database = pytest.mark.skipif(
    bool(os.environ.get("ZHINAN_DATABASE")), reason="What a page looks like does not depend on the database."
)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The record world, served by the command `zhinan demo`."""
    made = Installation(tmp_path_factory.mktemp("served"), "zhinan_browser")
    started = made.start("demo")
    try:
        made.wait_for_page(within=120)
        yield made
    finally:
        end(started)


class Visit:
    """One person's window: everything that the page complains of, or asks another host for, is kept in `troubles`."""

    def __init__(self, browser, served, width, *, script=True):
        self.served, self.width, self.troubles = served, width, []
        viewport = {"width": width, "height": 900}
        self.context = browser.new_context(viewport=viewport, java_script_enabled=script, locale="en-GB")
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.note(message.type, message.text))
        self.page.on("pageerror", lambda trouble: self.note("error", str(trouble)))
        self.page.on("request", lambda request: self.asked(request.url))
        self.page.on("requestfailed", lambda request: self.missed(request.url, request.failure))

    def note(self, kind, words):
        """Keep an error or a warning; the console also tells of the status that a missing page rightly has."""
        if kind in ("error", "warning") and "status of 404" not in words:
            self.troubles.append(words)

    def missed(self, url, failure):
        """Keep a request that failed, but for those that the browser itself gave up because the page was left."""
        if failure != "net::ERR_ABORTED":
            self.troubles.append(f"{url} {failure}")

    def asked(self, url):
        """Keep a request to another host."""
        if urlsplit(url).scheme != "data" and not url.startswith(self.served.address):
            self.troubles.append(f"foreign request: {url}")

    def open(self, address):
        """Open an address, or the first record of a kind that the search lists."""
        if address.startswith("kind="):
            self.page.goto(f"{self.served.address}/search/?{address}")
            address = self.page.locator("article.hit h3 a").first.get_attribute("href")
        answer = self.page.goto(self.served.address + address)
        return answer.status

    def path(self):
        """The address of the page that is open, on this host."""
        return self.page.url.removeprefix(self.served.address)

    def resize(self, width):
        """Make the window so many pixels wide."""
        self.width = width
        self.page.set_viewport_size({"width": width, "height": 900})

    def overflows(self, name):
        """{width: by how many pixels the page is wider than the window}, with a screenshot at each width."""
        found = {}
        for width in WIDTHS:
            self.resize(width)
            self.shoot(name)
            found[width] = self.overflow()
        return found

    def overflow(self):
        """By how many pixels the page is wider than the window."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def shoot(self, name):
        """Leave a screenshot of the whole page, with the pictures that load when one comes near."""
        for picture in self.page.locator("img").all():
            picture.scroll_into_view_if_needed()
            picture.evaluate("image => image.decode()")
        self.page.evaluate("scrollTo(0, 0)")
        SCREENSHOTS.mkdir(exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.width}.png", full_page=True)

    def sign_in(self, who):
        """Sign in with a demonstration account."""
        self.open("/account/login/")
        self.page.get_by_label("Email").fill(f"{who}@zhinan.example")
        self.page.get_by_label("Password", exact=True).fill((self.served.world / "accounts.txt").read_text())
        self.page.locator("main form button").first.click()
        self.page.wait_for_load_state("networkidle")


@pytest.fixture
def visit(browser, served):
    """Opens windows, and closes them when the test is over."""
    opened = []

    def begin(width=1440, **options):
        opened.append(Visit(browser, served, width, **options))
        return opened[-1]

    yield begin
    for one in opened:
        one.context.close()


@on_one_database
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_clean_fits_every_window_and_reads_the_same_without_javascript(visit, name):
    window, plain = visit(), visit(360, script=False)
    status = window.open(PAGES[name])
    assert window.overflows(name) == {360: 0, 1440: 0}
    window.resize(360)
    assert plain.open(window.path()) == status == (404 if name == "not-found" else 200)
    assert plain.page.locator("main").inner_text() == window.page.locator("main").inner_text()
    assert (window.troubles, plain.troubles, window.page.locator("h1").count()) == ([], [], 1)


@pytest.mark.parametrize("name", OF_THE_SECRETARIAT)
def test_the_secretariat_signs_in_and_reads_what_is_theirs(visit, name):
    window = visit()
    window.sign_in("secretariat")
    assert urlsplit(window.page.url).path == "/desk/"
    status = window.open(OF_THE_SECRETARIAT[name])
    assert (status, window.overflows(name), window.troubles) == (200, {360: 0, 1440: 0}, [])


def test_a_long_address_and_a_wide_sheet_fit_a_narrow_window(visit, tmp_path):
    long = f"https://www.example.org/{'0123456789' * 15}"
    sheet = tmp_path / "wide.csv"
    sheet.write_text("\n".join(",".join([text, long, *"bcdefg"]) for text in ("Name", "Weavers", "Spinners")))
    window = visit(360)
    window.sign_in("secretariat")
    window.open("/organisations/add/")
    window.page.get_by_label("Name", exact=True).fill("Weavers")
    window.page.locator("main .button.main").click()
    window.page.locator("[name=website]").fill(long)
    while not window.page.locator("button[value=save]").count():  # the form is asked part by part
        with window.page.expect_navigation():
            window.page.locator("main .button.main").click()
    assert window.page.get_by_text(long).count() == 1
    window.shoot("long-answer")
    assert window.overflow() == 0
    window.open("/imports/add/?resource=organisations")
    window.page.locator("[name=resource][value=organisations]").check()
    window.page.set_input_files("main [name=file]", files=[str(sheet)])
    window.page.locator("main form .button.main").click()
    window.page.wait_for_url(re.compile(r"/imports/\d+/"))
    number = re.search(r"/imports/(\d+)/", window.page.url)[1]
    assert window.open(f"/imports/{number}/sheet/") == 200
    window.shoot("wide-sheet")
    assert (window.overflow(), window.page.locator(".wide[tabindex='0'][role=region]").count()) == (0, 1)


def test_a_wrong_password_is_said_in_words_above_the_form(visit):
    window = visit()
    window.open("/account/login/")
    window.page.get_by_label("Email").fill("secretariat@zhinan.example")
    window.page.get_by_label("Password", exact=True).fill("not the password")
    window.page.locator("main form button").first.click()
    window.page.wait_for_load_state("networkidle")
    window.shoot("sign-in-wrong")
    assert window.page.get_by_role("alert").count() == 1
    assert window.troubles == []


def test_a_new_password_is_asked_for_and_set_by_the_link_in_the_mail(visit, served):
    window = visit()
    window.open("/account/password/reset/")
    window.page.get_by_label("Email").fill("evaluator@zhinan.example")
    window.page.locator("main form button").first.click()
    window.page.wait_for_url("**/password/reset/done/")
    for _turn in range(100):
        mails = sorted((served.world / "mails").glob("*.log")) if (served.world / "mails").exists() else []
        if mails:
            break
        window.page.wait_for_timeout(100)
    link = re.search(r"http://[^/\s]+(/account/password/reset/key/\S+)", mails[0].read_text())[1]
    window.open(link)
    window.shoot("password-new")
    for field in window.page.locator("input[type=password]").all():
        field.fill("a path through the hills")
    window.page.locator("main form button").first.click()
    window.page.wait_for_url("**/desk/")
    window.open("/account/logout/")
    window.page.locator("main form button").first.click()
    window.page.wait_for_load_state("networkidle")
    window.open("/account/login/")
    window.page.get_by_label("Email").fill("evaluator@zhinan.example")
    window.page.get_by_label("Password", exact=True).fill("a path through the hills")
    window.page.locator("main form button").first.click()
    window.page.wait_for_url("**/desk/")
    assert window.troubles == []


def with_a_key_of_its_own(window):
    """Give the window what a telephone has: a key behind a lock, which its owner always opens."""
    devtools = window.context.new_cdp_session(window.page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_a_passkey_is_registered_and_signs_in(visit, served):
    window = visit()
    # A passkey belongs to a name, never to a number.
    window.served = SimpleNamespace(address=f"http://localhost:{served.port}", world=served.world)
    with_a_key_of_its_own(window)
    window.sign_in("finance")
    window.open("/account/factor/webauthn/add/")
    window.page.get_by_label("Password", exact=True).fill((served.world / "accounts.txt").read_text())
    window.page.get_by_role("button", name="Go on").click()
    window.page.wait_for_url("**/webauthn/add/")
    window.page.get_by_label("Name").fill("My telephone")
    window.page.get_by_role("checkbox").check()
    window.page.get_by_role("button", name="Add this key").click()
    window.page.wait_for_url(lambda address: not address.endswith("/add/"))  # the key is there once it leads on
    window.open("/account/factor/webauthn/")
    assert window.page.get_by_text("My telephone").count() == 1
    window.shoot("passkeys")
    window.open("/account/logout/")
    window.page.locator("main form button").first.click()
    window.page.wait_for_load_state("networkidle")
    window.open("/account/passkey/")
    window.page.get_by_role("button", name="Use my passkey").click()
    window.page.wait_for_url("**/desk/")
    assert window.troubles == []


def test_words_are_typed_and_found_and_narrowed(visit):
    window = visit()
    window.open("/")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.className") == "skip"
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Tab")
    assert window.page.evaluate("document.activeElement.id") == "q"
    window.page.keyboard.type("energy")
    window.page.keyboard.press("Enter")
    window.page.wait_for_url("**/search/?q=energy")
    before = window.page.locator("article.hit").count()
    assert before > 0
    window.page.locator("details.facets li a").first.click()
    window.page.wait_for_url("**kind=**")
    assert 0 < window.page.locator("article.hit").count() <= before
    assert window.troubles == []


def test_the_skip_link_leads_past_the_head(visit):
    window = visit()
    window.open(REPORT)
    window.page.keyboard.press("Tab")
    window.page.keyboard.press("Enter")
    assert window.page.evaluate("document.activeElement.id") == "main"


def test_each_tile_opens_a_list_with_as_many_rows_as_its_n(visit):
    window = visit()
    window.open(REPORT)
    tiles = [
        (tile.get_attribute("href"), re.search(r"\bn (\d[\d,]*)", tile.inner_text()), tile.inner_text())
        for tile in window.page.locator("#glance a.tile").all()
    ]
    assert len(tiles) >= 15
    wrong = {}
    for address, shown, words in tiles:
        window.open(address)
        rows = window.page.locator("#records table tbody tr").count()
        if rows != (int(shown[1].replace(",", "")) if shown else 0):
            wrong[address] = (words, rows)
    assert wrong == {}


def test_a_tile_is_clicked_and_its_rows_lead_to_records(visit):
    window = visit(360)
    window.open(REPORT)
    window.page.locator("#glance a.tile", has_text="Countries").first.click()
    window.page.wait_for_load_state("networkidle")
    window.page.locator("#records table tbody a").first.click()
    window.page.wait_for_load_state("networkidle")
    assert urlsplit(window.page.url).path.startswith("/countries/")
    assert window.troubles == []


def test_the_pdf_of_the_highlights_is_downloaded(visit):
    window = visit()
    window.open(REPORT)
    with window.page.expect_download() as waiting:
        window.page.locator("p.downloads a", has_text="PDF").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")


def test_every_picture_of_a_page_is_there(visit):
    window = visit()
    window.open(REPORT)
    for picture in window.page.locator("img").all():
        picture.scroll_into_view_if_needed()
        picture.evaluate("image => image.decode()")  # raises where there is no picture
    assert window.page.locator("img").count() > 0
    assert window.troubles == []


def test_another_host_cannot_be_reached_from_here(visit):
    window = visit()
    window.open("/")
    with pytest.raises(Error):
        window.page.evaluate("fetch('https://203.0.113.1/')")

"""From an empty installation to a report of its own: invited, typed, imported, merged, taken back, kept and restored.

In a real Chromium against `zhinan serve`: on SQLite without script in English, on PostgreSQL with script in Chinese.
"""

import re
import shutil
from datetime import date
from urllib.parse import urlsplit

from .hands import SCREENSHOTS, Hands
from .installation import Installation, end

PASSWORD = "a long and quiet river"
MEMBERS = """\
Name,Country,Website,Acronym
Centre of Bamboo,China,,CB
Institute of Solar Drying,Kenia,,ISD
Weavers' Guild,Kenya,,
Weavers Guild,Kenya,,WG
Drying Centre,Atlantis,,
,Kenya,,
"""
EVENTS = """\
Title,Kind,Date,Place
Webinar on drying,webinar,2026-03-05,online
Webinar on weaving,webinar,2026-02-30,online
Webinar on bamboo,webinar,2026-04,online
"""


def test_a_secretariat_starts_from_nothing_and_keeps_what_it_has(browser, tmp_path):
    SCREENSHOTS.mkdir(exist_ok=True)
    made = Installation(tmp_path / "data", "zhinan_records")
    made.folder.mkdir()
    served = made.start("serve", ZHINAN_WORLD="own")
    try:
        made.wait_for_page(within=90)
        office = Hands(browser, made, "records", PASSWORD)
        begins(office, made)
        invites(office, made)
        imports(office)
        merges(office)
        edits_from_two_sides(office, office.other())
        reports(office)
        served = keeps_and_restores(office, made, served)
        assert office.trouble == []
    finally:
        end(served)


def begins(office, made):
    """The first page of an empty installation asks for everything that it needs."""
    key = re.search(r"/begin/\?key=\S+", made.log())[0]
    office.open("/begin/?key=wrong", status=404)
    office.trouble.clear()
    office.open(key).fill(organisation="Project Office", programme="Our Programme", name="Office")
    office.fill(email="office@zhinan.example", password=PASSWORD, repeated=PASSWORD).shot("begin").press()
    assert office.page.url.endswith("/start/")
    office.shot("start")


def invites(office, made):
    """A colleague, and a focal point of an organisation, who reads the mail and comes."""
    office.open("/people/invite/?in=programme:1").fill(
        name="Colleague", email="colleague@zhinan.example", role="secretariat"
    ).press()
    office.open("/people/invite/?in=organisation:1").fill(
        name="Focal point", email="focal@zhinan.example", role="focal_point"
    ).press()
    for address, name in (("colleague@zhinan.example", "Colleague"), ("focal@zhinan.example", "Focal point")):
        guest = office.other()
        guest.open(invitation_in(made, address)).fill(name=name, password=PASSWORD, repeated=PASSWORD).press()
        assert guest.open("/desk/").page.locator("h1").inner_text() == name
        guest.context.close()


def invitation_in(made, address):
    """The link in the mail to `address`, once the worker has sent it."""
    for _time in range(60):
        for text in made.mails("own"):
            if address in text and (link := re.search(r"/invitation/[\w:.-]+/", text)):
                return link[0]
        made.pause()
    raise AssertionError(f"No invitation to {address}.\n{made.log()}")


def uploaded(office, resource, text, name):
    """An import with its rows looked at: what the file holds, its columns as they were guessed."""
    office.open("/imports/add/").fill(resource=resource).send(f"{name}.csv", text).press()
    office.shot(f"{name}-columns").press()


def states(office):
    """{state: number} of the tabs of a preview."""
    chips = office.page.locator("main nav .chip").all()
    found = [(chip.get_attribute("href"), int(chip.inner_text().split()[-1])) for chip in chips]
    return {address.removeprefix("?state="): number for address, number in found if number and address != "?"}


def imports(office):
    """A list with wrong, doubtful and repeated rows: the good ones are taken, the rest waits; one is taken back."""
    uploaded(office, "organisations", MEMBERS, "members")
    found = states(office.shot("members-preview"))
    assert found == {"add": 4, "doubtful": 1, "wrong": 1}, found
    office.press("form[action$='/take/'] button")
    assert states(office.shot("members-taken"))["taken"] == 4
    settles(office, client_path(office))
    uploaded(office, "organisations", MEMBERS, "members-again")
    assert states(office) == {"same": 2, "doubtful": 3, "wrong": 1}  # the two guilds are told apart by a person
    uploaded(office, "events", EVENTS, "events")
    assert states(office.shot("events-preview")) == {"add": 2, "wrong": 1}
    office.press("form[action$='/take/'] button")
    office.open("/lists/event/").shot("events-list")
    assert "Webinar on drying" in office.text()
    office.page.go_back()
    office.press("form[action$='/undo/'] button")
    assert "Webinar on drying" not in office.open("/lists/event/").text()


def settles(office, address):
    """What is doubtful is answered, what is wrong is mended, and both rows are taken as well."""
    settle = "form[action*='/settle/'] button"
    office.open(f"{address}?state=doubtful").fill(cell__6__country="Kenya").shot("doubtful").press(settle)
    office.open(f"{address}?state=wrong").fill(cell__7__name="Institute of Wells").shot("wrong").press(settle)
    assert states(office.open(address)) == {"taken": 4, "add": 2}
    office.press("form[action$='/take/'] button")
    assert states(office) == {"taken": 6}


def merges(office):
    """Two records of one institution are found, compared, merged, and taken apart again."""
    office.add("/organisations/add/", "organisation", name="Instittute of Solar Drying", country="Kenya", acronym="ISD")
    office.open("/twins/").press("form[action$='/find/'] button")
    link = "main td a[href^='/twins/']"
    for _time in range(60):
        if office.open("/twins/").page.locator(link).count():
            break
        office.served.pause()
    office.shot("twins").press(link).shot("compare").press("main form button.main").shot("merge")
    office.press("main button.main")
    kept = office.page.url
    assert client_path(office.open("/organisations/instittute-of-solar-drying/")) == client_path_of(kept)
    office.open("/merged/").shot("merged").press("form[action$='/undo/'] button")
    assert client_path(office.open("/organisations/instittute-of-solar-drying/")).endswith(
        "/instittute-of-solar-drying/"
    )


def client_path(hands):
    """The path of the page that is open."""
    return client_path_of(hands.page.url)


def client_path_of(address):
    """The path of an address."""
    return urlsplit(address).path


def edits_from_two_sides(office, colleague):
    """The second sees both versions and chooses, field by field."""
    address = "/organisations/centre-of-bamboo/edit/"
    colleague.sign_in("colleague")
    office.open(address)
    colleague.open(address).fill(acronym="CBAMBOO", website="https://bamboo.example").press("main form button.main")
    office.fill(acronym="COB").press().shot("met")
    office.fill(keep__acronym="theirs").press("main form button.main")
    office.open("/organisations/centre-of-bamboo/").shot("organisation")
    assert ("CBAMBOO" in office.text(), "https://bamboo.example" in office.text()) == (True, True)
    colleague.context.close()


def reports(office):
    """A member joins, a report of its own counts it, and every figure opens; the report is printed."""
    year = str(date.today().year)
    office.add("/networks/add/", "network", name="Our Network")
    office.open("/programmes/our-programme/edit/").fill(networks="Our Network").press()
    who = {"network": "Our Network", "organisation": "Centre of Bamboo", "joined_on": year}
    office.add("/memberships/add/", "membership", **who)
    report = f"/programmes/our-programme/highlights/{year}/"
    office.open(report).shot("highlights")
    figures = {tile.get_attribute("href") for tile in office.page.locator("main a.tile").all()}
    assert len(figures) > 10
    for address in sorted(figures):
        office.open(address)
    printed = office.context.request.get(f"{report}report.pdf")
    assert (printed.status, printed.body()[:5]) == (200, b"%PDF-")
    office.open(report)
    office.press("main a.tile[href$='/figures/members_joined/']").shot("figure")
    assert "Centre of Bamboo" in office.text()


def keeps_and_restores(office, made, served):
    """Backed up while it runs, destroyed, restored, and all is there again; returns what is served now."""
    kept = made.folder.parent / "kept.backup"
    told = made.run("backup", str(kept), "--verify", ZHINAN_WORLD="own")
    assert told.returncode == 0, told.stdout + told.stderr
    end(served)
    shutil.rmtree(made.folder / "own")
    made.empty_database()
    told = made.run("restore", str(kept), ZHINAN_WORLD="own")
    assert told.returncode == 0, told.stdout + told.stderr
    served = made.start("serve", ZHINAN_WORLD="own")
    made.wait_for_page(within=90)
    office.open("/organisations/centre-of-bamboo/")
    assert "CBAMBOO" in office.text()
    office.sign_in("office").open("/desk/").shot("desk")  # sessions stay behind
    assert office.page.locator("h1").inner_text() == "Office"
    focal = office.other().sign_in("focal")
    focal.open("/organisations/project-office/edit/").fill(acronym="PO").press("main form button.main").shot("own")
    assert "PO" in focal.text()
    focal.context.close()
    return served

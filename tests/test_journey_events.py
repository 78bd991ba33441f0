"""A webinar series in the practice world: planned, needs surveyed, filled past its places, held, surveyed, certified.

In a real Chromium against `zhinan serve`: on SQLite without script in English, on PostgreSQL with script in Chinese.
"""

import re
import sys
from datetime import date, timedelta

from .hands import SCREENSHOTS, Hands
from .installation import Installation, end

GUESTS = tuple(f"Guest {word}" for word in ("One", "Two", "Three", "Four", "Five", "Six", "Seven"))
PLACES = 6
AGO = 130  # days: the survey of what was applied is due as well
ROUNDS_COME_DUE = "import django; django.setup(); from zhinan.events.tasks import put_surveys; put_surveys.call()"
HELD_ON = date.today() - timedelta(days=AGO)
PROGRAMME = "Practice Programme for Water and Soil"  # the secretariat keeps another one, too
REPORT = f"/programmes/practice-programme/highlights/{HELD_ON.year}/"


def mail_of(name):
    """The mail address of a guest."""
    return f"{name.replace(' ', '-').lower()}@zhinan.example"


def test_a_webinar_series_from_its_plan_to_what_was_applied(browser, tmp_path):
    SCREENSHOTS.mkdir(exist_ok=True)
    made = Installation(tmp_path / "data", "zhinan_events")
    made.folder.mkdir()
    served = made.start("demo", ZHINAN_WORLD="practice")
    try:
        made.wait_for_page(within=120)
        office = Hands(browser, made, "events", (made.folder / "practice" / "accounts.txt").read_text())
        office.sign_in("secretariat")
        plans(office)
        asks_what_is_needed(office)
        fills_past_capacity(office, made)
        holds_and_imports(office)
        surveys(office, made)
        certifies(office, made)
        reaches_the_report(office)
        assert office.trouble == []
    finally:
        end(served)


def plans(office):
    """A series, a webinar in it with hours, agenda, places and surveys that go out by themselves."""
    starts = (date.today() + timedelta(days=10)).isoformat()
    common = {"mode": "online", "audience": "public", "language": "en", "involvements__0__programme": PROGRAMME}
    common["involvements__0__part"] = "organised"
    office.add("/events/add/", "series", title="Talks on bamboo", kind="series", starts_on=starts[:4], **common)
    whole = {"whole": "Talks on bamboo", "starts_on": starts, **common}
    office.add("/events/add/", "webinar", title="Bamboo for roofs", kind="webinar", **whole)
    office.open("/events/bamboo-for-roofs/hours/").fill(zone="Africa/Nairobi", begins_at=f"{starts}T09:00")
    office.fill(ends_at=f"{starts}T10:30").press()
    office.add(
        "/events/bamboo-for-roofs/sessions/add/", "session", title="Joints that hold", begins_at=f"{starts}T09:15",
        ends_at=f"{starts}T10:00", speakers__0__name="Expert in water", speakers__0__title="Institute for Water",
    )  # fmt: skip
    office.open("/events/bamboo-for-roofs/registration/").fill(capacity=str(PLACES)).press()
    office.open("/events/bamboo-for-roofs/").shot("planned")
    assert "Joints that hold" in office.text()


def built(office, title, question, kind="scale"):
    """A published questionnaire with one question, made in the builder; its slug."""
    words = {"programme": PROGRAMME, "language": "en"}
    office.add("/questionnaires/add/", f"questionnaire-{kind}", title=title, purpose="survey", **words)
    slug = office.page.url.split("/questionnaires/")[1].split("/")[0]
    office.open(f"/questionnaires/{slug}/build/").press("a.button[href*='/question/']")
    office.fill(kind=kind, label_en=question).press("main form button.main")
    office.open(f"/questionnaires/{slug}/build/").shot(f"built-{kind}").press("form[action$='/publish/'] button")
    return slug


def asks_what_is_needed(office):
    """Three surveys are planned; the mails of the first go out as soon as its day has come."""
    built(office, "What do you need?", "What would help you most?", kind="long")
    built(office, "What did you apply?", "I applied what I learned")
    office.open("/events/bamboo-for-roofs/surveys/")
    webinars = re.compile("After a webinar|研讨会之后")  # stands in the practice world, in both languages
    plan = {"needs": "What do you need?", "satisfaction": webinars, "follow_up": "What did you apply?"}
    for moment, title in plan.items():
        asked = office.page.locator("main select[name=questionnaire] option", has_text=title).first
        office.page.locator("main [name=is_anonymous]").uncheck()
        office.fill(moment=moment, questionnaire=asked.get_attribute("value")).press("main form.form button.main")
    office.shot("surveys")


def fills_past_capacity(office, made):
    """Five colleagues as a group, one alone, one on the waiting list, who moves up when somebody cancels."""
    visitor = office.other()
    colleagues = "\n".join(f"{name}, {mail_of(name)}" for name in GUESTS[:5])
    visitor.open("/events/bamboo-for-roofs/register/group/").fill(
        organisation_name="Weavers' Guild", name="Guest One", email=mail_of("Guest One"), people=colleagues
    )
    visitor.page.locator("main [name=consent]").check()
    visitor.press()
    for name in GUESTS[5:]:
        visitor.open("/events/bamboo-for-roofs/register/").fill(name=name, email=mail_of(name))
        visitor.page.locator("main [name=consent]").check()
        visitor.shot("register").press()
    pages = {name: links_in(made, mail_of(name), r"/registrations/[\w-]+/")[0] for name in GUESTS}
    visitor.open(pages["Guest Six"]).shot("ticket")
    assert visitor.page.locator("svg.ticket").count() == 1
    visitor.open(pages["Guest Seven"]).shot("waiting")
    assert visitor.page.locator("svg.ticket").count() == 0
    visitor.open(f"{pages['Guest Two']}cancel/").press("main form button.main")
    visitor.open(pages["Guest Seven"])
    assert visitor.page.locator("svg.ticket").count() == 1
    comes_round(made)
    answers(visitor, made, "Guest One", 1)
    office.open("/events/bamboo-for-roofs/registrations/").shot("registered")
    assert visitor.trouble == []
    visitor.context.close()


def answers(visitor, made, name, surveys):
    """Somebody answers what as many `surveys` ask by the links in their mails: texts are typed, the best is chosen."""
    for link in links_in(made, mail_of(name), r"/answer/mine/[\w:.-]+/", surveys):
        visitor.open(link)
        if not visitor.page.locator("main form button.main").count():
            continue  # answered already
        visitor.press("main form button.main")
        for text in visitor.page.locator("main textarea").all():
            text.fill("Joints that do not break in a storm.")
        for group in {one.get_attribute("name") for one in visitor.page.locator("main [type=radio]").all()}:
            visitor.page.locator(f"main [name='{group}']").last.check()
        visitor.press("main form button.main")
        if visitor.page.locator("main form button.main").count():  # the answers once more, to be checked
            visitor.press("main form button.main")


def holds_and_imports(office):
    """It took place months ago; who was there is read from the file of Zoom, and typed off paper for the session."""
    office.open("/events/bamboo-for-roofs/hours/").fill(zone="", begins_at="", ends_at="").press()
    office.open("/events/bamboo-for-roofs/edit/").fill(starts_on=HELD_ON.isoformat()).press()
    office.open("/events/bamboo-for-roofs/").press("a[href$='/hold/']").press()
    when = f"{HELD_ON} 09:00:00,{HELD_ON} 10:00:00,60"
    came = [f"{name},{mail_of(name)},{when}" for name in GUESTS if name != "Guest Two"]
    head = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)"
    lines = "\n".join((head, *came, f"Somebody else,,{when}", f"iPhone,,{when}"))
    office.open("/events/bamboo-for-roofs/people/files/").send("participants.csv", lines).press()
    office.shot("attendance-preview").press()
    office.open("/events/bamboo-for-roofs/people/list/").fill(lines="Guest One\nGuest Six, Kenya")
    session = office.page.locator("main select[name=session] option", has_text="Joints that hold")
    office.fill(session=session.get_attribute("value")).press().shot("list-preview").press()
    office.open("/events/bamboo-for-roofs/people/").shot("people")
    assert office.page.locator("main tbody tr").count() == 7


def surveys(office, made):
    """Satisfaction and what was applied are asked for by themselves; the answers are closed and given to everybody."""
    comes_round(made)
    for name in GUESTS:
        if name != "Guest Two":
            visitor = office.other()
            answers(visitor, made, name, 3)
            assert visitor.trouble == []
            visitor.context.close()
    office.open("/events/bamboo-for-roofs/surveys/")
    links = [one.get_attribute("href") for one in office.page.locator("main tbody td:first-child a").all()]
    assert len(links) == 3
    for link in links:
        office.open(link).press("a[href$='/close/']").press()
        office.open(f"{link}edit/").fill(audience="public").press()
    office.open("/events/bamboo-for-roofs/results/").shot("results")


def certifies(office, made):
    """Who came gets a certificate by mail: everybody can look its number up, a number that is not ours is told."""
    office.open("/events/bamboo-for-roofs/certificates/").shot("certificates").press("main form button.main")
    visitor = office.other()
    [page] = links_in(made, mail_of("Guest Three"), r"/certificates/[\w-]+/(?=\s)")
    [paper] = links_in(made, mail_of("Guest Three"), r"/certificates/[\w-]+/certificate\.pdf\?key=[\w-]+")
    visitor.open(page).shot("certificate")
    assert ("Guest Three" in visitor.text(), "Bamboo for roofs" in visitor.text()) == (True, True)
    printed = visitor.context.request.get(paper)
    assert (printed.status, printed.body()[:5]) == (200, b"%PDF-")
    assert visitor.context.request.get(paper.partition("?")[0]).status == 404
    visitor.open("/certificates/").fill(number="2026-2222-2222-2").press("main form button.main").shot("not-ours")
    assert visitor.page.locator("main .errors, main .field .error").count()
    visitor.context.close()


def comes_round(made):
    """What the timetable does every six hours is done now."""
    command = [sys.executable, "-c", ROUNDS_COME_DUE]
    asked = made.start(command=command, ZHINAN_WORLD="practice", DJANGO_SETTINGS_MODULE="zhinan.config.settings")
    assert asked.wait(60) == 0, made.log()


def links_in(made, address, pattern, number=1):
    """The links that look like `pattern` in the mails to `address`, once the worker has sent so many of them."""
    for _time in range(60):
        links = [
            link for text in made.mails("practice") if f"To: {address}" in text for link in re.findall(pattern, text)
        ]
        if len(found := list(dict.fromkeys(links))) >= number:
            return found
        made.pause()
    raise AssertionError(f"Not {number} such mails to {address}.\n{made.log()}")


def reaches_the_report(office):
    """The Highlights count event, attendances and satisfaction, and each of these opens to its records."""
    office.open(REPORT).shot("highlights")
    for key in ("online_events", "attendances", "webinar_satisfaction"):
        assert "Bamboo for roofs" in office.open(f"{REPORT}figures/{key}/").text(), key
    office.shot("figure")

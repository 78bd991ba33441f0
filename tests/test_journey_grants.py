"""A call like those of the PGTF in the practice world, from its rules to the letters and the public results.

In a real Chromium against `zhinan serve`: on SQLite without script in English, on PostgreSQL with script in Chinese.
"""

import io
import re
import sys
import textwrap
from datetime import UTC, date, datetime, timedelta

from pypdf import PdfReader

from .hands import SCREENSHOTS, Hands
from .installation import Installation, end

CALL = "/calls/practice-call-for-three-countries/"
PEOPLE = ("applicant", "co-applicant", "late-applicant", "reviewer-one", "reviewer-two", "bound-reviewer", "member")
# An account for each part in the selection, with the password of the demonstration.
ACCOUNTS = """
    import sys, django; django.setup()
    from zhinan.accounts.models import User
    password = User.objects.get(email="secretariat@zhinan.example").password
    for word in sys.argv[1:]:
        words = {"name": word.replace("-", " ").capitalize(), "password": password}
        User.objects.get_or_create(email=f"{word}@zhinan.example", defaults=words)
    from datetime import date
    from zhinan.programmes.models import Programme, ReportingPeriod
    year = date.today().year
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31), "cut_off_on": date(year, 12, 31)}
    programme = Programme.objects.get(slug="practice-programme")
    ReportingPeriod.objects.get_or_create(programme=programme, year=year, defaults=days)
"""
# The deadline comes: the same as waiting for it.
OVER = """
    import django; django.setup()
    from django.utils import timezone
    from zhinan.grants.models import Call
    Call.objects.filter(slug="practice-call-for-three-countries").update(closes_at=timezone.now())
"""


def test_a_call_from_its_rules_to_what_was_announced(browser, tmp_path):
    SCREENSHOTS.mkdir(exist_ok=True)
    made = Installation(tmp_path / "data", "zhinan_grants")
    made.folder.mkdir()
    served = made.start("demo", ZHINAN_WORLD="practice")
    try:
        made.wait_for_page(within=120)
        script(made, ACCOUNTS, *PEOPLE)
        office = Hands(browser, made, "grants", (made.folder / "practice" / "accounts.txt").read_text())
        office.sign_in("secretariat")
        opens_a_call(office)
        applicant = office.other().sign_in("applicant")
        is_told_that_it_is_national(applicant)
        mends_and_submits(applicant)
        late = begins(office.other().sign_in("late-applicant"), "Mills on the river", "Practice Institute for Soil")
        script(made, OVER)
        is_told_that_it_is_late(late)
        returns_for_revision(office, applicant)
        judge(office, [office.other().sign_in(word) for word in PEOPLE[3:6]])
        decides(office, office.other().sign_in("member"))
        tells_everybody(office, applicant)
        assert [trouble for hands in (office, applicant, late) for trouble in hands.trouble] == []
    finally:
        end(served)


def script(made, code, *words):
    """Run Python beside the site that is served."""
    command = [sys.executable, "-c", textwrap.dedent(code), *words]
    asked = made.start(command=command, ZHINAN_WORLD="practice", DJANGO_SETTINGS_MODULE="zhinan.config.settings")
    assert asked.wait(60) == 0, made.log()


def key_in(hands, pattern):
    """The number in the address of the page."""
    return int(re.search(pattern, hands.page.url)[1])


def opens_a_call(office):
    """Rules from a preset that names its sources, a rubric, a deadline; then everybody reads the call."""
    title = {"title": "Practice call for three countries", "code": "PCT-1", "year": str(date.today().year)}
    words = {
        "programme": "Practice Programme for Water and Soil",
        "summary": "Water and soil.",
        "preset": "pgtf",
        "rubric": "dac",
    }
    office.add("/calls/add/", "call-form", **title, **words, language="en", audience="public")
    address = office.open(CALL).page.locator("a[href*='/rules/1/']").first.get_attribute("href")
    office.open(address).shot("rules-draft")
    office.open(office.page.locator("a[href*='/call-rules/'][href$='/edit/']").first.get_attribute("href"))
    closes = datetime.now(UTC).date() + timedelta(days=20)
    for part in (
        office.shot("rules-form").page.locator("details.part:has(:is([name=zone], [name=reviewers])) > summary").all()
    ):
        part.click()
    office.fill(deadline_at=f"{closes}T17:00", zone="Africa/Nairobi", reviewers="2").press()
    office.open(address)
    office.page.locator("form[action*='/publish/'] button, a[href*='/publish/']").first.click()
    if "/publish/" in office.page.url:
        office.press()
    office.open(f"{CALL}open/").press()
    visitor = office.other().open(CALL).shot("call")
    assert "35,000" in visitor.text() and "Africa/Nairobi" in visitor.text()
    assert visitor.page.request.get(f"{CALL}form.docx").body()[:2] == b"PK"
    assert "Practice call" in visitor.page.request.get("/calls.atom").text()


def begins(hands, title, institution):
    """An application to the call of an institution that is recorded."""
    hands.open(f"{CALL}apply/").fill(title=title, lead=institution, language="en").press()
    hands.key = key_in(hands, "/applications/([0-9]+)/")
    return hands


def write(hands, section, **fields):
    """Fill in a section of an application and save it."""
    address = f"/applications/{hands.key}/write/{section}/"
    return hands.open(address).fill(**fields).press("button[name=step][value=save].button")


def is_told_that_it_is_national(applicant):
    """With one country alone the page before submission says why it is not eligible, and what would mend it."""
    begins(applicant, "Fish ponds between terraces", "Practice Institute for Water")
    applicant.page.request.get(f"/applications/{applicant.key}/")
    starts = (date.today() + timedelta(days=120)).isoformat()
    applicant.open(f"/applications/{applicant.key}/write/about/")
    theme = applicant.page.locator("[name=theme] option").nth(1).get_attribute("value")
    write(applicant, "about", theme=theme, goals="2", summary="Ponds feed terraces.", starts_on=starts, months="12")
    write(applicant, "people", beneficiaries="Families on the slopes", people="400", women="210")
    write(applicant, "budget", budget__0__heading="Digging", budget__0__source="grant", budget__0__amount="30000")
    second = {"budget__1__heading": "Land and labour", "budget__1__source": "match", "budget__1__amount": "32000"}
    write(applicant, "budget", **second).shot("budget")
    match = {"sources__0__contributor": "Practice Foundation", "sources__0__kind": "cash"}
    write(applicant, "match", **match, sources__0__stage="secured", sources__0__amount="32000")
    lines = ("outcome", "Villages eat fish"), ("output", "Forty ponds"), ("activity", "Digging ponds")
    for place, (level, text) in enumerate(lines):
        row = f"planned_results__{place}__"
        named = {"indicator": "Ponds in use", "baseline": "0", "target": "40"} if level != "activity" else {}
        said = {"level": level, "text": text, **named}
        write(applicant, "results", **{f"{row}{name}": value for name, value in said.items()})
    write(applicant, "plan", steps__0__what="Dig", steps__0__first="1", steps__0__last="9", steps__0__who="Crew")
    risk = {"risks__0__what": "Flood", "risks__0__likelihood": "low", "risks__0__impact": "high"}
    write(applicant, "risks", **risk, risks__0__answer="Dams")
    applicant.open(f"/applications/{applicant.key}/check/").shot("check-national")
    assert applicant.page.locator(".failed").count() >= 1
    assert applicant.page.locator("main form button.main").count() == 0


def mends_and_submits(applicant):
    """Three countries and their letters, and it goes: numbered, with its hash and a PDF."""
    for place, country in enumerate(("Kenya", "Ghana", "Uganda")):
        row = {f"parties__{place}__role": "beneficiary", f"parties__{place}__country": country}
        write(applicant, "partners", **row)
    pdf = {"mimeType": "application/pdf", "buffer": letter_as_pdf()}
    said = {"signatory": "Director", "position": "Director", "institution": "Ministry of Water"}
    for place in range(5):  # a letter from each of four countries, and the proof of match: a row waits for each
        applicant.open(f"/applications/{applicant.key}/write/documents/")
        assert applicant.page.locator(".failed").count() == 5 - place
        row, name = f"endorsements-{place}", f"letter-{place}.pdf"
        applicant.page.set_input_files(f"main [name={row}-upload]", files=[{"name": name, **pdf}])
        applicant.fill(**{f"{row}-{column}": value for column, value in said.items()})
        applicant.press(f"fieldset:has([name={row}-upload]) button[name=step]")
        assert applicant.page.locator(f"fieldset:has([name={row}-upload])").get_by_role("link", name=name).count() == 1
    applicant.shot("documents")
    applicant.open(f"/applications/{applicant.key}/check/").shot("check-ready")
    assert applicant.page.locator(".failed").count() == 0, applicant.text()
    applicant.press().shot("submitted")
    applicant.number = re.search("PCT-1[-0-9]*-001", applicant.open(f"/applications/{applicant.key}/").text())[0]
    answer = applicant.page.request.get(f"/applications/{applicant.key}/versions/1/proposal.pdf")
    kept(answer.body(), "proposal")
    assert applicant.number in pdf_text(answer.body())


def letter_as_pdf():
    """A page as PDF, as somebody scans a letter."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
        b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\n"
        b"startxref\n167\n%%EOF\n"
    )


def is_told_that_it_is_late(late):
    """From the second of the deadline on nothing is taken any more, and the page says so."""
    late.open(f"/applications/{late.key}/check/").shot("late")
    assert late.page.locator("main form button.main").count() == 0


def returns_for_revision(office, applicant):
    """The office asks for more, the applicant improves one text, and both versions stand side by side."""
    office.open(f"{CALL}applications/").shot("list")
    until = (datetime.now(UTC) + timedelta(days=5)).strftime("%Y-%m-%dT12:00")
    office.open(f"/applications/{applicant.key}/return/")
    office.fill(revise_by=until, comment="Say who keeps the ponds after the project.").press()
    write(applicant, "about", summary="Ponds feed terraces; the villages keep them afterwards.")
    applicant.open(f"/applications/{applicant.key}/check/").press()
    applicant.open(f"/applications/{applicant.key}/compare/").shot("compared")
    assert "keep them afterwards" in applicant.text()
    office.open(f"/applications/{applicant.key}/screen/").fill(outcome="eligible").shot("screening").press()


def judge(office, reviewers):
    """Two reviewers give marks; who belongs to the institution that applies is never asked and finds nothing."""
    application = office.page.url.rstrip("/").split("/")[-1]
    for word, place in zip(PEOPLE[3:6], ("Soil", "Soil", "Water"), strict=True):
        office.open(f"{CALL}panel/").fill(email=f"{word}@zhinan.example", roles="reviewer")
        office.fill(organisation=f"Practice Institute for {place}").press()
    office.open(f"{CALL}panel/").fill(email="member@zhinan.example", roles="committee").press()
    office.open(f"{CALL}assignment/").shot("assignment").press()
    bound = reviewers.pop()
    bound.open(f"/applications/{application}/", status=404)
    for hands, points in zip(reviewers, ("4", "2"), strict=True):
        hands.open(f"/applications/{application}/review/")
        marks = hands.page.locator("main select").evaluate_all("all => all.map((one) => one.name)")
        assert len(marks) == 6, marks
        hands.fill(**dict.fromkeys(marks, points))
        hands.fill(advice="approve", comment="Clear and needed.").shot("review").press("button[value=send]")
        assert not hands.page.locator("button[value=send]").count(), hands.text()
    office.open(f"/applications/{application}/reviews/").shot("reviews")
    office.open(f"{CALL}comparison/").shot("comparison")
    office.open(f"/applications/{application}/put_forward/")
    reason = office.page.locator("main [name=reason]")
    if reason.count():
        reason.fill("The two have spoken with each other.")
    office.press()


def decides(office, member):
    """The committee grants less than was asked for; the minutes are closed and looked at."""
    fields = {"title": "First meeting", "on": date.today().isoformat(), "chair": "Committee member"}
    office.open(f"{CALL}meetings/add/").fill(**fields)
    while not office.page.url.rstrip("/").split("/")[-1].isdecimal():
        office.press()
    meeting = office.page.url
    office.open(f"{meeting}agenda/").press("button[value=all]")
    member.open(meeting).shot("meeting-of-member")
    decide = office.open(meeting).page.locator("a[href*='/decide/?meeting=']").first.get_attribute("href")
    office.open(decide).fill(outcome="conditions", amount="25000", conditions="The ministry joins the crew.").press()
    office.open(meeting).shot("meeting")
    office.open(f"{meeting}close_minutes/").press()
    minutes = office.page.request.get(f"{meeting}minutes.pdf").body()
    kept(minutes, "minutes")
    assert "25,000" in pdf_text(minutes)


def tells_everybody(office, applicant):
    """Letters go out once, the results become public, the grant counts in the report of its programme."""
    office.open(f"{CALL}letters/").shot("letters").press()
    applicant.open(f"/applications/{applicant.key}/").shot("awarded")
    letter = applicant.page.locator("a[href*='/letters/']").last.get_attribute("href")
    applicant.open(letter).shot("letter")
    answer = applicant.page.request.get(f"{letter}letter.pdf")
    kept(answer.body(), "letter")
    assert "25,000" in pdf_text(answer.body())
    year = date.today().year
    before = approved(office, year)
    if office.open(CALL).page.locator("a[href$='/close/']").count():
        office.open(f"{CALL}close/").press()
    office.open(f"{CALL}announce/").press()
    visitor = office.other().open(f"{CALL}results/").shot("announced")
    assert "Fish ponds between terraces" in visitor.text() and "25,000" in visitor.text()
    assert "Mills on the river" not in visitor.text()
    assert approved(office, year) == before + 1


def approved(office, year):
    """How many grants the report of the practice programme counts for a year, as a visitor opens the number."""
    answer = office.other().page.request.get(
        f"/programmes/practice-programme/highlights/{year}/figures/grants_approved/?format=csv"
    )
    assert answer.status == 200, answer.text()[:300]
    return len(answer.text().splitlines()) - 1


def kept(content, name):
    """Keep a PDF among the pictures, to be looked at."""
    (SCREENSHOTS / f"grants-{name}.pdf").write_bytes(content)


def pdf_text(content):
    """The words of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

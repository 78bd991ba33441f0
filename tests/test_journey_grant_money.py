"""The money of a grant in the practice world, from the award to the archive.

In a real Chromium against `zhinan serve`: on SQLite without script in English, on PostgreSQL with script in Chinese.
"""

import io
import re
import zipfile
from datetime import date, timedelta

from pypdf import PdfReader

from .hands import SCREENSHOTS, Hands
from .installation import Installation, end

GRANT = "practice-ponds-between-fields"
COPY = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\n"
    b"startxref\n167\n%%EOF\n"
)


def test_the_money_of_a_grant_from_its_award_to_its_archive(browser, tmp_path):
    SCREENSHOTS.mkdir(exist_ok=True)
    made = Installation(tmp_path / "data", "zhinan_money")
    made.folder.mkdir()
    served = made.start("demo", ZHINAN_WORLD="practice")
    try:
        made.wait_for_page(within=120)
        office = Money(browser, made, "money", (made.folder / "practice" / "accounts.txt").read_text())
        office.sign_in("secretariat")
        finance, grantee = (office.other().sign_in(word) for word in ("finance", "grantee"))
        prepares_the_agreement(office)
        for hands in (finance, grantee):
            hands.award = office.award
        signs_the_agreement(office, grantee)
        pays_and_takes_back(office, finance)
        is_refused_while_gates_are_shut(office)
        reports_on_progress(office, grantee)
        verifies_match(finance, grantee)
        pays_a_reduced_instalment(office, finance)
        extends_without_cost(office)
        agrees_on_an_action_point(office, grantee)
        reports_finally(office, grantee)
        closes_with_unspent_funds(office, finance, grantee)
        keeps_the_archive(office)
        everybody_reads_what_came_of_it(office)
        assert [trouble for hands in (office, finance, grantee) for trouble in hands.trouble] == []
    finally:
        end(served)


class Money(Hands):
    """Somebody's browser around the pages of one award."""

    award = ""

    def other(self):
        """Another person's browser."""
        return Money(self.browser, self.served, self.journey, self.password)

    def verb(self, name, place=0):
        """Open the page that a button of the award's page leads to: the one number `place` whose address ends so."""
        self.open(self.award)
        address = self.page.locator(f"main a[href$='/{name}/']").nth(place).get_attribute("href")
        return self.open(address)

    def lay(self, field):
        """Choose a small PDF as the file in `field`."""
        file = {"name": f"{field}.pdf", "mimeType": "application/pdf", "buffer": COPY}
        self.page.set_input_files(f"main [name={field}]", files=[file])
        return self

    def taken(self):
        """Press the main button, and be led on: what was typed was not refused."""
        before = self.page.url
        self.press()
        assert self.page.url != before, self.text()
        return self

    def kept(self, address, name):
        """The words of the PDF at `address`, which is kept among the pictures."""
        content = self.page.request.get(address).body()
        (SCREENSHOTS / f"{self.journey}-{name}.pdf").write_bytes(content)
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def day(ago):
    """The day so many days ago."""
    return (date.today() - timedelta(days=ago)).isoformat()


def prepares_the_agreement(office):
    """What the committee decided is not asked again: amount, currency, ratio and instalments stand there."""
    office.open(f"/grants/{GRANT}/").shot("grant")
    office.open(f"/grants/{GRANT}/award/").fill(payer="Practice Foundation").taken()
    office.award = office.page.url
    told = office.shot("award-begun").text()
    assert "30,000" in told and "15,000" in told


def signs_the_agreement(office, grantee):
    """Offered it is frozen, with the proposal annexed; signed by both sides it is in force."""
    office.verb("documents/agreement").fill(starts_on=day(300), ends_on=day(20)).taken()
    office.verb("offer").taken()
    paper = office.page.locator("a[href$='/paper.pdf']").first.get_attribute("href")
    said = grantee.kept(paper, "agreement")
    assert "30,000" in said and len(said) > 3000  # the proposal is annexed
    for side in ("payer", "grantee"):
        office.verb("sign").fill(side=side, name="Signatory", position="Director", on=day(300))
        office.lay("copy").taken()
    office.open(office.award).shot("award-signed")
    assert office.page.locator("#reports li").count() == 2


def pays_and_takes_back(office, finance):
    """Who approves does not pay; a payment that came back is taken back, and paid again."""
    office.verb("approve").taken()
    assert not office.open(office.award).page.locator("a[href$='/pay/']").count()
    for reference in ("TT-1", "TT-2"):
        finance.verb("pay").fill(reference=reference).lay("advice").taken()
        if reference == "TT-1":
            finance.verb("take-back").fill(because="The bank sent it back.").taken()
    told = finance.open(finance.award).shot("paid").text()
    assert "TT-1" in told and "TT-2" in told


def is_refused_while_gates_are_shut(office):
    """The second instalment waits for a report and for match: the page says so, and approving it is refused."""
    assert office.open(office.award).page.locator("#instalments .incomplete").count() >= 2
    office.shot("gates-shut")
    office.verb("approve").press()
    assert office.page.locator("main .errors").count() == 1


def report(hands, place):
    """The page of the report number `place` of the award."""
    address = hands.open(hands.award).page.locator("#reports a").nth(place).get_attribute("href")
    return hands.open(address)


def write(hands, place, key, **fields):
    """Fill in a section of a report, and save it."""
    report(hands, place)
    hands.open(f"{hands.page.url}write/{key}/").fill(**fields)
    return hands.press("button[name=step][value=on].button")


def tell_results(hands, place, number, part, whole):
    """Say `number` for what is counted, and `part` of `whole` for a percentage, with what shows it."""
    report(hands, place)
    hands.open(f"{hands.page.url}write/results/")
    names = hands.page.locator("main input[name$='-value']").evaluate_all("all => all.map((one) => one.name)")
    for name in names:
        prefix = name.removesuffix("-value")
        if hands.page.locator(f"main [name='{prefix}-numerator']").count():
            hands.fill(**{f"{prefix}-numerator": part, f"{prefix}-denominator": whole})
        else:
            hands.fill(**{f"{prefix}-value": number})
        hands.lay(f"{prefix}-evidence")
    return hands.press("button[name=step][value=on].button")


def spend(hands, place, *amounts):
    """Say what was spent on the first lines of the budget."""
    report(hands, place)
    hands.open(f"{hands.page.url}write/finances/")
    names = hands.page.locator("main input[name$='-spent']").evaluate_all("all => all.map((one) => one.name)")
    for name, amount in zip(names, amounts, strict=False):
        hands.fill(**{name: amount, name.replace("-spent", "-explanation"): "Fares and prices changed."})
    return hands.press("button[name=step][value=on].button")


def sends(hands, place):
    """Send a report that lacks nothing."""
    address = report(hands, place).page.url
    assert not hands.page.locator("#lacking").count(), hands.text()
    return hands.open(f"{address}send/").taken()


def reports_on_progress(office, grantee):
    """A report is returned with a remark at its place, mended, sent again, and accepted."""
    write(grantee, 0, "story", achieved="Twenty ponds were dug.", problems="Rain came late.").shot("report-story")
    tell_results(grantee, 0, "20", "30", "60").shot("report-results")
    spend(grantee, 0, "9000", "6000").shot("report-finances")
    sends(grantee, 0)
    address = report(office, 0).shot("report-sent").page.url
    office.open(f"{address}return/").fill(due_on=day(-10), r0="Say in which villages.").shot("report-return").taken()
    report(grantee, 0).shot("report-returned")
    assert "Say in which villages." in grantee.text()
    write(grantee, 0, "story", achieved="Twenty ponds were dug in two villages.")
    sends(grantee, 0)
    office.open(f"{address}accept/").taken().shot("report-accepted")
    assert grantee.kept(f"{address}versions/2/report.pdf", "report")


def verifies_match(finance, grantee):
    """What was told counts once somebody else verified it; below the ratio the gate stays shut."""
    for amount, is_enough in (("12000", False), ("20000", True)):
        grantee.verb("tell").fill(stage="disbursed", on=day(100), amount=amount).lay("evidence").taken()
        finance.verb("verify").taken()
        shut = finance.open(finance.award).page.locator("#instalments li:nth-of-type(2) .incomplete").count()
        assert (shut == 0) == is_enough, finance.text()
    finance.shot("match")


def pays_a_reduced_instalment(office, finance):
    """Less than was planned can be paid, with a reason."""
    office.verb("amount").fill(amount="7000", because="Fewer nurseries are needed.").taken()
    office.verb("approve").taken()
    finance.verb("pay").fill(reference="TT-3").lay("advice").taken()


def extends_without_cost(office):
    """A later end, signed by both: the final report is due later."""
    office.verb("documents/extension").fill(ends_on=day(1), reason="The rains came late.").taken()
    office.verb("offer").taken()
    for side in ("payer", "grantee"):
        office.verb("sign").fill(side=side, name="Signatory", position="Director", on=day(30)).lay("copy").taken()
    office.open(office.award).shot("extended")


def agrees_on_an_action_point(office, grantee):
    """What was found on a visit is done by the grantee and closed by the office."""
    key = re.search(r"/awards/([0-9]+)/", office.award)[1]
    told = {"place": "Practice village", "who": "Two institutes", "summary": "Eighteen ponds hold water."}
    office.open(f"/awards/{key}/visits/add/").fill(on=day(60), **told).taken()
    office.open(f"/awards/{key}/findings/add/").fill(on=day(60), text="Two ponds leak.", gravity="medium").taken()
    point = office.page.locator("main a[href$='/points/add/']").first.get_attribute("href")
    office.open(point).fill(what="Line the two ponds.", side="grantee", due_on=day(-5)).taken()
    done = grantee.open(f"/awards/{key}/findings/").page.locator("a[href$='/done/']").first.get_attribute("href")
    grantee.open(done).fill(told="Both are lined with clay.").lay("evidence").taken()
    close = office.open(f"/awards/{key}/findings/").page.locator("a[href$='/close/']").first.get_attribute("href")
    office.open(close).taken().shot("findings")


def reports_finally(office, grantee):
    """The final report says what came about, what was spent, and what others can learn."""
    texts = {"achieved": "Forty ponds hold water.", "lessons": "Line ponds with clay before the rain."}
    write(grantee, 1, "story", **texts)
    tell_results(grantee, 1, "22", "45", "60")
    spend(grantee, 1, "4000", "1500", "32000")
    sends(grantee, 1)
    address = report(office, 1).shot("final-report").page.url
    office.open(f"{address}accept/").taken()


def closes_with_unspent_funds(office, finance, grantee):
    """What was not spent comes back, the lessons become a draft, and the award is closed."""
    office.verb("drop").fill(because="Everything is built.").taken()
    closure = f"{office.award}closure/"
    office.open(closure).shot("closure-gates")
    assert office.page.locator("#gates .incomplete").count() >= 2, office.text()
    refund = finance.open(closure).page.locator("a[href$='/refunds/add/']").get_attribute("href")
    finance.open(refund).fill(amount="1500", reference="TT-4").lay("advice").taken()
    lessons = office.open(closure).page.locator("a[href$='/lessons/']").get_attribute("href")
    office.open(lessons).taken()
    assert office.open(closure).page.locator("#gates .incomplete").count() == 0, office.text()
    office.open(f"{office.award}close/").taken()
    told = office.open(closure).shot("closed").page.locator("header .state").inner_text()
    assert told in ("closed", "已结项"), told
    assert not grantee.open(grantee.award).page.locator("a[href$='/tell/']").count()


def keeps_the_archive(office):
    """One PDF with every version, decision, letter, report and posting, and a ZIP with the files."""
    said = office.kept(f"{office.award}bundle.pdf", "bundle")
    for words in ("TT-1", "TT-2", "TT-3", "TT-4", "Say in which villages.", "Line the two ponds.", "Two ponds leak."):
        assert words in said, words
    zipped = zipfile.ZipFile(io.BytesIO(office.page.request.get(f"{office.award}bundle.zip").body()))
    assert zipped.testzip() is None and len(zipped.namelist()) > 10
    ledger = office.open(f"{office.award}ledger/").shot("ledger").text()
    assert "1,500" in ledger
    assert "TT-4" in office.page.request.get(f"{office.award}ledger.csv").text()


def everybody_reads_what_came_of_it(office):
    """The public page says what came of the grant, without names of files; each sum of the portfolio opens its list."""
    visitor = office.other().open(f"/grants/{GRANT}/").shot("public")
    told = visitor.text()
    assert "22,000" in told and "1,500" in told and "TT-" not in told and ".pdf" not in told
    office.open("/awards/").shot("portfolio")
    for place in range(office.page.locator(".tiles a").count()):
        office.open("/awards/").page.locator(".tiles a").nth(place).click()
    office.open("/awards/figures/").shot("portfolio-figures")
    office.open("/awards/overdue/").shot("portfolio-overdue")
    office.open("/awards/cash/").shot("portfolio-cash")

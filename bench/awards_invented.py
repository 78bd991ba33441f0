"""An invented portfolio: awards of ten years, what was paid, matched and spent of each, and what is due."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.utils import timezone

from zhinan.awards.models import Award, DueReport, Instalment, Match, MatchStep, Payment
from zhinan.codelists import actions as codelists
from zhinan.codelists.models import Country, Currency
from zhinan.files.models import File
from zhinan.grants.models import Grant, GrantParty
from zhinan.network.models import Organisation
from zhinan.programmes.models import Posting, Programme, Project

FIRST, YEARS, PROGRAMMES, PAYERS = date(2016, 11, 1), 10, 8, 40
SECTORS = ("Farming", "Water", "Health", "Energy", "Schools", "Trade", "")
RATES = {"USD": Decimal(1), "CNY": Decimal("0.14"), "EUR": Decimal("1.1")}
INSTALMENTS, SOURCES, STEPS = 4, 3, 4  # of an award, and steps of each source of match
BATCH = 5_000


def make(chance, number, each):
    """`number` awards with `each` postings in the ledger of every one of them."""
    codelists.load_all()
    currencies = {code: Currency.objects.get(code=code) for code in RATES}
    awards = begin(chance, number, currencies)
    pay(chance, awards)
    match(chance, awards)
    spend(chance, awards, each - INSTALMENTS + 1 - SOURCES * STEPS, list(currencies.values()))
    plan_reports(awards)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def put(model, rows):
    """Write `rows` of `model` down, and return them."""
    return model.objects.bulk_create(rows, batch_size=BATCH)


def begin(chance, number, currencies):
    """The awards with their grants, of some programmes, for two countries each."""
    programmes = put(Programme, [Programme(slug=f"p{n}", name=f"Programme {n}") for n in range(PROGRAMMES)])
    payers = put(Organisation, [Organisation(slug=f"o{n}", name=f"Fund {n}") for n in range(PAYERS)])
    projects = put(
        Project,
        [Project(slug=f"j{n}", title=f"Project {n}", programme=chance.choice(programmes)) for n in range(number)],
    )
    grants = put(
        Grant,
        [
            Grant(slug=f"g{n}", title=f"Grant {n}", project=one, state="active", sector=chance.choice(SECTORS))
            for n, one in enumerate(projects)
        ],
    )
    countries = list(Country.objects.active())
    put(
        GrantParty,
        [
            GrantParty(grant=one, role="beneficiary", country=country)
            for one in grants
            for country in chance.sample(countries, 2)
        ],
    )
    made = []
    for one in grants:
        code, day = chance.choice(("USD", "CNY")), FIRST + timedelta(days=chance.randrange(365 * YEARS))
        state = "closed" if day.year < FIRST.year + YEARS // 2 else "active"
        facts = {"currency": currencies[code], "usd_rate": RATES[code], "rate_on": day, "match_ratio": Decimal("0.5")}
        amount = Decimal(chance.randint(10_000, 90_000))
        made.append(Award(grant=one, payer=chance.choice(payers), amount=amount, awarded_on=day, state=state, **facts))
    return put(Award, made)


def posting(award, **facts):
    """A posting in the ledger of the project of `award`, in cash and its own currency unless `facts` say otherwise."""
    told = {"contributor_id": award.payer_id, "is_parallel": False, "kind": "cash", "currency_id": award.currency_id}
    told |= {"on": award.awarded_on + timedelta(days=90), "usd_rate": award.usd_rate, "rate_on": award.awarded_on}
    return Posting(project_id=award.grant.project_id, **told | facts)


def pay(chance, awards):
    """Four instalments of each award, of which three were paid, and one of a thousand is due."""
    planned = put(
        Instalment,
        [
            Instalment(
                award=one, position=n, amount=one.amount / INSTALMENTS, gate="agreement", approved_on=one.awarded_on,
                state="paid" if n < INSTALMENTS else chance.choice(("planned", "approved")),
                due_on=one.awarded_on + timedelta(days=180 * n),
            )
            for one in awards
            for n in range(1, INSTALMENTS + 1)
        ],
    )  # fmt: skip
    done = [one for one in planned if one.state == "paid"]
    posted = put(Posting, [posting(one.award, stage="disbursed", amount=one.amount) for one in done])
    put(
        Payment,
        [
            Payment(
                instalment=one, on=each.on, amount=one.amount, counted=one.amount, currency=one.award.currency,
                reference=f"TT-{each.pk}", posting=each,
            )
            for one, each in zip(done, posted, strict=True)
        ],
    )  # fmt: skip


def match(chance, awards):
    """Sources of match of each award, each secured and delivered in steps that were verified."""
    sources = put(
        Match,
        [
            Match(
                award=one, organisation_id=one.payer_id, kind="cash", amount=one.amount / 5, currency=one.currency,
                usd_rate=one.usd_rate, rate_on=one.rate_on, due_on=one.awarded_on + timedelta(days=300),
            )
            for one in awards
            for _n in range(SOURCES)
        ],
    )  # fmt: skip
    shown = [
        File(
            noun="awards.award", noun_id=one.pk, name="letter.pdf", kind="application/pdf", size=1, sha256="0" * 64,
            stored=f"{one.pk}.pdf",
        )
        for one in awards
    ]  # fmt: skip
    files = {one.noun_id: one for one in put(File, shown)}
    told = [(one, ("secured", "disbursed")[n % 2]) for one in sources for n in range(STEPS)]
    amounts = [(one.amount / chance.choice((2, 3))).quantize(Decimal("0.01")) for one, _stage in told]
    posted = put(
        Posting,
        [
            posting(one.award, stage=stage, amount=amount, is_parallel=True)
            for (one, stage), amount in zip(told, amounts, strict=True)
        ],
    )
    put(
        MatchStep,
        [
            MatchStep(match=one, stage=stage, on=each.on, amount=amount, evidence=files[one.award_id], posting=each)
            for (one, stage), amount, each in zip(told, amounts, posted, strict=True)
        ],
    )


def spend(chance, awards, each, currencies):
    """What was spent of each award in `each` - 1 postings, one in twenty in another currency, and what was returned."""
    rows = []
    for one in awards:
        for n in range(each - 1):
            amount = Decimal(chance.randint(1_000, 60_000)) / 100
            other = chance.choice(currencies) if n % 20 == 7 else one.currency
            facts = {"currency_id": other.pk, "usd_rate": RATES[other.code], "amount": amount, "stage": "spent"}
            rows.append(posting(one, **facts))
        rows.append(posting(one, stage="returned", amount=Decimal(chance.randint(100, 900))))
    put(Posting, rows)


def plan_reports(awards):
    """A progress report of each award that was accepted, and a final one that is due."""
    now = timezone.localdate()
    rows = []
    for one in awards:
        days = {"starts_on": one.awarded_on, "ends_on": one.awarded_on + timedelta(days=365)}
        days["due_on"] = days["ends_on"] + timedelta(days=30)
        rows.append(DueReport(award=one, position=1, state="accepted", accepted_on=now, **days))
        rows.append(DueReport(award=one, position=2, is_final=True, **days))
    put(DueReport, rows)

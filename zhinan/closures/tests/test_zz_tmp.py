import io, time, copy
from pathlib import Path
import pytest
from django.utils.translation import override
from zhinan.closures import actions, editions
from zhinan.closures.tests.test_bundle import bundle
from zhinan.closures.tests.make import eventful, CLOSED
from zhinan.grants.models import *
from zhinan.monitoring.models import ReportSubmission
from zhinan.awards.models import *
from zhinan.grants.tests.make import party, sits
from zhinan.programmes.tests.make import country
from zhinan.network.tests.make import organisation
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("codelists")]
OUT = Path("/tmp/zd-clo/out")

def test_render():
    OUT.mkdir(exist_ok=True)
    award, people, author = eventful(files=12)
    actions.document(award, by=people["secretariat"])
    actions.close(award, by=people["secretariat"], on=CLOSED, today=CLOSED, because="One point is left to the next grant.")
    for lang in ("en", "zh-hans"):
        with override(lang):
            from zhinan.kit import typesetting
            import json
            from zhinan.closures.editions.bundle import words_of
            b = bundle(award, people["secretariat"])
            made = typesetting._compiler(typesetting.FOLDER / "bundle.typ").compile(format="png", ppi=62, sys_inputs={"payload": json.dumps(words_of(b), sort_keys=True)}, timestamp=int(b.at.timestamp()))
            for n, page in enumerate(made if isinstance(made, list) else [made], 1):
                (OUT / f"{lang}-{n:02}.png").write_bytes(page)
            (OUT / f"bundle-{lang}.pdf").write_bytes(editions.bundle_pdf(bundle(award, people["secretariat"])))

def test_time():
    award, people, author = eventful(files=100)
    one = Submission.objects.first()
    long = "Rice and fish live together in the same field, and both do better. " * 20
    for n in range(3, 23):
        content = copy.deepcopy(one.content)
        content["about"]["summary"] = long
        content["budget"] = [{"heading": f"Line {k}", "year": 1, "source": "grant", "amount": "100.00"} for k in range(25)]
        content["risks"] = [{"what": long[:300], "likelihood": "high", "impact": "low", "answer": long[:300]} for k in range(10)]
        Submission.objects.create(application=one.application, number=n, rules=one.rules, content=content, digest="0"*64, submitted_at=one.submitted_at)
    first = ReportSubmission.objects.first()
    for n in range(3, 83):
        content = copy.deepcopy(first.content)
        content["story"]["achieved"] = long
        content["finances"] = [{"heading": f"Line {k}", "source": "grant", "budget": "100.00", "before": "0.00", "spent": "90.00", "explanation": "As planned"} for k in range(25)]
        ReportSubmission.objects.create(report=first.report, number=n, content=content, digest="1"*64, sent_at=first.sent_at)
    for turn in range(2):
        t = time.perf_counter(); b = bundle(award, people["secretariat"]); t1 = time.perf_counter()
        pdf = editions.bundle_pdf(b); t2 = time.perf_counter()
        s = io.BytesIO(); editions.archived(b, s); t3 = time.perf_counter()
        (OUT / "large.pdf").write_bytes(pdf)
        print("\nTIME", len(b.parts), len(b.filed), round(t1-t,2), round(t2-t1,2), round(t3-t2,2), len(pdf))

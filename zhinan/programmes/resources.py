"""The ledger in spreadsheets, and what those of other rooms name: programmes, projects, currencies, parties."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Currency
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.resources import Called, Match, Resource, amount, choice, day, link, text, yes_or_no
from zhinan.network.resources import organisation_finder

from . import access, actions
from .models import Kind, Posting, Programme, Project, Stage

FIELDS = ("project", "contributor", "is_parallel", "kind", "stage", "on", "amount", "currency", "usd_rate", "rate_on")
FIELDS += ("quantity", "unit", "valuation_method", "evidence")
SAME_DAY = ("project", "contributor", "kind", "stage", "on")
SAME = (*SAME_DAY, "amount", "currency", "quantity", "unit")


class Keeping:
    """The programmes in which one person keeps records; what belongs to no programme counts as one of them."""

    def __init__(self, user):
        self.own = {one.pk for one in Programme.objects.all() if access.keep_in(user, one)}
        self.own |= {None} if access.keep_in(user, None) else set()
        self.programme_of = dict(Project.objects.values_list("pk", "programme"))  # by project

    def check(self, row, values, before, *held):
        """Yield (column, sentence) where the row would change a record of others, or put one among theirs.

        `held` are keys of the programmes that the record belongs to now.
        """
        held = set(held) - {None}
        is_changed = any(before.get(name) != value for name, value in values.items())
        if before and is_changed and not self.own & (held or {None}):
            yield "", _("Only the secretariat of its programme may change this record.")
        wanted = {"programme": row.get("programme"), "project": self.programme_of.get(row.get("project"))}
        for column, key in wanted.items():
            if key is not None and key not in self.own | held:
                yield column, _("Only the secretariat of this programme may put records there. Choose your own.")


def programme_finder(user):
    """Called of the programmes that `user` may see."""
    rows = Programme.objects.visible_to(user).order_by("pk").values_list("pk", "name", "slug", "name_zh", "acronym")
    return Called((key, words) for key, *words in rows)


def project_finder(user):
    """Called of the projects that `user` may see."""
    rows = Project.objects.visible_to(user).order_by("pk").values_list("pk", "title", "slug")
    return Called((key, words) for key, *words in rows)


def currency_finder():
    """Called of the currencies: by code, by name, and by the usual signs and Chinese words for some."""
    also = {
        "CNY": ("RMB", "人民币", "元", "¥"),
        "USD": ("US$", "$", "美元"),
        "EUR": ("€", "欧元"),
        "GBP": ("£", "英镑"),
    }
    found = Called(((one.pk, (one.code, one.name)) for one in Currency.objects.active()), is_closed=True)
    for key, code in list(found.labels.items()):
        for word in also.get(code, ()):
            found.add(key, code, code, word)
    return found


def party_rows(row, columns):
    """The parties that `row` names; `columns` is ((column, role, "organisation" or "country"), ...)."""
    return [{"role": role, what: key} for name, role, what in columns for key in row.get(name) or ()]


def party_cells(values, columns):
    """{column: keys} of the parties that the kept `values` of a record hold: the inverse of `party_rows`."""
    return {
        name: [one[what] for one in values["parties"] if one["role"] == role and one[what] is not None]
        for name, role, what in columns
    }


class Postings(Resource):
    """The ledger: postings that are only ever added."""

    key, model, is_fixed = "postings", Posting, True
    join = ("project", "contributor", "currency")
    label = gettext_lazy("ledger postings")
    note = gettext_lazy(
        "One posting a row. A posting that stands is never changed: reverse it, and post the right one."
    )
    columns = (
        link("project", pgettext_lazy("column", "Project"), "project", is_required=True,
             headings="项目|项目名称|Projet|Proyecto"),
        link("contributor", pgettext_lazy("column", "Contributor"), "organisation", is_required=True,
             headings="出资方|捐助方|贡献方|Donor|Partner|Contributeur|Contribuyente"),
        choice("kind", pgettext_lazy("column", "Kind"), Kind, is_required=True, example="cash",
               headings="类别|形式|Type",
               also={"cash": ("现金",), "in_kind": ("实物", "in-kind"),
                     "technical": ("技术", "技术服务", "technical assistance")}),
        choice("stage", pgettext_lazy("column", "Stage"), Stage, is_required=True, example="secured",
               headings="阶段|状态|Status",
               also={"pledged": ("承诺",), "secured": ("落实", "已落实", "committed"),
                     "disbursed": ("拨付", "已拨付", "paid"),
                     "spent": ("支出", "已支出", "expenditure"), "returned": ("退回", "refunded")}),
        day("on", pgettext_lazy("column", "Date"), is_required=True, example="2020-06-15",
            headings="日期|时间|On|Fecha|Дата"),
        amount("amount", pgettext_lazy("column", "Amount"), example="1000",
               headings="金额|数额|Sum|Montant|Monto|Importe|Сумма"),
        link("currency", pgettext_lazy("column", "Currency"), "currency", example="USD",
             headings="币种|货币|Devise|Moneda"),
        amount("usd_rate", gettext_lazy("US dollars for one unit"), headings="汇率|Rate|Exchange rate"),
        day("rate_on", gettext_lazy("Day of the rate"), headings="汇率日期|Rate date"),
        amount("quantity", pgettext_lazy("column", "Quantity"), headings="数量|Number|Quantité|Cantidad"),
        text("unit", pgettext_lazy("column", "Unit"), headings="单位|计量单位|Unité|Unidad"),
        text("valuation_method", gettext_lazy("How its value was found"),
             headings="估值方法|Valuation|Valuation method"),
        text("evidence", pgettext_lazy("column", "Evidence"), headings="凭证|依据|Proof|Reference|Justificatif"),
        yes_or_no("is_parallel", gettext_lazy("Beside the grant"), headings="配套资金|Parallel|Co-financing",
                  help=gettext_lazy("Yes for what partners give beside the grant. Empty is no.")),
        text("code", gettext_lazy("Posting here"), help=gettext_lazy("Leave it empty for a new record."),
             headings="系统编号"),
    )  # fmt: skip

    def load(self, user):
        """Projects where `user` may post, organisations, currencies, and the postings that stand."""
        rows = Posting.objects.visible_to(user).order_by("pk").select_related(*self.join)
        found, same, day = Called(), {}, {}
        for one in rows:
            found.add(one.pk, f"{one}, {one.on.isoformat()}", str(one.pk))
            same.setdefault(self.sign_of(one, SAME), one.pk)
            day.setdefault(self.sign_of(one, SAME_DAY), []).append(one.pk)
        projects = Project.objects.visible_to(user).select_related("programme")
        return {
            "self": found,
            "same": same,
            "day": day,
            "project": project_finder(user),
            "may post": {one.pk for one in projects if access.post(user, one)},
            "organisation": organisation_finder(user),
            "currency": currency_finder(),
        }

    def sign_of(self, posting, names):
        """What tells a posting that stands, as `sign` tells a row."""
        return self.sign({name: getattr(posting, self.model._meta.get_field(name).attname) for name in names}, names)

    def sign(self, row, names):
        """What tells a posting from others: its values under `names`, numbers and days in one shape."""
        found = []
        for name in names:
            value = row.get(name)
            if name in ("amount", "quantity"):
                value = None if value is None else Decimal(value).normalize()
            found.append(str(value or ""))
        return tuple(found)

    def match(self, row, run):
        """By its number here; by all that is said of it; one of the same day with another amount is in doubt."""
        finders = run.finders
        if row.get("code") and len(found := finders["self"].exact(row["code"])) == 1:
            return Match(found[0])
        if (key := finders["same"].get(self.sign(row, SAME))) is not None:
            return Match(key)
        near = tuple(finders["day"].get(self.sign(row, SAME_DAY), ()))
        return Match(None, near, _("A posting of the same day stands here with another amount. Is it the same?"))

    def values(self, row, run):
        """What a row says of a posting."""
        return {name: row[name] for name in FIELDS if row.get(name) is not None}

    def merged(self, values, before):
        """Partners' money is what somebody says it is: a new posting that does not say so is none."""
        return super().merged(values if before else {"is_parallel": False, **values}, before)

    def check(self, row, values, before, run):
        """An amount and its currency go together, a correction is a reversal, and not everybody may post everywhere."""
        if row["project"] not in run.finders["may post"]:
            yield "project", _("You may not post to this project. Ask its programme's secretariat.")
        if (row.get("amount") is None) != (row.get("currency") is None):
            yield "currency", _("An amount and its currency go together.")
        if row.get("amount") is None and row.get("quantity") is None:
            yield "amount", _("Write an amount, or a quantity with its unit.")
        if not before and ((row.get("amount") or 0) < 0 or row.get("amount") == 0):
            yield "amount", _("Write an amount above zero. A correction is made by reversing the posting on its page.")
        if (row.get("usd_rate") is None) != (row.get("rate_on") is None):
            yield "rate_on", _("A rate and its day go together.")

    def refusal(self, changes):
        """What to do where a posting that stands would change."""
        return _("A posting is never changed. Reverse it on its page, and post the right one.")

    def write(self, found, by):
        """Post the new row `found`; returns the Posting."""
        fields = {name: self.model._meta.get_field(name) for name in found.values}
        facts = {field.attname: field.to_python(found.values[name]) for name, field in fields.items()}
        return actions.post(Project.objects.get(pk=facts.pop("project_id")), by=by, **facts)

    def take_back(self, posting, by, on):
        """Reverse the `posting` that an import made, dated `on`; raises NotNow where that was done already."""
        if posting is None:
            raise NotNow(_("This posting is gone."))
        actions.reverse(posting, by=by, on=on, evidence=_("The import that posted it was taken back."))

    def cells(self, record, values, run):
        """One row a posting."""
        yield {**{name: values[name] for name in FIELDS}, "code": str(record.pk)}

    def identity(self, row):
        """All that is said of it."""
        return self.sign(row, SAME)


RESOURCES = (Postings(),)

"""People and what they are in organisations, in spreadsheets."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.rules import country_names
from zhinan.kit.reading import WrongCell
from zhinan.kit.resources import Called, Column, Match, Resource, dated, day, link, listed, text
from zhinan.kit.secrets import mark_of

from ..models import Affiliation, Person, PersonName
from .finders import Likely, organisation_finder

POSITION = ("organisation", "position", "starts_on", "ends_on")


def mail(cell, style):
    """A mail address; raises WrongCell."""
    try:
        validate_email(str(cell))
    except ValidationError:
        raise WrongCell(_("“{cell}” is no mail address. Write it as office@example.org.").format(cell=cell)) from None
    return str(cell)


class People(Resource):
    """People, their other names, and one position a row."""

    key, model, grows = "people", Person, True
    label = pgettext_lazy("plural", "people")
    note = gettext_lazy("One position a row: somebody with two positions has two rows.")
    part_keys = {"names": ("name",), "positions": ("organisation", "position")}
    columns = (
        text("name", pgettext_lazy("of a person", "Name"), is_required=True, example="Full name",
             headings="姓名|名字|Full name|Person|Contact|Contact person|Nom|Nombre|Nombre completo|Имя|الاسم"),
        listed("names", pgettext_lazy("column", "Other names"), commas=False,
               help=gettext_lazy("Also in another script; several with semicolons between."),
               headings="其他姓名|拼音|英文姓名|Name in other script|Autres noms|Otros nombres"),
        link("organisation", pgettext_lazy("column", "Organisation"), "organisation",
             example="Centre for Rice Research", headings="机构|单位|工作单位|所在机构|Organization|Institution|"
             "Affiliation|Employer|Institución|Organización|Organisme|Организация|المنظمة"),
        text("position", pgettext_lazy("column", "Position"), example="Director",
             headings="职务|职位|职称|Title|Job title|Function|Fonction|Poste|Cargo|Должность"),
        dated("starts_on", pgettext_lazy("column", "From"), example="2019-05",
              headings="开始日期|任职时间|Since|Start|Start date|Depuis|Desde"),
        dated("ends_on", pgettext_lazy("column", "Until"), headings="结束日期|离任时间|End|End date|Jusqu'à|Hasta"),
        link("country", gettext_lazy("Country or area"), "country", example="Kenya",
             headings="国家|国籍|国别|Country|Nationality|Pays|País|Страна|البلد"),
        Column("email", pgettext_lazy("column", "Mail"), mail, example="office@example.org",
               help=gettext_lazy("Only for a new person, with the day on which they agreed. It is never exported."),
               headings="邮箱|电子邮件|电子邮箱|Email|E-mail|Email address|Courriel|Correo|Correo electrónico|Почта"),
        day("consent_on", gettext_lazy("Agreed on"), headings="同意日期|Consent|Consented on|Date of consent"),
        text("consent_words", gettext_lazy("Agreed to"), headings="同意内容|Consented to"),
        text("code", gettext_lazy("Address here"), help=gettext_lazy("Leave it empty for a new record."),
             headings="系统代码|Code|Slug"),
    )  # fmt: skip

    def load(self, user):
        """People by name and by the mark of their mail, organisations, countries."""
        rows = Person.objects.visible_to(user).order_by("pk").values_list("pk", "name", "slug", "email_mark")
        found, marks = Called(), {}
        for key, name, slug, mark in rows:
            found.add(key, name, slug)
            marks |= {mark: key} if mark else {}
        for key, name in PersonName.objects.order_by("pk").values_list("person_id", "name"):
            if key in found.labels:
                found.add(key, name)
        held = {}
        for key, organisation in Affiliation.objects.order_by("pk").values_list("person_id", "organisation_id"):
            held.setdefault(key, set()).add(organisation)
        finders = {"organisation": organisation_finder(user), "country": country_names()}
        likely = Likely(Person.objects.visible_to(user))
        return {**finders, "self": found, "likely": likely, "marks": marks, "held": held}

    def match(self, row, run):
        """By address, by mail, by name in the same organisation; the name alone is in doubt."""
        people, held = run.finders["self"], run.finders["held"]
        if row.get("code") and len(found := people.exact(row["code"])) == 1:
            return Match(found[0])
        if (key := run.finders["marks"].get(mark_of(row.get("email", "")))) is not None:
            return Match(key)
        same = tuple(dict.fromkeys(key for name in (row["name"], *row.get("names", ())) for key in people.exact(name)))
        organisation = row.get("organisation")
        close = [key for key in same if organisation is None or organisation in held.get(key, ())]
        if len(close) == 1:
            return Match(close[0])
        if same:
            return Match(None, same, _("Somebody of this name is recorded in another organisation. Is it the same?"))
        return Match()

    def alike(self, rows, run):
        """By names in other scripts, orders and spellings, with the organisation and the mail."""
        typings = [{**self.values(row, run), "email": row.get("email", "")} for row in rows]
        why = _("A similar name is recorded already. Is it the same person?")
        return run.finders["likely"].matches(typings, why)

    def values(self, row, run):
        """What a row says of a person."""
        found = {name: row[name] for name in ("name", "country", "consent_on", "consent_words") if row.get(name)}
        if row.get("names"):
            found["names"] = [{"name": name} for name in row["names"] if name != row["name"]]
        if row.get("organisation"):
            found["positions"] = [{name: row[name] for name in POSITION if row.get(name)}]
            found["positions"][0].setdefault("position", "")
        return found

    def check(self, row, values, before, run):
        """A mail address needs consent and is changed by no spreadsheet; no position ends before it begins."""
        if row.get("email") and before and mark_of(row["email"]) not in run.finders["marks"]:
            yield "email", _("A mail address is changed on the person's own page. Empty this cell.")
        if row.get("email") and not before and not row.get("consent_on"):
            yield "email", _("Write the day on which this person agreed, or leave out the mail.")
        if row.get("position") and not row.get("organisation"):
            yield "organisation", _("Write the organisation of this position.")
        if row.get("starts_on") and row.get("ends_on") and row["ends_on"] < row["starts_on"][: len(row["ends_on"])]:
            yield "ends_on", _("The position ends before it begins. Mend one of the two dates.")

    def made(self, row):
        """A new person with the mail address, which the history must not hold."""
        mail = row.get("email", "")
        return Person(email=mail, email_mark=mark_of(mail))

    def cells(self, record, values, run):
        """A row for each position; one row for somebody without any. The mail address stays here."""
        names = [one["name"] for one in values["names"]]
        plain = {name: values[name] for name in ("name", "country", "consent_on", "consent_words")}
        for position in values["positions"] or [{}]:
            yield {**plain, "names": names, "code": record.slug, **{name: position.get(name) for name in POSITION}}

    def identity(self, row):
        """The mail address, else the name."""
        return ("mail", mark_of(row["email"])) if row.get("email") else ("name", row["name"].casefold())

    def is_certain(self, identity):
        """Two of the same mail are one person; two of the same name may be two."""
        return identity[0] == "mail"

    def taken(self, record, row, run):
        """Let later rows with the same mail find the person."""
        if record.email_mark:
            run.finders["marks"][record.email_mark] = record.pk

"""Organisations in spreadsheets."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import OrganisationType
from zhinan.codelists.rules import country_names
from zhinan.kit.reading import WrongCell
from zhinan.kit.reading.cells import several
from zhinan.kit.resources import Called, Column, Match, Resource, link, links, listed, text, yes_or_no

from ..models import Organisation
from .finders import Likely, goal_finder, organisation_finder

IDENTIFIER = re.compile(r"([A-Za-z]{2,3}-[A-Za-z0-9_]{2,20})[-:/ ]+(\S.*)")
PLAIN = ("name", "name_zh", "acronym", "type", "country", "parent", "is_united_nations", "goals", "languages")
PLAIN += ("website", "description")


def identifiers(cell, style):
    """[{"scheme", "number"}] of a cell such as “XM-DAC-41122; CN-SCO-9135”; raises WrongCell."""
    found = [IDENTIFIER.fullmatch(part) for part in several(cell)]
    if not all(found):
        raise WrongCell(_("Write the code of the register before the number, as XM-DAC-41122 (see org-id.guide)."))
    return [{"scheme": one[1].upper(), "number": one[2].strip()} for one in found]


def show_identifiers(value):
    """Identifiers as a cell."""
    return "; ".join(f"{one['scheme']}-{one['number']}" for one in value)


def type_finder():
    """Called of the types of organisations: by name and code."""
    held = list(OrganisationType.objects.active())
    rows = [(one.pk, (one.name, one.code, one.name_zh)) for one in held]
    return Called(rows, is_closed=True, said={one.pk: str(one) for one in held})


class Organisations(Resource):
    """Organisations with their other names, identifiers, parent, country and goals."""

    key, model = "organisations", Organisation
    label = pgettext_lazy("plural", "organisations")
    note = gettext_lazy("One organisation a row. It is known again by its identifier, or by its name and country.")
    part_keys = {"names": ("name",), "identifiers": ("scheme", "number")}
    columns = (
        text("name", pgettext_lazy("column", "Name"), is_required=True, example="Centre for Rice Research",
             headings="机构名称|名称|机构|单位|单位名称|Organisation|Organization|Institution|Name of organisation|"
             "Organisation name|Organization name|Member|Nom|Nombre|Nombre de la organización|Название|الاسم"),
        text("name_zh", pgettext_lazy("column", "Name in Chinese"), example="水稻研究中心",
             headings="中文名称|中文名|Chinese name"),
        text("acronym", pgettext_lazy("column", "Acronym"), example="CRR",
             headings="简称|缩写|Abbreviation|Short name|Sigle|Siglas|Acrónimo"),
        listed("names", pgettext_lazy("column", "Other names"), commas=False, example="Rice Centre; Centre du riz",
               help=gettext_lazy("Several with semicolons between."),
               headings="其他名称|曾用名|别名|Former name|Also known as|Autres noms|Otros nombres"),
        Column("identifiers", pgettext_lazy("column", "Identifiers"), identifiers, show_identifiers,
               help=gettext_lazy("The register's code at org-id.guide and the number, as XM-DAC-41122."),
               example="XM-DAC-41122", headings="机构标识|识别码|统一社会信用代码|Identifier|IATI identifier|"
               "Org ID|Registration number|Identifiant|Identificador"),
        link("type", pgettext_lazy("column", "Type"), "types", example="Academic, Training and Research",
             headings="机构类型|类型|性质|Organisation type|Organization type|Kind|Tipo"),
        link("country", gettext_lazy("Country or area"), "country", example="Kenya",
             help=gettext_lazy("A name in any language of the United Nations, or a code such as KEN."),
             headings="国家|国家或地区|国别|所在国|Country|Nation|Pays|País|Страна|البلد"),
        link("parent", pgettext_lazy("column", "Part of"), "self",
             headings="上级机构|隶属|上级单位|Parent|Parent organisation|Parent organization"),
        yes_or_no("is_united_nations", gettext_lazy("Part of the United Nations"),
                  headings="联合国机构|United Nations|UN|UN entity"),
        links("goals", gettext_lazy("SDGs"), "goals", example="2; 17",
              headings="可持续发展目标|SDG|Goals|ODD|ODS|ЦУР"),
        text("languages", pgettext_lazy("column", "Languages"), headings="工作语言|语言|Working languages"),
        text("website", pgettext_lazy("column", "Website"), example="https://rice.example.org",
             headings="网址|网站|官网|Web|URL|Homepage|Site web|Sitio web"),
        text("description", pgettext_lazy("column", "Description"), headings="简介|机构简介|说明|About|Profile"),
        text("code", gettext_lazy("Address here"), help=gettext_lazy("Leave it empty for a new record."),
             headings="系统代码|Code|Slug"),
    )  # fmt: skip

    def load(self, user):
        """Organisations, countries, types and goals."""
        finder = organisation_finder(user)
        countries = dict(Organisation.objects.visible_to(user).values_list("pk", "country_id"))
        return {
            "self": finder,
            "likely": Likely(Organisation.objects.visible_to(user)),
            "countries of bodies": countries,
            "country": country_names(),
            "types": type_finder(),
            "goals": goal_finder(),
        }

    def match(self, row, run):
        """By address, by identifier, by name in the same country; one in another country is in doubt."""
        bodies, here = run.finders["self"], run.finders["countries of bodies"]
        signs = [f"{one['scheme']}-{one['number']}" for one in row.get("identifiers", ())]
        for word in (row.get("code"), *signs):
            if word and len(found := bodies.exact(word)) == 1:
                return Match(found[0])
        names = [row["name"], row.get("name_zh"), *row.get("names", ())]
        same = tuple(dict.fromkeys(key for name in names if name for key in bodies.exact(name)))
        country = row.get("country")
        close = tuple(key for key in same if not country or here.get(key) in (None, country))
        if len(close) == 1:
            return Match(close[0])
        if same:
            why = _("Several of this name are recorded.") if close else _("One of this name is recorded elsewhere.")
            return Match(None, close or same, why)
        return Match()

    def alike(self, rows, run):
        """By names in other scripts and words, in short and with mistakes, in the same country."""
        typings = [self.values(row, run) for row in rows]
        why = _("A similar name is recorded already. Is it the same organisation?")
        return run.finders["likely"].matches(typings, why)

    def values(self, row, run):
        """What a row says of an organisation."""
        found = {name: row[name] for name in PLAIN if row.get(name) not in (None, [])}
        if row.get("names"):
            found["names"] = [{"name": name} for name in row["names"] if name != row["name"]]
        if row.get("identifiers"):
            found["identifiers"] = row["identifiers"]
        return found

    def cells(self, record, values, run):
        """One row an organisation."""
        names = [one["name"] for one in values["names"]]
        plain = {name: values[name] for name in PLAIN}
        yield {**plain, "names": names, "identifiers": values["identifiers"], "code": record.slug}

    def identity(self, row):
        """Its name and country."""
        return row["name"].casefold(), row.get("country")

    def signs(self, row):
        """Its numbers in registers."""
        return [(one["scheme"], one["number"]) for one in row.get("identifiers", ())]

    def taken(self, record, row, run):
        """Let later rows name it as what they are part of."""
        run.finders["self"].learn(record.pk, record.name, record.slug, record.name_zh, record.acronym)

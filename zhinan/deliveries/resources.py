"""Donations and other deliveries in spreadsheets: who gave, who received, and one line of goods a row."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.rules import country_names
from zhinan.kit.resources import Called, OnADay, amount, choice, dated, link, links, number, text
from zhinan.network.resources import organisation_finder
from zhinan.programmes.resources import (
    Keeping,
    currency_finder,
    party_cells,
    party_rows,
    programme_finder,
    project_finder,
)

from .models import Delivery, Kind

PLAIN = ("title", "kind", "delivered_on", "programme", "project", "purpose")
PARTIES = (
    ("donors", "donor", "organisation"),
    ("donor_countries", "donor", "country"),
    ("recipients", "recipient", "country"),
    ("recipient_organisations", "recipient", "organisation"),
)


class Deliveries(OnADay):
    """Deliveries with their parties, and one item a row."""

    key, model, grows = "deliveries", Delivery, True
    label = gettext_lazy("donations and deliveries")
    note = gettext_lazy("One line of goods a row; rows with the same title and date are one delivery.")
    day = "delivered_on"
    several = gettext_lazy("Several deliveries of this title are recorded.")
    similar = gettext_lazy("A similar delivery of the same date is recorded already. Is it the same?")
    part_keys = {"parties": ("role", "organisation", "country"), "items": ("what", "unit")}
    columns = (
        text("title", pgettext_lazy("of an undertaking", "Title"), is_required=True,
             example="Masks for district hospitals",
             headings="名称|捐赠名称|项目名称|Name|Donation|Delivery|Titre|Título"),
        choice("kind", pgettext_lazy("column", "Kind"), Kind, is_required=True, example="donation",
               headings="类型|类别|Type",
               also={"donation": ("捐赠", "援助"), "campaign": ("活动",), "supply": ("供应", "物资供应"),
                     "humanitarian": ("人道主义援助",)}),
        dated("delivered_on", gettext_lazy("Handed over"), example="2020-05",
              headings="交付日期|捐赠日期|日期|时间|Date|Delivered|Delivery date|Fecha|Дата"),
        links("donors", gettext_lazy("Donors"), "organisation",
              headings="捐赠方|捐赠单位|Donor|Given by|Donateur|Donante"),
        links("donor_countries", gettext_lazy("Donor countries"), "country", headings="捐赠国|Donor country"),
        links("recipients", gettext_lazy("Recipient countries"), "country", example="Kenya; Uganda",
              headings="受援国|接收国|受赠国|Recipient|Recipients|Recipient country|Country|Countries|Beneficiary|"
              "País"),
        links("recipient_organisations", gettext_lazy("Recipient organisations"), "organisation",
              headings="受赠单位|接收单位|Recipient organisation|Consignee"),
        text("what", gettext_lazy("What was given"), example="Surgical masks",
             headings="物资|物品|捐赠物资|品名|Item|Items|Goods|Article"),
        number("quantity", pgettext_lazy("column", "Quantity"), example="more than 20000",
               headings="数量|Number|Amount of items|Cantidad"),
        text("unit", pgettext_lazy("column", "Unit"), example="masks", headings="单位|计量单位|Unidad|Unité"),
        amount("value", pgettext_lazy("column", "Value"), example="5000", headings="价值|金额|Amount|Valor|Valeur"),
        link("currency", pgettext_lazy("column", "Currency"), "currency", example="USD",
             headings="币种|货币|Moneda|Devise"),
        link("programme", pgettext_lazy("column", "Programme"), "programme",
             headings="计划|所属计划|Program|Programa"),
        link("project", pgettext_lazy("column", "Project"), "project", headings="项目|所属项目|Projet|Proyecto"),
        text("purpose", pgettext_lazy("column", "Purpose"), headings="用途|目的|Objet|Propósito"),
        text("code", gettext_lazy("Address here"), help=gettext_lazy("Leave it empty for a new record."),
             headings="系统代码|Code|Slug"),
    )  # fmt: skip

    def load(self, user):
        """Deliveries with their days, programmes, projects, organisations, countries, currencies."""
        found, days = Called(), {}
        rows = Delivery.objects.visible_to(user).order_by("pk")
        for key, title, slug, day in rows.values_list("pk", "title", "slug", "delivered_on"):
            found.add(key, title, slug)
            days[key] = str(day or "")
        return {
            "self": found,
            "days": days,
            "programme": programme_finder(user),
            "keeping": Keeping(user),
            "project": project_finder(user),
            "organisation": organisation_finder(user),
            "country": country_names(),
            "currency": currency_finder(),
        }

    def values(self, row, run):
        """What a row says of a delivery."""
        found = {name: row[name] for name in PLAIN if row.get(name)}
        if row.get("what"):
            item = {name: row[name] for name in ("what", "unit", "value", "currency") if row.get(name) is not None}
            if row.get("quantity"):
                item |= {"quantity": row["quantity"][0], "qualifier": str(row["quantity"][1])}
            found["items"] = [{"unit": "", **item}]
        if parties := party_rows(row, PARTIES):
            found["parties"] = parties
        return found

    def check(self, row, values, before, run):
        """A value and its currency go together, and belong to goods; nothing lies below zero; each keeps their own."""
        keeping = run.finders["keeping"]
        held = before.get("programme") or keeping.programme_of.get(before.get("project"))
        yield from keeping.check(row, values, before, held)
        if (row.get("value") is None) != (row.get("currency") is None):
            yield "currency", _("A value and its currency go together.")
        if (row.get("quantity") or row.get("value")) and not row.get("what"):
            yield "what", _("Write what was given.")
        if (row.get("value") or 0) < 0:
            yield "value", _("Neither a quantity nor a value lies below zero.")
        if row.get("quantity") and row["quantity"][0] < 0:
            yield "quantity", _("Neither a quantity nor a value lies below zero.")

    def cells(self, record, values, run):
        """A row for each item, or one."""
        plain = {**{name: values[name] for name in PLAIN}, **party_cells(values, PARTIES), "code": record.slug}
        for item in values["items"] or [{}]:
            said = {name: item.get(name) for name in ("what", "unit", "value", "currency")}
            if item.get("quantity") is not None:
                said["quantity"] = (item["quantity"], item["qualifier"])
            yield {**plain, **said}

    def identity(self, row):
        """The title and the date."""
        return row["title"].casefold(), row.get("delivered_on")


RESOURCES = (Deliveries(),)

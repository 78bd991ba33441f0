"""Memberships in spreadsheets."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.rules import country_names
from zhinan.kit.dates import span_in_words
from zhinan.kit.punctuation import in_a_line
from zhinan.kit.resources import Called, Match, Resource, dated, day, link, text

from ..models import Membership, Organisation
from ..states import CAME_TO_NOTHING, State
from .finders import COUNTRY_OF_BODY, network_finder, organisation_finder

FIELDS = ("network", "organisation", "applied_on", "joined_on", "renewed_until", "left_on", "note")


class Memberships(Resource):
    """Organisations in networks, from when to when."""

    key, model, join = "memberships", Membership, ("network", "organisation")
    label = pgettext_lazy("plural", "memberships")
    note = gettext_lazy(
        "One membership a row. Networks must be recorded before; organisations may be recorded with the list."
    )
    columns = (
        link("network", pgettext_lazy("column", "Network"), "network", is_required=True,
             headings="网络|合作网络|联盟|Network name|Réseau|Red|Сеть|الشبكة"),
        link("organisation", pgettext_lazy("column", "Organisation"), "organisation", is_required=True,
             example="Centre for Rice Research", headings="成员机构|机构|成员|成员单位|单位|Member|Organization|"
             "Institution|Member organisation|Name|Membre|Miembro|Организация|المنظمة"),
        link(COUNTRY_OF_BODY, gettext_lazy("Country of the organisation"), "country",
             help=gettext_lazy("Read for an organisation that is recorded with this list."), example="Kenya",
             headings="国家|国家或地区|国别|所在国|Country|Country or area|Pays|País|Страна|البلد"),
        dated("applied_on", pgettext_lazy("column", "Applied"), headings="申请日期|Application date"),
        dated("joined_on", pgettext_lazy("column", "Joined"), example="2020-09-25",
              headings="加入日期|加入时间|入会时间|Joined on|Date of joining|Member since|Since|Date d'adhésion|"
              "Fecha de ingreso|Дата вступления"),
        dated("left_on", pgettext_lazy("column", "Left"), headings="退出日期|退出时间|Left on|Date of leaving"),
        day("renewed_until", gettext_lazy("Renewed until"), headings="有效期至|续期至|Valid until"),
        text("note", pgettext_lazy("column", "Note"), headings="备注|Remarks|Notes|Comment|Remarque|Observaciones"),
    )  # fmt: skip

    def load(self, user):
        """Networks, organisations, and the memberships of each pair; an application that came to nothing is none."""
        pairs, found = {}, Called()
        rows = Membership.objects.visible_to(user).exclude(state__in=CAME_TO_NOTHING)
        rows = rows.order_by("pk").select_related("organisation", "network")
        for one in rows:
            found.add(one.pk, in_a_line(one, span_in_words(one.joined_on, one.left_on)))
            pairs.setdefault((one.network_id, one.organisation_id), []).append((one.pk, one.joined_on, one.left_on))
        return {
            "network": network_finder(user),
            "organisation": organisation_finder(user),
            "country": country_names(),
            "countries of bodies": dict(Organisation.objects.visible_to(user).values_list("pk", "country_id")),
            "self": found,
            "pairs": pairs,
        }

    def match(self, row, run):
        """The membership of the same two that began on the same day, else the only one; a later one is a new one."""
        held = run.finders["pairs"].get((row["network"], row["organisation"]), [])
        same = [key for key, joined, _left in held if row.get("joined_on") and str(joined or "") == row["joined_on"]]
        if len(same) == 1:
            return Match(same[0])
        is_again = bool(row.get("joined_on")) and all(left and str(left) <= row["joined_on"] for _k, _j, left in held)
        if not held or is_again:
            return Match()
        if len(held) == 1:
            return Match(held[0][0])
        why = _("This organisation was in the network more than once. Which membership is it?")
        return Match(None, tuple(key for key, _joined, _left in held), why)

    def values(self, row, run):
        """What a row says of a membership; with a day of leaving also that it is over."""
        found = {name: row[name] for name in FIELDS if row.get(name)}
        return found | ({"state": State.LEFT.value} if row.get("left_on") else {})

    def check(self, row, values, before, run):
        """Nobody leaves before joining, or joins while the application waits for a decision."""
        for name in ("joined_on", "left_on") if before.get("state") == State.APPLIED else ():
            if values.get(name):
                yield name, _("The application waits for a decision. Admit it on its page, then import this row.")
        joined, left = values.get("joined_on") or before.get("joined_on"), values.get("left_on")
        if joined and left and left < joined[: len(left)]:
            yield "left_on", _("It left before it joined. Mend one of the two dates.")

    def cells(self, record, values, run):
        """One row a membership."""
        country = run.finders["countries of bodies"].get(values["organisation"])
        yield {COUNTRY_OF_BODY: country, **{name: values[name] for name in FIELDS}}

    def identity(self, row):
        """The network, the organisation and the day of joining."""
        return row["network"], row["organisation"], row.get("joined_on")

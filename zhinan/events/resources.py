"""Events with the attendance that was printed, in spreadsheets."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.rules import country_names
from zhinan.kit.resources import Called, OnADay, choice, dated, link, links, number, text
from zhinan.network.resources import organisation_finder
from zhinan.programmes.resources import Keeping, party_cells, party_rows, programme_finder

from .forms.records import NOT_OURS
from .models import Event, Involvement, Kind, Mode, Part
from .states import State

PLAIN = ("title", "title_zh", "kind", "mode", "state", "whole", "starts_on", "ends_on", "place", "country", "theme")
PLAIN += ("description",)
PARTIES = (
    ("organisers", "organiser", "organisation"),
    ("co_hosts", "co_host", "organisation"),
    ("speakers_from", "participant", "organisation"),
    ("countries", "participant", "country"),
)
GUESTS = "participants"
ALSO_GUESTS = (None, "", "参加者")  # what a cell may say for them


class Events(OnADay):
    """Events, what a programme did there, who took part, and one printed number of people a row."""

    key, model, grows = "events", Event, True
    label = pgettext_lazy("plural", "events")
    note = gettext_lazy("One event a row; a second row of the same event adds another number of people.")
    day = "starts_on"
    several = gettext_lazy("Several events of this title are recorded.")
    similar = gettext_lazy("A similar event of the same day is recorded already. Is it the same?")
    part_keys = {
        "involvements": ("programme", "part"),
        "parties": ("role", "organisation", "country"),
        "head_counts": ("who",),
    }
    columns = (
        text("title", pgettext_lazy("of an undertaking", "Title"), is_required=True, example="Webinar on rice and fish",
             headings="活动名称|名称|标题|会议名称|主题活动|Event|Name|Event name|Titre|Título|Название"),
        text("title_zh", gettext_lazy("Title in Chinese"), headings="中文名称|中文标题"),
        choice("kind", pgettext_lazy("column", "Kind"), Kind, is_required=True, example="webinar",
               headings="活动类型|类型|形式|Type",
               also={"webinar": ("网络研讨会", "线上研讨会"), "training": ("培训", "培训班", "course"),
                     "training_course": ("培训课程", "研修班"),
                     "study_visit": ("考察访问", "学习考察", "研学访问", "study tour"),
                     "exchange_visit": ("交流访问", "互访", "exchange"),
                     "workshop": ("研讨班", "工作坊"),
                     "seminar": ("研讨会",), "conference": ("会议", "大会"), "forum": ("论坛",),
                     "exhibition": ("展览",),
                     "fair": ("博览会",), "visit": ("访问", "考察"), "series": ("系列",),
                     "annual_meeting": ("年会",)}),
        choice("mode", gettext_lazy("How people meet"), Mode, example="online",
               headings="举办方式|方式|Mode|Format|Venue type",
               also={"online": ("线上", "virtual"), "in_person": ("线下", "现场", "in-person", "onsite"),
                     "hybrid": ("线上线下结合", "混合")}),
        choice("state", pgettext_lazy("column", "State"), State, headings="状态|Status",
               help=gettext_lazy("Empty is “held” where a number of people is given, else “planned”."),
               also={"held": ("已举办",), "planned": ("计划",), "postponed": ("推迟",),
                     "cancelled": ("取消", "canceled")}),
        dated("starts_on", pgettext_lazy("column", "Begins"), example="2020-09-25",
              headings="开始日期|日期|时间|举办时间|举办日期|Date|Start|Start date|From|Début|Fecha|Дата"),
        dated("ends_on", pgettext_lazy("column", "Ends"), headings="结束日期|结束时间|End|End date|Until|To|Fin"),
        text("place", pgettext_lazy("column", "Place"), headings="地点|举办地点|City|Venue|Location|Lieu|Lugar"),
        link("country", gettext_lazy("Country or area"), "country", example="Kenya",
             headings="国家|举办国|Host country|Country|Pays|País"),
        text("theme", pgettext_lazy("column", "Theme"), headings="主题|Topic|Subject|Thème|Tema"),
        number("attendance", gettext_lazy("People who came"), example="more than 200",
               help=gettext_lazy("As it was printed: 215, “more than 200”, “about 80”."),
               headings="参加人数|参会人数|人数|参与人数|Attendance|Participants|Number of participants|Attendees|"
               "Asistentes"),
        text("who", gettext_lazy("Who was counted"), example=pgettext_lazy("who was counted", "participants"),
             headings="统计对象|Who",
             help=gettext_lazy("Empty is “participants”.")),
        link("programme", pgettext_lazy("column", "Programme"), "programme",
             headings="项目|计划|所属项目|Program|Programa"),
        choice("part", gettext_lazy("What the programme did"), Part, headings="参与方式|Role", example="organised",
               also={"organised": ("主办", "organized"), "supported": ("支持",), "attended": ("参加",),
                     "received": ("受训",)}),
        links("organisers", pgettext_lazy("column", "Organisers"), "organisation",
              headings="主办单位|主办方|Organizer|Organizers|Host|Hosts"),
        links("co_hosts", gettext_lazy("Co-hosts"), "organisation",
              headings="协办单位|承办单位|联合主办|Co-host|Partners"),
        links("speakers_from", gettext_lazy("Organisations that took part"), "organisation",
              headings="参加单位|Participating organisations"),
        links("countries", gettext_lazy("Countries that took part"), "country",
              headings="参加国家|参与国家|Countries|Participating countries"),
        text("description", pgettext_lazy("column", "Description"), headings="简介|内容|说明|Summary|Notes"),
        link("whole", pgettext_lazy("column", "Part of"), "self", headings="所属活动|系列活动|Series"),
        text("code", gettext_lazy("Address here"), help=gettext_lazy("Leave it empty for a new record."),
             headings="系统代码|Code|Slug"),
    )  # fmt: skip

    def load(self, user):
        """Events with their days, programmes, organisations, countries."""
        found, days = Called(), {}
        rows = Event.objects.visible_to(user).order_by("pk")
        for key, title, slug, title_zh, day in rows.values_list("pk", "title", "slug", "title_zh", "starts_on"):
            found.add(key, title, slug, title_zh)
            days[key] = str(day or "")
        offices = {}  # programmes that have a part in an event, by the event
        for key, office in Involvement.objects.values_list("event", "programme"):
            offices.setdefault(key, set()).add(office)
        return {
            "offices": offices,
            "self": found,
            "days": days,
            "programme": programme_finder(user),
            "keeping": Keeping(user),
            "organisation": organisation_finder(user),
            "country": country_names(),
        }

    def values(self, row, run):
        """What a row says of an event."""
        found = {name: row[name] for name in PLAIN if row.get(name)}
        if row.get("attendance"):
            people, qualifier = row["attendance"]
            who = GUESTS if row.get("who") in ALSO_GUESTS else row["who"]
            found["head_counts"] = [{"who": who, "value": str(people), "qualifier": str(qualifier)}]
        if row.get("programme"):
            found["involvements"] = [{"programme": row["programme"], "part": row.get("part") or Part.ORGANISED}]
        if parties := party_rows(row, PARTIES):
            found["parties"] = parties
        return found

    def check(self, row, values, before, run):
        """No event ends before it begins; what a programme did needs the programme, and is said by its secretariat."""
        held = [one["programme"] for one in before.get("involvements", [])]
        yield from run.finders["keeping"].check(row, values, before, *held)
        whole = values.get("whole")
        offices = run.finders["offices"].get(whole) or {None}
        if whole is not None and whole != before.get("whole") and not run.finders["keeping"].own & offices:
            yield "whole", NOT_OURS
        starts, ends = values.get("starts_on") or before.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts[: len(ends)]:
            yield "ends_on", _("It ends before it begins. Mend one of the two dates.")
        if row.get("part") and not row.get("programme"):
            yield "programme", _("Write the programme that did this.")

    def made(self, row):
        """A new event: where people were counted, it was held."""
        return Event(state=State.HELD if row.get("attendance") else State.PLANNED)

    def cells(self, record, values, run):
        """A row for each printed number of people, or one."""
        plain = {**{name: values[name] for name in PLAIN}, **party_cells(values, PARTIES), "code": record.slug}
        if values["involvements"]:
            plain |= {name: values["involvements"][0][name] for name in ("programme", "part")}
        for count in values["head_counts"] or [None]:
            counted = {"attendance": (count["value"], count["qualifier"]), "who": count["who"]} if count else {}
            yield {**plain, **counted}

    def identity(self, row):
        """The title and the day."""
        return row["title"].casefold(), row.get("starts_on")

    def taken(self, record, row, run):
        """Let later rows name it as what they are part of."""
        run.finders["self"].learn(record.pk, record.title, record.slug)
        run.finders["days"][record.pk] = str(record.starts_on or "")
        if row.get("programme"):
            run.finders["offices"][record.pk] = {row["programme"]}


RESOURCES = (Events(),)

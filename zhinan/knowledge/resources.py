"""Publications and solutions in spreadsheets."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.codelists.models import Target
from zhinan.codelists.rules import country_names
from zhinan.kit.resources import Called, Match, Resource, choice, dated, link, links, text
from zhinan.network.resources import goal_finder, network_finder, organisation_finder
from zhinan.programmes.resources import Keeping, party_cells, party_rows, programme_finder, project_finder

from .models import Publication, Solution
from .models.publications import Kind
from .models.solutions import Status


def target_finder():
    """Called of the targets of the goals, by code."""
    return Called(((one.pk, (one.code,)) for one in Target.objects.active()), is_closed=True)


class Titled(Resource):
    """What publications and solutions share: a title by which they are known again, or an address on the web."""

    part_keys = {"parties": ("role", "organisation", "country")}
    plain, parties = (), ()

    def titles(self, user):
        """Called of the records by title, and {address on the web: key}."""
        found, pages = Called(), {}
        rows = self.model.objects.visible_to(user).order_by("pk")
        for key, title, slug, title_zh, url in rows.values_list("pk", "title", "slug", "title_zh", "url"):
            found.add(key, title, slug, title_zh)
            pages |= {url: key} if url else {}
        return {"self": found, "pages": pages, "keeping": Keeping(user)}

    def match(self, row, run):
        """By address here, by address on the web, by title; a near title is in doubt."""
        known = run.finders["self"]
        if row.get("code") and len(found := known.exact(row["code"])) == 1:
            return Match(found[0])
        if (key := run.finders["pages"].get(row.get("url"))) is not None:
            return Match(key)
        same = known.exact(row["title"])
        if len(same) == 1:
            return Match(same[0])
        if same:
            return Match(None, same, _("Several of this title are recorded."))
        return Match(None, known.near(row["title"]), _("A similar title is recorded already. Is it the same?"))

    def values(self, row, run):
        """What a row says of a record."""
        found = {name: row[name] for name in self.plain if row.get(name)}
        if parties := party_rows(row, self.parties):
            found["parties"] = parties
        return found

    def check(self, row, values, before, run):
        """Each secretariat keeps what belongs to its own programme."""
        yield from run.finders["keeping"].check(row, values, before, before.get("programme"))

    def cells(self, record, values, run):
        """One row a record."""
        plain = {name: values[name] for name in self.plain}
        yield {**plain, **party_cells(values, self.parties), "code": record.slug}

    def identity(self, row):
        """The title."""
        return row["title"].casefold()


TITLE = "名称|标题|题目|Name|Titre|Título|Название"
CODE = {"help": gettext_lazy("Leave it empty for a new record."), "headings": "系统代码|Code|Slug"}


class Publications(Titled):
    """Reports, series, volumes and films."""

    key, model = "publications", Publication
    label = pgettext_lazy("plural", "publications")
    plain = ("title", "title_zh", "kind", "programme", "led_to", "released_on", "summary", "url")
    parties = (("authors", "author", "organisation"), ("publishers", "publisher", "organisation"))
    columns = (
        text("title", pgettext_lazy("column", "Title"), is_required=True, headings=f"出版物名称|{TITLE}|Publication"),
        text("title_zh", gettext_lazy("Title in Chinese"), headings="中文名称|中文标题"),
        choice("kind", pgettext_lazy("column", "Kind"), Kind, is_required=True, example="report",
               headings="类型|类别|Type",
               also={"report": ("报告",), "questions": ("问答",), "volume": ("案例集",), "video": ("视频", "film"),
                     "book": ("图书", "书"),
                     "page": ("网页",)}),
        dated("released_on", pgettext_lazy("column", "Released"), example="2020-09",
              headings="发布日期|出版日期|日期|年份|Date|Year|Published|Publication date|Année|Año|Fecha"),
        links("authors", pgettext_lazy("column", "Authors"), "organisation",
              headings="作者单位|编写单位|Author|Autores|Auteurs"),
        links("publishers", pgettext_lazy("column", "Publishers"), "organisation",
              headings="出版单位|发布单位|Publisher|Editor"),
        link("programme", pgettext_lazy("column", "Programme"), "programme",
             headings="计划|所属计划|Program|Programa"),
        link("led_to", gettext_lazy("Project that it led to"), "project", headings="促成项目|Led to"),
        text("url", gettext_lazy("Address on the web"), headings="网址|链接|URL|Link|Web|Lien|Enlace"),
        text("summary", pgettext_lazy("column", "Summary"), headings="摘要|简介|Abstract|Résumé|Resumen"),
        text("code", gettext_lazy("Address here"), **CODE),
    )  # fmt: skip

    def load(self, user):
        """Publications, programmes, projects, organisations."""
        finders = {"programme": programme_finder(user), "project": project_finder(user)}
        return {**self.titles(user), **finders, "organisation": organisation_finder(user)}


class Solutions(Titled):
    """Solutions, by the template of South-South Galaxy."""

    key, model = "solutions", Solution
    label = pgettext_lazy("plural", "solutions")
    plain = ("title", "title_zh", "subtitle", "challenges", "towards", "contact", "status", "starts_on", "ends_on")
    plain += ("primary_goal", "secondary_goals", "targets", "programme", "network", "url")
    parties = (
        ("implementing", "implementing", "organisation"),
        ("nominating", "nominating", "organisation"),
        ("providers", "first_provider", "country"),
    )
    columns = (
        text("title", pgettext_lazy("column", "Title"), is_required=True,
             headings=f"方案名称|案例名称|{TITLE}|Solution"),
        text("title_zh", gettext_lazy("Title in Chinese"), headings="中文名称|中文标题"),
        text("subtitle", pgettext_lazy("column", "Subtitle"), headings="副标题"),
        links("countries", gettext_lazy("Countries or areas"), "countries", example="Kenya; Viet Nam",
              help=gettext_lazy("Names or codes; “Global” and “Regional” may stand here as well."),
              headings="国家|国家或地区|受益国|Country|Countries|Countries/Territories|Pays|Países|Страны"),
        link("primary_goal", gettext_lazy("Primary SDG"), "goals", example="2",
             headings="主要可持续发展目标|SDG|Primary goal|Main SDG"),
        links("secondary_goals", gettext_lazy("Secondary SDGs"), "goals",
              headings="次要可持续发展目标|Other SDGs|Secondary goals"),
        links("targets", gettext_lazy("SDG targets"), "targets", example="2.3; 17.6",
              headings="具体目标|Targets|Primary SDG targets"),
        choice("status", pgettext_lazy("column", "Status"), Status, headings="状态|State", example="completed",
               also={"ongoing": ("进行中",), "completed": ("已完成", "完成")}),
        dated("starts_on", pgettext_lazy("column", "From"),
              headings="开始日期|开始时间|Start|Start date|Period from"),
        dated("ends_on", pgettext_lazy("column", "Until"), headings="结束日期|结束时间|End|End date|Period to"),
        text("challenges", pgettext_lazy("column", "Challenges"), headings="挑战|问题|Challenge|Problem"),
        text("towards", gettext_lazy("Towards a solution"), headings="解决方案|做法|Solution text|Approach"),
        text("contact", pgettext_lazy("column", "Contact"), headings="联系方式|联系人|Contact information"),
        links("implementing", gettext_lazy("Implementing organisations"), "organisation",
              headings="实施单位|执行机构|Implementing entities|Implemented by|Implementing organisation"),
        links("nominating", gettext_lazy("Nominated by"), "organisation", headings="推荐单位|Nominating|Nominator"),
        links("providers", gettext_lazy("Provider countries"), "country", headings="提供国|Provider|Providers"),
        link("programme", pgettext_lazy("column", "Programme"), "programme",
             headings="计划|所属计划|Program|Programa"),
        link("network", pgettext_lazy("column", "Network"), "network", headings="网络|Réseau|Red"),
        text("url", gettext_lazy("Address on the web"), headings="网址|链接|URL|Link|Web"),
        text("code", gettext_lazy("Address here"), **CODE),
    )  # fmt: skip

    def load(self, user):
        """Solutions, countries with scopes, goals, targets, programmes, networks, organisations."""
        return {
            **self.titles(user),
            "country": country_names(),
            "countries": country_names(with_scopes=True),
            "goals": goal_finder(),
            "targets": target_finder(),
            "programme": programme_finder(user),
            "network": network_finder(user),
            "organisation": organisation_finder(user),
        }

    def values(self, row, run):
        """What a row says of a solution: words such as “Global” stand in place of countries."""
        found = super().values(row, run)
        if row.get("countries"):
            found["countries"] = [key for key in row["countries"] if isinstance(key, int)]
            found["scope"] = ", ".join(key for key in row["countries"] if isinstance(key, str))
        return found

    def cells(self, record, values, run):
        """One row a solution."""
        scope = [word for word in values["scope"].split(", ") if word]
        for cells in super().cells(record, values, run):
            yield {**cells, "countries": [*values["countries"], *scope]}

    def check(self, row, values, before, run):
        """No work ends before it begins."""
        yield from super().check(row, values, before, run)
        starts, ends = values.get("starts_on") or before.get("starts_on"), values.get("ends_on")
        if starts and ends and ends < starts[: len(ends)]:
            yield "ends_on", _("It ends before it begins. Mend one of the two dates.")


RESOURCES = (Publications(), Solutions())

"""What a section of the Highlights is made of: each block knows its page template, its Markdown and its print form."""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from zhinan.kit import worldmap
from zhinan.kit.charts import Chart, shown
from zhinan.kit.punctuation import labelled, listed


class Link(NamedTuple):
    """Words that lead to a record."""

    label: str
    url: str

    def __str__(self):
        return str(self.label)


def link(record):
    """A Link to `record`, or an empty text for None."""
    return Link(str(record), record.get_absolute_url()) if record is not None else ""


def marked_down(cell):
    """A cell as Markdown: a Link as one, and nothing that would break a table."""
    words = f"[{cell.label}]({settings.ADDRESS}{cell.url})" if isinstance(cell, Link) else str(cell)
    return words.replace("|", "\\|").replace("\n", " ")


@dataclass(frozen=True)
class Heading:
    """A heading inside a section."""

    text: object
    template = "reporting/blocks/heading.html"

    def markdown(self):
        """The heading, third level."""
        return f"### {marked_down(self.text)}"

    def printed(self):
        """For the PDF."""
        return [{"kind": "heading", "text": str(self.text)}]


@dataclass(frozen=True)
class Text:
    """A paragraph, or several with bullet lines."""

    text: str
    template = "reporting/blocks/text.html"

    def markdown(self):
        """As it is: paragraphs and “- ” lines are Markdown already."""
        return self.text

    def printed(self):
        """For the PDF: runs of bullet lines become lists."""
        blocks = []
        for line in (line.strip() for line in self.text.splitlines()):
            if line.startswith("- ") and blocks and blocks[-1]["kind"] == "list":
                blocks[-1]["items"].append(line[2:])
            elif line.startswith("- "):
                blocks.append({"kind": "list", "items": [line[2:]]})
            elif line:
                blocks.append({"kind": "text", "text": line})
        return blocks


@dataclass(frozen=True)
class Items:
    """A list of words or Links."""

    items: tuple
    template = "reporting/blocks/items.html"

    def markdown(self):
        """A bulleted list."""
        return "\n".join(f"- {marked_down(item)}" for item in self.items)

    def printed(self):
        """For the PDF."""
        return [{"kind": "list", "items": [str(item) for item in self.items]}]


@dataclass(frozen=True)
class Facts:
    """Labels with values."""

    rows: tuple
    template = "reporting/blocks/facts.html"

    def triples(self):
        """(label, value, address) a row, for the page."""
        return [(label, value, getattr(value, "url", "")) for label, value in self.rows]

    def markdown(self):
        """A list with bold labels."""
        return "\n".join(f"- **{label}:** {marked_down(value)}" for label, value in self.rows if value)

    def printed(self):
        """For the PDF."""
        return [{"kind": "facts", "rows": [[str(label), str(value)] for label, value in self.rows if value]}]


@dataclass(frozen=True)
class Table:
    """A table with a caption; cells are words, numbers or Links."""

    caption: str
    header: tuple
    rows: tuple
    template = "reporting/blocks/table.html"

    def labelled(self):
        """The rows, each cell with its column's name, for narrow screens."""
        return [list(zip(self.header, row, strict=True)) for row in self.rows]

    def markdown(self):
        """A pipe table under its caption."""
        lines = [self.header, ["---"] * len(self.header), *self.rows]
        return f"{self.caption}\n\n" + "\n".join("| " + " | ".join(map(marked_down, row)) + " |" for row in lines)

    def printed(self):
        """For the PDF."""
        rows = [[shown(cell) if isinstance(cell, int) else str(cell) for cell in row] for row in self.rows]
        return [{"kind": "table", "caption": str(self.caption), "header": list(map(str, self.header)), "rows": rows}]


@dataclass(frozen=True)
class Drawing:
    """A chart with its numbers."""

    chart: Chart
    source: str = ""
    template = "reporting/blocks/drawing.html"

    def markdown(self):
        """Its numbers: a drawing has no Markdown."""
        return Table(self.chart.heading, self.chart.header, self.chart.rows).markdown()

    def printed(self):
        """For the PDF."""
        return [self.chart.block(source=self.source)]


@dataclass(frozen=True)
class WorldMap:
    """The world map with `countries` coloured, and their names as links under it."""

    countries: tuple
    caption: str
    template = "reporting/blocks/world_map.html"

    def codes(self):
        """The codes in the map's address."""
        return "-".join(sorted(country.alpha3.lower() for country in self.countries)) or "none"

    def svg(self):
        """The map as a drawing of its own, for documents that stand outside the site."""
        return worldmap.coloured([country.alpha3 for country in self.countries], label=listed(self.countries))

    def note(self):
        """The note on designations under every map."""
        return worldmap.NOTE

    def markdown(self):
        """The countries by name."""
        names = listed(marked_down(link(country)) for country in self.countries)
        return _("{caption}: {names}.").format(caption=self.caption, names=names)

    def printed(self):
        """For the PDF: the same picture, with the names under it."""
        names, svg = listed(self.countries), self.svg()
        caption = labelled(self.caption, names)
        return [{"kind": "map", "svg": svg, "alt": names, "note": str(self.note()), "caption": caption}]


@dataclass(frozen=True)
class Quote:
    """What somebody said, with the credit as printed."""

    text: str
    speaker: str
    source: object = ""
    template = "reporting/blocks/quote.html"

    def markdown(self):
        """A block quotation."""
        return f"> {self.text}\n>\n> — {self.speaker}"

    def printed(self):
        """For the PDF."""
        return [{"kind": "quote", "text": self.text, "speaker": self.speaker, "source": str(self.source)}]


@dataclass(frozen=True)
class Section:
    """A part of the Highlights, under its title."""

    id: str
    title: str
    blocks: tuple

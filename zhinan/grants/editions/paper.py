"""A paper to be filled in by hand or in an office program: headings, boxes, choices, tables, as DOCX."""

import io

from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Pt

TICK = "\N{BALLOT BOX}"
GRID = "Table Grid"


class Paper:
    """A form that is built from its top to its end; `from_right` where its script runs so."""

    def __init__(self, title, subject, made_at, from_right=False):
        self.document = Document()
        normal = self.document.styles["Normal"]
        normal.font.size = Pt(10)
        if from_right:
            normal.element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        said = self.document.core_properties
        said.title, said.subject, said.author, said.comments = title, subject, "", ""
        said.created = said.modified = made_at
        self.document.add_heading(title, 0)

    def heading(self, text):
        """Begin a section."""
        self.document.add_heading(text, 1)

    def text(self, text, is_quiet=False):
        """A paragraph."""
        run = self.document.add_paragraph().add_run(text)
        run.italic = is_quiet

    def points(self, texts):
        """A bulleted list."""
        for text in texts:
            self.document.add_paragraph(text, style="List Bullet")

    def label(self, text, *hints):
        """What is asked, and under it how to answer."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(text).bold = True
        for hint in filter(None, hints):
            paragraph.add_run(f"\n{hint}").italic = True

    def box(self, lines=1):
        """Room for an answer of so many lines."""
        cell = self.document.add_table(1, 1, GRID).rows[0].cells[0]
        for _line in range(lines - 1):
            cell.add_paragraph()
        self.document.add_paragraph()

    def choices(self, texts):
        """Answers of which each can be ticked."""
        for text in texts:
            self.document.add_paragraph(f"{TICK} {text}")

    def table(self, headings, rows):
        """A table with these headings; `rows` are lists of texts, or the number of empty ones."""
        rows = [()] * rows if isinstance(rows, int) else rows
        table = self.document.add_table(1 + len(rows), len(headings), GRID)
        for cell, text in zip(table.rows[0].cells, headings, strict=True):
            cell.paragraphs[0].add_run(str(text)).bold = True
        for line, texts in zip(table.rows[1:], rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=False):
                cell.text = str(text)
        self.document.add_paragraph()

    def written(self):
        """The bytes of the file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()

"""Questionnaires as XLSForm workbooks, the spreadsheets that ODK, KoboToolbox and Survey123 understand.

tables       sheets, headings and languages of a workbook, and what is remarked about it
lines        one row of the survey: its type and its name
lists        the choices
expressions  conditions and limits, in and out
reading      read: a workbook as a Content, with what is wrong and what is not held here
writing      write: a Content as a workbook
"""

from .reading import read
from .tables import Reading, Remark
from .writing import write

__all__ = ["Reading", "Remark", "read", "write"]

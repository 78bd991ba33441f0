"""Attendance files of Zoom and Teams.

headings   what the columns are called, in seven languages
moments    days with hours, and lengths of time
tables     where a table begins and ends
rows       one line
reports    read, the whole file
sheets     what comes of it: Sheet, Row, Trouble
"""

from .reports import read
from .sheets import TEAMS_REPORT, WEBINAR, ZOOM, Row, Sheet, Trouble

__all__ = ["TEAMS_REPORT", "WEBINAR", "ZOOM", "Row", "Sheet", "Trouble", "read"]

"""Attendance files of Zoom and Teams, in any language, order and encoding, come back whole."""

import csv
import io
from datetime import datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhinan.events.rules import platforms
from zhinan.events.rules.platforms.headings import COLUMNS, KEYS
from zhinan.kit.reading import Limits
from zhinan.kit.reading.headings import fold
from zhinan.kit.sheets import write_xlsx

ENGLISH = ("Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)", "Guest")
LANGUAGES = {
    "English": ENGLISH,
    "Chinese": ("名称（原名）", "电子邮件", "加入时间", "离开时间", "持续时间（分钟）", "访客"),
    "French": (
        "Nom (nom original)",
        "Adresse e-mail de l’utilisateur",
        "Heure d’arrivée",
        "Heure de départ",
        "Durée (minutes)",
        "Invité",
    ),
    "Spanish": (
        "Nombre (nombre original)",
        "E-mail del usuario",
        "Hora para unirse",
        "Hora para salir",
        "Duración (minutos)",
        "Invitado",
    ),
    "Russian": (
        "Имя (настоящее имя)",
        "Электронная почта пользователя",
        "Время входа",
        "Время выхода",
        "Продолжительность (минуты)",
        "Гость",
    ),
    "Portuguese": (
        "Nome (nome original)",
        "E-mail",
        "Ingressar na hora",
        "Hora de saída",
        "Duração (minutos)",
        "Convidado",
    ),
    "Arabic": (
        "الاسم (الاسم الأصلي)",
        "البريد الإلكتروني للمستخدم",
        "وقت الانضمام",
        "وقت المغادرة",
        "المدة (بالدقائق)",
        "ضيف",
    ),
}
CAME, WENT = datetime(2026, 7, 22, 9, 5, 11), datetime(2026, 7, 22, 13, 5, 11)
TEAMS = """1. Summary
Meeting title\tSolar pumps
Attended participants\t2
Start time\t7/22/26, 7:00:11 PM
Meeting duration\t1h 30m

2. Participants
Name\tFirst join\tLast leave\tIn-meeting duration\tEmail\tParticipant ID (UPN)\tRole
Amina Diallo\t7/22/26, 7:02:11 PM\t7/22/26, 8:30:02 PM\t1h 25m 42s\tAmina@moa.example\tAmina@moa.example\tAttendee
Diallo, Moussa\t7/22/26, 7:02:11 PM\t7/22/26, 8:30:02 PM\t1h 27m 51s\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin time\tLeave time\tDuration\tEmail\tRole
Amina Diallo\t7/22/26, 7:02:11 PM\t7/22/26, 7:30:02 PM\t27m 51s\t\tAttendee
Amina Diallo\t7/22/26, 7:32:11 PM\t7/22/26, 8:30:02 PM\t57m 51s\tAmina@moa.example\tAttendee

4. Meeting Engagement
Name\tEngagement Type\tTime
Amina Diallo\tRaised hand\t7/22/26, 7:32:11 PM
"""
WEBINAR = """Attendee Report
Report Generated:,"Mar 22, 2025 20:00"
Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered
Solar pumps,847 59,"Mar 22, 2025 7:13 PM",282,3576
Host Details,,,,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Yes,Li Na,host@x.example,"Mar 22, 2025 19:13:27","Mar 22, 2025 23:55:19",282,No,China
Panelist Details,
Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest,Country/Region Name
Attendee Details,
Attended,User Name (Original Name),First Name,Last Name,Email,Organization,Join Time,Leave Time,Duration (minutes)
Yes,Asha,Asha,Rao,as@x.example,ICAR,"Mar 22, 2025 19:13:27","Mar 22, 2025 23:55:19",282
No,--,Bela,Rao,be@x.example,ICAR,--,--,--
"""
OLD_TEAMS = """Meeting Summary
Total Number of Participants\t2
Meeting Title\tSolar, pumps
Meeting Start Time\t3/14/2022, 9:00:00 AM

Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)
Li, Na\t3/14/2022, 9:00:00 AM\t3/14/2022, 9:30:00 AM\t30m\t\tPresenter\tn@x.example
"""
PORTUGUESE_TEAMS = """1. Resumo
Título da reunião\tSolar, pumps
Hora de início\t14/03/2022 09:00:00

2. Participantes
Nome\tPrimeira Entrada\tÚltima Saída\tDuração da Reunião\tEmail\tID do participante (UPN)\tFunção
Li, Na\t14/03/2022 09:00:00\t14/03/2022 09:30:00\t30m\tn@x.example\tn@x.example\tParticipante

3. Atividades em Reunião
Nome\tHorário de Entrada\tHorário de Saída\tDuração\tEmail\tFunção
Li, Na\t14/03/2022 09:00:00\t14/03/2022 09:30:00\t30m\tn@x.example\tParticipante
"""
EVENTS = """Full Name\tUser Action\tTimestamp
Diallo, Amina\tJoined before\t{day}, 9:00:00 AM
Diallo, Moussa\tJoined\t{day}, 9:01:00 AM
Diallo, Amina\tLeft\t{day}, 9:30:00 AM
"""


def written(rows, delimiter=","):
    """A CSV file with `rows`, as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


def zoom(*rows, heading=ENGLISH):
    """A Zoom file with `rows`, read."""
    return platforms.read("participants.csv", written([heading, *rows]).encode())


def told(sheet):
    """(name, mail, joined, left, minutes, guest) of the rows of a sheet."""
    return [tuple(row[1:7]) for row in sheet.rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_zoom_file_is_read_in_its_language(language, encoding):
    row = ("Amina Diallo", "A@moa.example", "2026-07-22 09:05:11", "2026-07-22 13:05:11", "240", "Yes")
    text = written([LANGUAGES[language], row], delimiter="\t" if encoding == "utf-16" else ",")
    sheet = platforms.read("participants.csv", text.encode(encoding))
    assert (sheet.platform, sheet.troubles, sheet.warnings, sheet.asks) == ("zoom", (), (), "")
    assert told(sheet) == [("Amina Diallo", "a@moa.example", CAME, WENT, 240, True)]


def test_columns_may_stand_in_any_order_among_others():
    heading = ("Guest", "Recording Consent", "Leave Time", "Join Time", "User Email", "Name (Original Name)")
    sheet = zoom(("No", "x", "7/22/2026 13:05:11", "7/22/2026 09:05:11", "a@moa.example", "Amina"), heading=heading)
    assert told(sheet) == [("Amina", "a@moa.example", CAME, WENT, None, False)]


def test_a_chinese_file_that_repeats_the_meeting_on_each_line_is_read_in_gbk():
    heading = "主题,类型,ID,主持人电子邮件,开始时间,参会者,持续时间（分钟）,名称（原名）,电子邮件,加入时间,离开时间"
    row = "讲座,会议,1,l@x.example,2026/06/21 07:00:00 AM,2,60,张伟,z@x.example"
    heading, row = f"{heading},持续时间（分钟）,访客", f"{row},2026/06/21 07:05:20 AM,2026/06/21 07:35:20 AM,30,是"
    sheet = platforms.read("a.csv", f"{heading}\n{row}\n".encode("gbk"))
    assert (sheet.title, sheet.started_at) == ("讲座", datetime(2026, 6, 21, 7))
    came, went = datetime(2026, 6, 21, 7, 5, 20), datetime(2026, 6, 21, 7, 35, 20)
    assert told(sheet) == [("张伟", "z@x.example", came, went, 30, True)]


def test_the_lines_above_a_zoom_table_tell_the_meeting():
    head = [
        ("Meeting ID", "Topic", "Start Time", "User Email"),
        ("1", "Solar pumps", "07/22/2026 09:00 AM", "h@x.example"),
    ]
    body = [("Amina", "", "07/22/2026 09:05:11 AM", "07/22/2026 01:05:11 PM", "240", "")]
    sheet = platforms.read("a.csv", written([*head, (), ENGLISH, *body]).encode())
    assert (sheet.platform, sheet.title, sheet.started_at) == ("zoom", "Solar pumps", datetime(2026, 7, 22, 9))
    assert told(sheet) == [("Amina", "", CAME, WENT, 240, None)]


def test_who_registered_for_a_webinar_and_stayed_away_is_absent():
    sheet = platforms.read("a.csv", WEBINAR.encode())
    assert (sheet.platform, sheet.title) == ("zoom_webinar", "Solar pumps")
    assert [(row.line, row.name, row.country, row.organisation) for row in sheet.rows] == [
        (7, "Li Na", "China", ""),
        (12, "Asha", "", "ICAR"),
    ]
    assert [(row.line, row.name, row.email) for row in sheet.absent] == [(13, "Bela Rao", "be@x.example")]
    assert (sheet.troubles, sheet.warnings) == ((), ())


def test_the_stays_in_a_teams_file_count_and_not_what_sums_them_up():
    sheet = platforms.read("a.csv", TEAMS.replace("\n", "\r\n").encode("utf-16"))
    assert (sheet.platform, sheet.title, sheet.started_at) == ("teams", "Solar pumps", datetime(2026, 7, 22, 19, 0, 11))
    assert [(row.line, row.name, row.email, row.minutes) for row in sheet.rows] == [
        (10, "Diallo, Moussa", "", 87.85),
        (14, "Amina Diallo", "amina@moa.example", 27.85),
        (15, "Amina Diallo", "amina@moa.example", 57.85),
    ]
    assert [row.line for row in sheet.summed] == [9]
    assert [(warning.line, warning.message) for warning in sheet.warnings] == [
        (19, "Line 19 belongs to a table that does not tell who was there; it is left out.")
    ]


@pytest.mark.parametrize("text", [OLD_TEAMS, PORTUGUESE_TEAMS])
def test_older_and_other_teams_files_are_read_alike(text):
    sheet = platforms.read("a.csv", text.encode("utf-16"))
    came, went = datetime(2022, 3, 14, 9), datetime(2022, 3, 14, 9, 30)
    assert (sheet.platform, sheet.title, sheet.started_at, sheet.troubles) == ("teams", "Solar, pumps", came, ())
    assert told(sheet) == [("Li, Na", "n@x.example", came, went, 30, None)]


def test_comings_and_goings_become_stays():
    sheet = platforms.read("a.csv", EVENTS.format(day="22/7/2021").encode("utf-16"))
    assert [(row.line, row.name, row.joined_at, row.left_at) for row in sheet.rows] == [
        (2, "Diallo, Amina", datetime(2021, 7, 22, 9), datetime(2021, 7, 22, 9, 30)),
        (3, "Diallo, Moussa", datetime(2021, 7, 22, 9, 1), None),
    ]
    assert [row.line for row in sheet.summed] == [4]


def test_a_spreadsheet_is_read_as_well():
    columns = ["Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role"]
    body = io.BytesIO()
    write_xlsx(columns, [["Amina", CAME, WENT, "4h", "a@moa.example", "Attendee"]], body)
    sheet = platforms.read("report.xlsx", body.getvalue())
    assert (sheet.platform, told(sheet)) == ("teams", [("Amina", "a@moa.example", CAME, WENT, 240, None)])


def test_days_and_months_that_cannot_be_told_apart_are_asked():
    body = EVENTS.format(day="3/4/2021").encode()
    sheet = platforms.read("a.csv", body)
    assert sheet.asks == (
        "Does the day or the month come first in the dates of this file, as in “3/4/2021, 9:00:00 AM”?"
    )
    assert [row.joined_at for row in sheet.rows] == [None, None, None]
    for day_first, moment in ((True, datetime(2021, 4, 3, 9)), (False, datetime(2021, 3, 4, 9))):
        settled = platforms.read("a.csv", body, day_first=day_first)
        assert (settled.asks, settled.rows[0].joined_at) == ("", moment)


def test_one_day_above_twelve_settles_the_whole_file():
    sheet = zoom(
        ("Amina", "", "3/4/2026 9:00", "3/4/2026 10:00", "60", ""),
        ("Moussa", "", "3/13/2026 9:00", "3/13/2026 10:00", "60", ""),
    )
    assert (sheet.asks, sheet.rows[0].joined_at) == ("", datetime(2026, 3, 4, 9))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("", "", "2026-07-22 09:00", "", "5", ""), "nobody is named."),
        (("Amina", "", "soon", "", "5", ""), "“soon” is no day with an hour. Write it as 2026-07-22 19:30."),
        (("Amina", "", "2026-07-22 25:00", "", "5", ""), "“25:00” is no time of day."),
        (("Amina", "", "09:00", "", "5", ""), "“09:00” names an hour without a day."),
        (("Amina", "", "2026-07-22 09:00", "2026-07-22 08:00", "", ""), "somebody left before they joined."),
        (("Amina", "", "", "", "", "Yes"), "neither says when somebody was there nor for how long."),
        (
            ("Amina", "", "", "", "long", ""),
            "“long” is no length of time. Write minutes, as 45, or 1h 27m.",
        ),
    ],
)
def test_a_line_that_cannot_be_read_is_told_with_its_cells(row, message):
    sheet = zoom(row)
    assert sheet.rows == ()
    assert [(trouble.line, trouble.message) for trouble in sheet.troubles] == [(2, message)]
    assert [cell for cell in sheet.troubles[0].raw if cell] == [cell for cell in row if cell]


def test_a_mail_typed_wrong_costs_the_mail_and_not_the_line():
    sheet = zoom(("Amina", "amina@", "2026-07-22 09:05:11", "2026-07-22 13:05:11", "240", ""))
    assert told(sheet) == [("Amina", "", CAME, WENT, 240, None)]
    assert [warning.message for warning in sheet.warnings] == ["“amina@” is no mail address, and is left out."]


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        (
            "a.csv",
            b"Institute,Town\nICAR,Delhi\n",
            "This is no attendance file of Zoom or Teams. It should have a column for the name, and one for when "
            "somebody joined or for how many minutes, as “Name (Original Name)”, “Join Time”, “Duration (Minutes)”. "
            "Found were these columns: “Institute”, “Town”.",
        ),
        ("a.csv", b"", "This file is empty."),
        ("a.pdf", b"%PDF-1.7", "“a.pdf” is no spreadsheet. Upload XLSX, ODS or CSV."),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(name, body, message):
    sheet = platforms.read(name, body)
    assert (sheet.platform, sheet.rows, [trouble.message for trouble in sheet.troubles]) == ("", (), [message])


def test_a_file_of_too_many_lines_is_refused():
    body = written([ENGLISH, *[("Amina", "", "", "", "5", "")] * 10]).encode()
    sheet = platforms.read("a.csv", body, limits=Limits(rows=10))
    assert (sheet.platform, len(sheet.troubles)) == ("", 1)
    assert len(platforms.read("a.csv", body, limits=Limits(rows=11)).rows) == 10


def test_no_name_of_a_column_has_two_meanings():
    meanings = {}
    for line in COLUMNS.strip().splitlines():
        key, *names = line.split(" | ")
        for name in names:
            meanings.setdefault(fold(name), set()).add(key.strip())
    assert {name: keys for name, keys in meanings.items() if len(keys) > 1} == {}


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), max_size=12)
MOMENTS = st.one_of(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}"),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)).map(lambda moment: f"{moment:%m/%d/%Y %I:%M:%S %p}"),
    st.just(""),
    CELLS,
)
LINES = st.tuples(
    CELLS.map(lambda text: f"Amina {text}"),
    st.one_of(st.emails(), CELLS),
    MOMENTS,
    MOMENTS,
    st.one_of(st.integers(0, 500).map(str), CELLS),
    st.sampled_from(["Yes", "No", "", "?"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12), st.permutations(range(6)), st.sampled_from(list(LANGUAGES)))
def test_every_line_comes_back_exactly_once(rows, order, language):
    table = [[row[at] for at in order] for row in (LANGUAGES[language], *rows)]
    sheet = platforms.read("a.csv", written(table).encode())
    lines = [one.line for one in (*sheet.rows, *sheet.absent, *sheet.summed, *sheet.troubles)]
    assert sorted(lines) == list(range(2, len(rows) + 2))


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.binary(max_size=400), st.text(max_size=200).map(str.encode)), st.sampled_from(["csv", "xlsx", "txt"])
)
@example(b"\xff\xfe", "csv")
@example(b"PK\x03\x04", "xlsx")
@example(("Name,Join Time\n" + "a" * 200_000 + ",x\n").encode(), "csv")
@example(b'Name,Join Time\n"open,2026-01-01 10:00\n', "csv")
@example("Name,Join Time\nA,²²:²² 1/1/1\n".encode(), "csv")
def test_no_bytes_make_the_reader_raise(body, ending):
    sheet = platforms.read(f"a.{ending}", body)
    assert bool(sheet.platform) or len(sheet.troubles) == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.one_of(CELLS, st.sampled_from(sorted(KEYS)), MOMENTS), max_size=6), max_size=12))
def test_no_table_of_known_columns_makes_the_reader_raise(rows):
    assert isinstance(platforms.read("a.csv", written(rows).encode()), platforms.Sheet)

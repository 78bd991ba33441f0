"""What people write where their name should stand is taken apart, and machines are no people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.events.rules.names import cleaned


@pytest.mark.parametrize(
    ("shown", "name", "hints", "country"),
    [
        ("Amina Diallo", "Amina Diallo", (), ""),
        ("Amina Diallo (Kenya MoA)", "Amina Diallo", ("Kenya MoA",), "KEN"),
        ("Kenya - Amina Diallo", "Amina Diallo", ("Kenya",), "KEN"),
        ("South Sudan_Amina Diallo", "Amina Diallo", ("South Sudan",), "SSD"),
        ("FAO | Amina Diallo", "Amina Diallo", ("FAO",), ""),
        ("Amina Diallo, FAO", "Amina Diallo", ("FAO",), ""),
        ("Diallo, Amina", "Diallo, Amina", (), ""),
        ("Juan Pérez - Ministerio de Salud", "Juan Pérez", ("Ministerio de Salud",), ""),
        ("Jean-Pierre Ba", "Jean-Pierre Ba", (), ""),
        ("Jordan Smith", "Jordan Smith", (), ""),
        ("Honor Santos", "Honor Santos", (), ""),
        ("Min Zhang", "Min Zhang", (), ""),
        ("Amina (Guest)", "Amina", (), ""),
        ("Dr. Amina Diallo (she/her)", "Dr. Amina Diallo", (), ""),
        ("Ахметов Ержан (Гость)", "Ахметов Ержан", (), ""),
        ("12. 张伟", "张伟", (), ""),
        ("张 伟", "张伟", (), ""),
        ("张伟-农科院", "张伟", ("农科院",), ""),
        ("农科院 张伟", "张伟", ("农科院",), ""),
        ("李娜（中国农业大学）", "李娜", ("中国农业大学",), ""),
        ("Amina’s iPhone", "Amina", (), ""),
        ("iPhone de Amina Diallo", "Amina Diallo", (), ""),
        ("“张伟”的 iPhone", "张伟", (), ""),
        ("iPhone (Amina Diallo)", "Amina Diallo", (), ""),
        ("amina.diallo@moa.example", "amina diallo", (), ""),
        ("\N{WAVING HAND SIGN} Amina Diallo", "Amina Diallo", (), ""),
    ],
)
def test_the_name_is_taken_from_what_stands_around_it(shown, name, hints, country):
    found = cleaned(shown)
    assert (found.name, found.hints, found.country, found.kind) == (name, hints, country, "")


@pytest.mark.parametrize(
    ("shown", "kind"),
    [
        ("iPhone", "device"),
        ("iPad (2)", "device"),
        ("Samsung SM-A515F", "device"),
        ("HONOR 9X", "device"),
        ("DESKTOP-AB12C", "device"),
        ("Meeting room 3", "room"),
        ("Salle de réunion", "room"),
        ("三楼会议室", "room"),
        ("+254 712 345", "phone"),
        ("254712***456", "phone"),
        ("Call-In User_1", "phone"),
        ("Ministry of Health", "organisation"),
        ("user", "nobody"),
        ("Zoom user 3", "nobody"),
        ("用户", "nobody"),
        ("", "nobody"),
        ("...", "nobody"),
    ],
)
def test_a_machine_or_a_room_is_no_person(shown, kind):
    assert cleaned(shown).kind == kind


def test_a_name_that_somebody_had_before_is_kept_beside():
    assert cleaned("Amina D (Amina Ndiaye Diallo)").others == ("Amina Ndiaye Diallo",)


@given(st.text(max_size=60))
def test_any_name_is_either_a_person_with_a_name_or_something_else(shown):
    found = cleaned(shown)
    assert bool(found.name) or found.kind == "nobody"

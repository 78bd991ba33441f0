"""A data file that cannot be used is refused with its name, its record and a remedy, and nothing of it is written."""

import shutil

import pytest
from django.apps import apps

from zhinan.demo.reading import HERE, WrongData
from zhinan.demo.worlds import load_world

SLOPES = "[[grant]] number 2 (soil-cover)"

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(codelists, tmp_path, settings):
    """A copy of the practice world's folder, and an installation without any record."""
    settings.FOLDER = tmp_path
    return shutil.copytree(HERE / "practice", tmp_path / "world")


def written():
    """How many rows there are, by table."""
    models = [model for model in apps.get_models() if model.__module__.startswith("zhinan.")]
    return {model: model._default_manager.count() for model in models}


def refusal(world):
    """What is said of the folder `world`; fails where it is used, or where anything of it is written."""
    before = written()
    with pytest.raises(WrongData) as trouble:
        load_world(world)
    assert written() == before
    assert not (world.parent / "accounts.txt").exists()
    return str(trouble.value)


def change(path, before, after):
    """Write `after` in place of the first `before` in the file at `path`."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('sector = "Agricultural land"', 'colour = "brown"', "grant has no “colour”."),
        (
            'organisation = "institute-for-soil"',
            'organisation = "institute-for-sand"',
            "there is no organisation “institute-for-sand”. Write the slug of one that stands above.",
        ),
        ('project = "soil-cover"', 'project = ["soil-cover"]', "“['soil-cover']” names no project. Write its slug."),
        (
            'purpose = "31130"',
            'purpose = "99999"',
            "there is no purpose code “99999”. Write the code of one that stands above.",
        ),
        ("goals = [2, 15]", "goals = [2, 18]", "there is no goal “18”. Write the number of one that stands above."),
        ("goals = [2, 15]", 'goals = [2, "all"]', "there is no goal “all”. Write the number of one that stands above."),
        ("goals = [2, 15]", "goals = 2", "write goals in brackets, as a list."),
        (
            'outputs = [{position = 1, text = "Forty fields under cover."}]',
            'outputs = ["Forty fields"]',
            "write each of outputs in braces, as a table.",
        ),
        (
            'approved_on = "2025-09"',
            'approved_on = "2025-02-30"',
            "approved_on: There is no day “2025-02-30” in the calendar.",
        ),
        (
            'approved_on = "2025-09"',
            'approved_on = "September"',
            "approved_on: “September” is not a date. Write 2020, 2020-09 or 2020-09-25.",
        ),
        ('state = "active"\nstate_on = 2025-10-01', 'state = "dreamt"', "state: Value 'dreamt' is not a valid choice."),
        (
            "number = 2\n",
            'number = 2\naudience = "everybody"\n',
            "“everybody” is no audience. Write public, signed-in, or a role as in secretariat@programme:its-slug.",
        ),
        (
            "number = 2\n",
            'number = 2\naudience = "secretariat@programme:practise"\n',
            "there is no programme “practise”. Write the slug of one that stands above.",
        ),
        (
            "number = 2\n",
            'number = 2\naudience = "secretariat@7"\n',
            "“7” names no record. Write it as event:its-slug.",
        ),
        ('extent = "whole", total = 1', 'extent = "all", total = 1', "extent: Value 'all' is not a valid choice."),
        ('extent = "whole", total = 1', "total = 1", "extent: This field cannot be blank."),
        ('words = "beneficiaries in Nepal"', 'word = "beneficiaries in Nepal"', "listing has no “word”."),
        ('quote = "Grant 2', 'page = 4, quote = "Grant 2', "citation has no “page”."),
        (
            'cite = [{source = "practice-report", ',
            "cite = [{",
            "there is no source “”. Write the key of one that stands above.",
        ),
    ],
)
def test_a_wrong_value_is_named_with_its_file_and_record(world, before, after, sentence):
    path = world / "06-grants.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index('[[grant]]\nslug = "soil-cover"')
    assert before in text[start:]
    path.write_text(text[:start] + text[start:].replace(before, after, 1), encoding="utf-8")
    assert refusal(world) == f"06-grants.toml, {SLOPES}: {sentence}"


def test_an_unknown_country_is_named_with_what_is_near_to_it(world):
    change(world / "02-organisations.toml", 'country = "GHA"', 'country = "GHX"')
    said = refusal(world)
    assert said.startswith(
        "02-organisations.toml, [[organisation]] number 4 (institute-for-soil): “GHX” is not in the table"
    )
    assert said.endswith("Near to it: Ghana (GHA).")


def test_a_noun_that_nobody_knows_is_named_with_those_that_are_known(world):
    change(world / "10-outreach.toml", "[[visit]]", "[[visits]]")
    said = refusal(world)
    assert said.startswith("10-outreach.toml, [[visits]] number 1: no record is called visits. Known are source, organ")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            'reverses = "Practice voucher 10, the same transfer entered twice"',
            'reverses = "Practice voucher 99"',
            "there is no contribution “Practice voucher 99”. Write the evidence of one that stands above.",
        ),
        (
            "amount = -5000",
            "amount = 5000",
            "__all__: Only a reversal has an amount that is not above zero.",
        ),
    ],
)
def test_a_reversal_of_nothing_or_with_the_wrong_sign_is_refused(world, before, after, sentence):
    change(world / "06-grants.toml", before, after)
    assert refusal(world) == f"06-grants.toml, [[project]] number 2 (soil-cover): {sentence}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('slug = "practice-programme"', "slug = practice-programme"),
        ("[[programme]]", "[[programme]"),
        ('provider = "CRI"', 'provider = "CRI'),
        ("starts_on = 2025-01-01, ends_on = 2025-12-31, cut", "starts_on = 2025-02-30, ends_on = 2025-12-31, cut"),
        ('starts_on = "2020"', 'starts_on = "2020"\nstarts_on = "2021"'),
    ],
)
def test_a_file_that_is_no_toml_is_named_with_the_line(world, before, after):
    path = world / "05-programmes.toml"
    line = path.read_text(encoding="utf-8").partition(before)[0].count("\n") + 1
    change(path, before, after)
    said = refusal(world)
    assert said.startswith("05-programmes.toml: ")
    assert f"at line {line}" in said or f"at line {line + 1}" in said


def test_a_single_bracket_around_a_noun_is_told_apart(world):
    change(world / "01-source.toml", "[[source]]", "[source]")
    assert refusal(world) == "01-source.toml: write [[source]] with two brackets, once for each record."


def test_a_file_in_another_encoding_is_named(world):
    path = world / "09-knowledge.toml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.encode("gb18030"))
    assert refusal(world) == f"09-knowledge.toml: not written in UTF-8 (byte {text.index('持')}). Save it as UTF-8."


def test_a_folder_without_data_files_is_named(world):
    for path in world.glob("*.toml"):
        path.unlink()
    assert refusal(world) == "world: there is no data file in this folder."


def test_a_missing_text_of_a_source_is_named(world):
    (world / "sources" / "practice-report.txt").unlink()
    assert refusal(world) == (
        "sources/practice-report.txt: the text of “Practice Report 2025 (invented)” is missing in world."
    )

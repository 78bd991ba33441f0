"""The world map: what it knows, what it colours, and what it may weigh."""

import gzip
import re
from itertools import accumulate, pairwise
from xml.etree import ElementTree

import pytest

from zhinan.kit import worldmap

SVG = "{http://www.w3.org/2000/svg}"


def shapes(document):
    """{code: element} of a map."""
    return {
        element.get("id")[2:]: element
        for element in ElementTree.fromstring(document).iter()
        if "id" in element.attrib and element.get("id").startswith("c-")
    }


def test_the_map_fits_its_budget():
    assert len(gzip.compress(worldmap.OUTLINES.read_bytes(), 9)) <= 60_000


def test_every_area_of_m49_but_antarctica_is_there_once():
    ids = re.findall(r'id="c-(\w+)"', worldmap.OUTLINES.read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) == len(worldmap.areas()) == 247
    assert {"ata", "twn", "xkx"} & worldmap.areas() == set()
    assert {"esh", "pse", "tuv", "tkl", "gib", "guf", "myt", "hkg"} <= worldmap.areas()


def test_only_the_shapes_that_are_meant_are_coloured():
    document = shapes(worldmap.coloured(["TZA", "chn", "tza"]))
    assert {code for code, shape in document.items() if shape.get("fill")} == {"tza", "chn"}
    assert {code for code, shape in document.items() if shape.get("class") == "on"} == {"tza", "chn"}
    assert document["tza"].get("fill") == "#b23a1e"


def test_a_small_state_that_is_meant_is_a_larger_dot():
    pale, meant = shapes(worldmap.coloured(["tza"]))["mdv"], shapes(worldmap.coloured(["mdv"]))["mdv"]
    assert (pale.get("r"), meant.get("r")) == ("2.2", "3.5")
    assert (pale.get("cx"), pale.get("cy")) == (meant.get("cx"), meant.get("cy"))


def test_a_slight_shape_that_is_meant_gets_a_dot_upon_it():
    dots = re.findall(r'<circle cx="([^"]+)" cy="([^"]+)" r="3.5"', worldmap.coloured(["fji", "tza"]))
    assert dots == [tuple(shapes(worldmap.coloured([]))["fji"].get("data-at").split())]


def test_the_picture_says_what_it_shows_and_keeps_its_words_out_of_the_markup():
    drawing = ElementTree.fromstring(worldmap.coloured(["ken"], label="Grants <2020> & “2021”"))
    assert drawing.get("role") == "img"
    assert drawing.find(f"{SVG}title").text == "Grants <2020> & “2021”"


def test_an_unknown_code_is_refused_with_a_sentence():
    with pytest.raises(ValueError, match=r"^The world map has no country or area with the code “zzz”.$"):
        worldmap.coloured(["ken", "zzz"])


def test_no_shape_runs_across_the_map():
    """A line longer than a tenth of the map would be a ring torn at 180 degrees."""
    for shape in shapes(worldmap.coloured([])).values():
        steps = re.findall(r"-?\d*\.?\d+", re.sub(r"M[^l]*l", " ", shape.get("d", "")).replace("z", " "))
        assert max((abs(float(step)) for step in steps), default=0) < 100


def covers(code, x, y):
    """Whether the shape of `code` covers the pixel (x, y)."""
    inside = False
    for first, steps in re.findall(r"M([^l]+)l([^z]+)", shapes(worldmap.coloured([]))[code].get("d")):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", f"{first} {steps}")]
        points = list(zip(accumulate(numbers[::2]), accumulate(numbers[1::2]), strict=True))
        for (left, top), (right, bottom) in pairwise([*points, points[0]]):
            if (top > y) != (bottom > y) and x < (right - left) * (y - top) / (bottom - top) + left:
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("place", "code", "pixel"),
    [
        ("Simferopol", "ukr", (554.9, 85.7)),
        ("Taichung", "chn", (792.8, 157.5)),
        ("Pristina", "srb", (524.4, 93.8)),
        ("Hargeisa", "som", (591.3, 209.4)),
        ("Laayoune", "esh", (436.8, 146.1)),
        ("the north of Cyprus", "cyp", (556.7, 117.7)),
        ("Quneitra", "syr", (563.5, 125.4)),
        ("Cayenne", "guf", (322.7, 230.2)),
        ("Dodoma", "tza", (568.4, 268.4)),
        ("Agadir", "mar", (448.0, 135.7)),
    ],
)
def test_a_place_lies_in_the_shape_that_united_nations_maps_give_it_to(place, code, pixel):
    found = {
        known for known, shape in shapes(worldmap.coloured([])).items() if shape.get("d") and covers(known, *pixel)
    }
    assert found == {code}, place

"""Makes zhinan/kit/static/kit/map.svg once, by hand: `python tools/world_map.py countries-50m.json`.

The outlines are countries-50m.json of the npm package world-atlas 2.0.2, made from Natural Earth (public domain).
Natural Earth draws lines as they are held; the tables below say where the map follows the practice of the United
Nations instead, and why.
"""

import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "zhinan/kit/static/kit/map.svg"
WIDTH = 1000
CENTRE = 11  # degrees east; the map's edge then runs through the Bering Strait and cuts nobody's land
TOLERANCE = 0.35  # pixels that a simplified line may stray
SPECK = 0.35  # square pixels under which an island is left out, unless it is its country's largest
SMALL = 6  # square pixels under which a country or area is a dot
DOT = 2.2
SLIGHT = 12  # square pixels under which a shape's largest part gets a dot as well when it is coloured
NEVER_DOTS = {"pse"}  # small, but a dot would cover its neighbour

# Shapes that Natural Earth draws apart, and the country whose shape they belong to.
UNITED = [
    ("Taiwan", "chn", "General Assembly resolution 2758 (XXVI); UN maps draw one China, and M49 has no code 158"),
    ("Kosovo", "srb", "Security Council resolution 1244 (1999); M49 has no code for it"),
    ("Somaliland", "som", "UN maps and M49 know Somalia alone"),
    ("N. Cyprus", "cyp", "Security Council resolutions 541 (1983) and 550 (1984)"),
]

# Parts of a country's shape that the map gives to another: where they lie (west, south, east, north).
MOVED = [
    ("rus", "ukr", (32.0, 44.0, 36.7, 46.3), "Crimea: General Assembly resolution 68/262"),
    ("Indian Ocean Ter.", "cxr", (105, -11, 106, -10), "Christmas Island has a code of its own in M49"),
    ("Indian Ocean Ter.", "cck", (96, -13, 98, -11), "the Cocos (Keeling) Islands have a code of their own in M49"),
    ("nor", "sjm", (-10, 70.5, 40, 82), "Svalbard and Jan Mayen: a code of its own in M49"),
    ("fra", "guf", (-55, 1, -51, 7), "French Guiana: a code of its own in M49"),
    ("fra", "glp", (-62, 15.7, -60.9, 16.6), "Guadeloupe: a code of its own in M49"),
    ("fra", "mtq", (-61.5, 14.2, -60.5, 15.2), "Martinique: a code of its own in M49"),
    ("fra", "reu", (55, -22, 56, -20), "Réunion: a code of its own in M49"),
    ("fra", "myt", (44, -14, 46, -12), "Mayotte: a code of its own in M49"),
    ("nld", "bes", (-69, 12, -62, 18), "Bonaire, Sint Eustatius and Saba: a code of its own in M49"),
]

# Two shapes taken together and cut anew: the first keeps what lies on the low side of the line.
RECUT = [
    ("esh", "mar", 1, 27.667, "Western Sahara is an area of its own in M49; its northern line is 27°40' N"),
    ("isr", "syr", 0, 35.64, "the Golan Heights: Security Council resolution 497 (1981)"),
]

# Shapes that belong to nobody on this map: hatched, without a code.
UNDETERMINED = [("Siachen Glacier", "Jammu and Kashmir: the parties have not yet agreed on its final status")]

# Lines that UN maps draw dashed: the two sides, and where (west, south, east, north).
DASHED = [
    ("ind", "pak", (73.6, 32.4, 77.9, 35.6), "the Line of Control in Jammu and Kashmir"),
    ("ind", "chn", (77.7, 32.0, 80.3, 35.7), "the line between India and China, west"),
    ("ind", "chn", (91.4, 26.5, 97.5, 29.6), "the line between India and China, east"),
    ("sdn", "ssd", (23, 3, 35, 13), "the final boundary between the Sudan and South Sudan is not yet determined"),
]

# Too small for the outlines, or of many islands: where the dot stands (east, north).
DOTS = {
    "tuv": (179.2, -8.5),
    "tkl": (-171.8, -9.2),
    "kir": (173.0, 1.4),
    "gib": (-5.35, 36.14),
    "bvt": (3.35, -54.42),
    "umi": (-177.37, 28.21),
}

# Numeric and alpha-3 codes of ISO 3166-1 as M49 lists them (datasets/country-codes, May 2026).
M49 = """
004afg 008alb 010ata 012dza 016asm 020and 024ago 028atg 031aze 032arg 036aus 040aut 044bhs 048bhr 050bgd 051arm
052brb 056bel 060bmu 064btn 068bol 070bih 072bwa 074bvt 076bra 084blz 086iot 090slb 092vgb 096brn 100bgr 104mmr
108bdi 112blr 116khm 120cmr 124can 132cpv 136cym 140caf 144lka 148tcd 152chl 156chn 162cxr 166cck 170col
174com 175myt 178cog 180cod 184cok 188cri 191hrv 192cub 196cyp 203cze 204ben 208dnk 212dma 214dom 218ecu 222slv
226gnq 231eth 232eri 233est 234fro 238flk 239sgs 242fji 246fin 248ala 250fra 254guf 258pyf 260atf 262dji 266gab
268geo 270gmb 275pse 276deu 288gha 292gib 296kir 300grc 304grl 308grd 312glp 316gum 320gtm 324gin 328guy 332hti
334hmd 336vat 340hnd 344hkg 348hun 352isl 356ind 360idn 364irn 368irq 372irl 376isr 380ita 384civ 388jam 392jpn
398kaz 400jor 404ken 408prk 410kor 414kwt 417kgz 418lao 422lbn 426lso 428lva 430lbr 434lby 438lie 440ltu 442lux
446mac 450mdg 454mwi 458mys 462mdv 466mli 470mlt 474mtq 478mrt 480mus 484mex 492mco 496mng 498mda 499mne 500msr
504mar 508moz 512omn 516nam 520nru 524npl 528nld 531cuw 533abw 534sxm 535bes 540ncl 548vut 554nzl 558nic 562ner
566nga 570niu 574nfk 578nor 580mnp 581umi 583fsm 584mhl 585plw 586pak 591pan 598png 600pry 604per 608phl 612pcn
616pol 620prt 624gnb 626tls 630pri 634qat 638reu 642rou 643rus 646rwa 652blm 654shn 659kna 660aia 662lca 663maf
666spm 670vct 674smr 678stp 682sau 686sen 688srb 690syc 694sle 702sgp 703svk 704vnm 705svn 706som 710zaf 716zwe
724esp 728ssd 729sdn 732esh 740sur 744sjm 748swz 752swe 756che 760syr 762tjk 764tha 768tgo 772tkl 776ton 780tto
784are 788tun 792tur 795tkm 796tca 798tuv 800uga 804ukr 807mkd 818egy 826gbr 831ggy 832jey 833imn 834tza 840usa
850vir 854bfa 858ury 860uzb 862ven 876wlf 882wsm 887yem 894zmb
"""
CODES = {entry[:3]: entry[3:] for entry in M49.split()}


def project(longitude, latitude):
    """Equal Earth (Šavrič, Patterson and Jenny, 2018) in units of the sphere's radius; y points north."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = 1.340264 - 3 * 0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)
    x = 2 * math.sqrt(3) * math.radians(longitude - CENTRE) * math.cos(theta) / (3 * slope)
    return x, theta * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))


SCALE = WIDTH / (2 * project(180 + CENTRE, 0)[0])
TOP = project(0, 83.7)[1] + 4 / SCALE


def pixel(point):
    """The place of a (longitude, latitude) on the map, in pixels from its upper left corner."""
    x, y = project(*point)
    return x * SCALE + WIDTH / 2, (TOP - y) * SCALE


def decoded(topology):
    """The shared arcs as lists of (longitude, latitude), each unwrapped where it crosses 180 degrees."""
    (step_x, step_y), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for east, north in arc:
            x, y = x + east, y + north
            longitude = x * step_x + west
            if points:
                longitude += 360 * round((points[-1][0] - longitude) / 360)
            points.append((longitude, y * step_y + south))
        yield points


def simplified(points):
    """Douglas-Peucker: `points` without those that stray less than TOLERANCE pixels from the line through the rest."""
    places = [pixel(point) for point in points]
    kept, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        far, at = max(
            ((distance(places[i], places[first], places[last]), i) for i in range(first + 1, last)), default=(0, 0)
        )
        if far > TOLERANCE:
            kept.add(at)
            spans += [(first, at), (at, last)]
    return [points[i] for i in sorted(kept)]


def distance(point, start, end):
    """Distance of `point` from the segment between `start` and `end`, all in pixels."""
    (x, y), (left, top) = point, start
    across, down = end[0] - left, end[1] - top
    length = across * across + down * down
    along = max(0, min(1, ((x - left) * across + (y - top) * down) / length)) if length else 0
    return math.hypot(x - left - along * across, y - top - along * down)


class Outlines:
    """Shapes as lists of rings, each ring a list of arc numbers as TopoJSON writes them (~n is arc n backwards)."""

    def __init__(self, topology):
        self.arcs = [simplified(points) for points in decoded(topology)]
        self.shapes = defaultdict(list)
        for geometry in topology["objects"]["countries"]["geometries"]:
            name = CODES.get(geometry.get("id"), geometry["properties"]["name"])
            polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
            self.shapes[name] += [ring for polygon in polygons for ring in polygon]

    def merge(self, source, target):
        """Add the shape `source` to `target` and take away the lines between the two."""
        self.shapes[target] = self.joined(self.shapes[target] + self.shapes.pop(source))

    def joined(self, rings):
        """`rings` without the arcs that two of them share, the rest strung together anew."""
        arcs = {arc for ring in rings for arc in ring}
        loose = {arc for arc in arcs if ~arc in arcs}
        whole = [ring for ring in rings if not loose.intersection(ring)]
        ends = defaultdict(list)
        for ring in rings:
            if loose.intersection(ring):
                for arc in ring:
                    if arc not in loose:
                        ends[self.points(arc)[0]].append(arc)
        return whole + [self.strung(ends) for ring in rings if any(ends.values())]

    def strung(self, ends):
        """One ring out of `ends` ({first point: arcs that begin there}), taken out of it."""
        ring = [next(arcs for arcs in ends.values() if arcs).pop()]
        while self.points(ring[-1])[-1] != self.points(ring[0])[0]:
            ring.append(ends[self.points(ring[-1])[-1]].pop())
        return ring

    def move(self, source, target, box):
        """Give the rings of `source` that lie in `box` to `target`; raises ValueError where there is none."""
        moved = [ring for ring in self.shapes[source] if all(within(point, box) for point in self.ring(ring))]
        if not moved:
            raise ValueError(f"No ring of {source} lies in {box}.")
        self.shapes[source] = [ring for ring in self.shapes[source] if ring not in moved]
        self.shapes[target] = self.joined(self.shapes.get(target, []) + moved)

    def border(self, one, other, box):
        """Runs of points, within `box`, of the arcs that two shapes share."""
        others = {~arc for ring in self.shapes[other] for arc in ring}
        for arc in {arc for ring in self.shapes[one] for arc in ring} & others:
            run = [point for point in self.points(arc) if within(point, box)]
            if len(run) > 1:
                yield run

    def points(self, arc):
        """The points of an arc, in the direction that its number says."""
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]

    def ring(self, arcs):
        """The points of a ring, unwrapped, and moved as a whole to the side of the map where most of it lies."""
        points = []
        for arc in arcs:
            part = self.points(arc)
            turn = 360 * round((points[-1][0] - part[0][0]) / 360) if points else 0
            points += [(x + turn, y) for x, y in part[1 if points else 0 :]]
        middle = sum(x for x, y in points) / len(points)
        turn = 360 * round((CENTRE - middle) / 360)
        return [(x + turn, y) for x, y in points]


def within(point, box):
    """Whether `point` lies in `box` (west, south, east, north)."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def cut(ring, axis, at, side):
    """The part of `ring` on one side (-1 low, 1 high) of the line where the coordinate `axis` is `at`."""
    kept = []
    for start, end in zip(ring, ring[1:] + ring[:1], strict=True):
        here, there = (start[axis] - at) * side, (end[axis] - at) * side
        if here >= 0:
            kept.append(start)
        if here * there < 0:
            share = here / (here - there)
            kept.append(tuple(a + (b - a) * share for a, b in zip(start, end, strict=True)))
    return kept


def area(ring):
    """Area of a ring of pixels."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def areas(outlines):
    """{code or name: rings of pixels} with every table above applied."""
    for name, into, _reason in UNITED:
        outlines.merge(name, into)
    for source, target, box, _reason in MOVED:
        outlines.move(source, target, box)
    for name in [name for name, rings in outlines.shapes.items() if not rings]:
        del outlines.shapes[name]
    rings = {name: [outlines.ring(ring) for ring in shape] for name, shape in outlines.shapes.items()}
    for low, high, axis, at, _reason in RECUT:
        both = [outlines.ring(ring) for ring in outlines.joined(outlines.shapes[low] + outlines.shapes[high])]
        rings[low] = [part for ring in both if (part := cut(ring, axis, at, -1))]
        rings[high] = [part for ring in both if (part := cut(ring, axis, at, 1))]
    del rings["ata"]
    return {name: [[pixel(point) for point in ring] for ring in shape] for name, shape in rings.items()}


def number(tenths, first):
    """A tenth of `tenths` as short as SVG reads it, with the blank before it that it needs."""
    text = f"{tenths / 10:.1f}".removesuffix(".0").replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"
    text = "0" if tenths == 0 else text
    return text if first or text.startswith("-") else f" {text}"


def path(points, end="z"):
    """The path of a ring of pixels, to a tenth of a pixel, each point relative to the last; "" where it is flat."""
    places = [(round(x * 10), round(y * 10)) for x, y in points]
    if end and places[0] == places[-1]:
        places.pop()
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(places) if a != b]
    if len(steps) < (2 if end else 1):
        return ""
    start = f"M{number(places[0][0], True)}{number(places[0][1], False)}l"
    return start + "".join(number(x, not i) + number(y, False) for i, (x, y) in enumerate(steps)) + end


def drawn(code, shape):
    """The element of one country or area: a path, or a dot where it is small."""
    largest = max(shape, key=area)
    x, y = pixel(DOTS[code]) if code in DOTS else [sum(place) / len(largest) for place in zip(*largest, strict=True)]
    may_be_dot = code not in NEVER_DOTS
    if code in DOTS or (may_be_dot and sum(area(ring) for ring in shape) < SMALL):
        return f'<circle id="c-{code}" cx="{x:.1f}" cy="{y:.1f}" r="{DOT}"/>'
    line = "".join(path(ring) for ring in shape if ring is largest or area(ring) >= SPECK)
    middle = f' data-at="{x:.1f} {y:.1f}"' if may_be_dot and area(largest) < SLIGHT else ""
    return f'<path id="c-{code}" d="{line}"{middle}/>'


def dashes(outlines):
    """The path of every line that is drawn dashed."""
    runs = [run for one, other, box, _reason in DASHED for run in outlines.border(one, other, box)]
    return "".join(path([pixel(point) for point in run], end="") for run in runs)


def main(file):
    """Write the map from the outlines in `file`."""
    outlines = Outlines(json.loads(Path(file).read_text(encoding="utf-8")))
    shapes = areas(outlines)
    hatched = "".join(path(ring) for name, _reason in UNDETERMINED for ring in shapes.pop(name))
    for code, (longitude, latitude) in DOTS.items():
        middle = longitude + 360 * round((CENTRE - longitude) / 360)
        DOTS[code] = (middle, latitude)
        shapes.setdefault(code, [[pixel(DOTS[code])]])
    if set(shapes) != set(CODES.values()) - {"ata"}:
        raise ValueError(f"Not the areas of M49: {sorted(set(shapes) ^ (set(CODES.values()) - {'ata'}))}")
    height = math.ceil(max(y for shape in shapes.values() for ring in shape for _x, y in ring) + DOT)
    elements = sorted(drawn(code, shape) for code, shape in shapes.items())  # <circle> sorts before <path>
    land = "\n".join(element for element in elements if element.startswith("<path"))
    small = "\n".join(element for element in elements if element.startswith("<circle"))
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">\n'
        '<defs><pattern id="hatch" width="2" height="2" patternUnits="userSpaceOnUse">'
        '<path d="M0 2l2-2" stroke="#8d8677" stroke-width=".5"/></pattern></defs>\n'
        f'<g fill="#e4dfd3" stroke="#fbfaf7" stroke-width=".5" stroke-linejoin="round">\n{land}\n</g>\n'
        f'<path d="{hatched}" fill="url(#hatch)"/>\n'
        f'<path d="{dashes(outlines)}" fill="none" stroke="#8d8677" stroke-width=".6" stroke-dasharray="1.5 1.2"/>\n'
        f'<g fill="#cfc8b8" stroke="#fbfaf7" stroke-width=".5">\n{small}\n</g>\n</svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

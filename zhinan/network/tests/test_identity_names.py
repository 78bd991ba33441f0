"""Names of institutions and people are read and compared across scripts, and false friends stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhinan.network.rules import DOUBTFUL, PROPOSED, Index, score
from zhinan.network.rules.letters import folded, latin, tokens
from zhinan.network.rules.names import compare
from zhinan.network.rules.persons import compare_people, read_person
from zhinan.network.rules.places import Gazetteer
from zhinan.network.rules.reading import read
from zhinan.network.rules.subjects import body, human

PLACES = Gazetteer(
    (
        ("CHN", "China"),
        ("KEN", "Kenya"),
        ("KEN", "肯尼亚"),
        ("GHA", "Ghana"),
        ("NER", "Niger"),
        ("NGA", "Nigeria"),
        ("GIN", "Guinea"),
        ("GNB", "Guinea-Bissau"),
        ("GIN", "Guinée"),
        ("GNB", "Guinée-Bissau"),
        ("KAZ", "Kazakhstan"),
        ("KAZ", "Казахстан"),
        ("CIV", "Côte d'Ivoire"),
        ("BOL", "Bolivia (Plurinational State of)"),
    )
)


def bodies(one, other, **facts):
    """The score of two institutions of these names, both with `facts`."""
    return score(body(1, [one], PLACES, **facts), body(2, [other], PLACES, **facts)).score


ONE = [
    ("China International Center for Economic and Technical Exchanges", "CICETE"),
    ("China International Centre for Economic & Technical Exchanges (CICETE)", "CICETE"),
    ("Ministry of Health of Kenya", "Ministère de la Santé du Kenya"),
    ("Ministry of Health of Kenya", "肯尼亚卫生部"),
    ("Ministry of Health of Kenya", "Kenya Ministry of Health"),
    ("Min. of Agric., Kenya", "The Ministry of Agriculture of the Republic of Kenya"),
    ("Министерство здравоохранения Республики Казахстан", "Ministry of Health of Kazakhstan"),
    ("جامعة الخرطوم", "University of Khartoum"),
    ("清华大学", "Tsinghua University"),
    ("中国农业大学", "Zhongguo Nongye Daxue"),
    ("中国农业大学", "China Agricultural University"),
    ("Kunming Institute of Botany", "Inst. of Botany, Kunming"),
    ("Kunming Institute of Botany", "Kunmnig Institute of Botany"),
    ("Ministry of Health, Kenya", "Minsitry of Hlth., Kenya"),
    ("Agro Tech Ltd", "AGROTECH"),
    ("ＵＮＩＶＥＲＳＩＴＹ of Nairobi", "Univ. Nairobi"),
    ("University of Nairobi", "Universidad de Nairobi"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_two_spellings_of_one_institution_are_proposed(one, other):
    assert bodies(one, other) >= PROPOSED


APART = [
    ("Ministry of Health of Kenya", "Ministry of Health of Ghana"),
    ("Ministry of Health, Niger", "Ministry of Health, Nigeria"),
    ("Ministry of Health of Guinea", "Ministry of Health of Guinea-Bissau"),
    ("University of Nairobi", "Nairobi University of Technology"),
    ("University of Nairobi", "University of Nairobi, Faculty of Law"),
    ("University of Nairobi", "Bank of Nairobi"),
    ("First People's Hospital of Kunming", "Second People's Hospital of Kunming"),
    ("Research Institute No. 1", "Research Institute No. 2"),
    ("National Institute of Soil Science", "International Institute of Soil Science"),
    ("Hunan Agricultural University", "Henan Agricultural University"),
    ("陕西大学", "山西大学"),
    ("Ministry of Health", "Ministry of Agriculture"),
    ("Department of Trade", "Ministry of Trade"),
    ("Jianping Laboratory", "Jianqing Laboratory"),
]


@pytest.mark.parametrize(("one", "other"), APART)
def test_institutions_that_look_alike_are_not_proposed(one, other):
    assert bodies(one, other) < PROPOSED


def test_a_general_name_is_one_only_within_a_country():
    assert bodies("Ministry of Health", "Ministry of Health", country="KEN") >= PROPOSED
    here, there = (body(key, ["Ministry of Health"], PLACES, country=code) for key, code in ((1, "KEN"), (2, "GHA")))
    assert score(here, there).score == 0
    assert score(here, body(2, ["Ministry of Health"], PLACES)).score < PROPOSED
    named = body(2, ["Ministry of Health of Kenya"], PLACES)
    assert score(here, named).score >= PROPOSED


def test_a_part_is_not_its_whole_and_general_parts_of_two_wholes_are_two():
    whole = body(1, ["University of Nairobi"], PLACES)
    assert score(whole, body(2, ["Nairobi University"], PLACES, parent=1)).score == 0
    law = [body(key, ["Faculty of Law"], PLACES, country="KEN", parent=key + 10) for key in (1, 2)]
    assert score(*law).score == 0


def test_names_in_han_writing_decide_where_the_sound_is_the_same():
    one = body(1, ["Shanxi University", "山西大学"], PLACES)
    assert score(one, body(2, ["Shanxi University", "陕西大学"], PLACES)).score == 0


def test_an_identifier_written_differently_decides_and_is_the_reason():
    one, other = (body(key, [name], PLACES, marks=[mark]) for key, name, mark in ((1, "A", "CN-7"), (2, "B", "cn 7")))
    assert score(one, other).reasons == ("same_identifier",)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Bamboo Institute, Kenya", "Kenya Institute of Bamboo", "same_words"),
        ("清华大学", "Tsinghua University", "same_sound"),
        ("肯尼亚卫生部", "Ministry of Health of Kenya", "translated"),
        ("Univ. of Nairobi", "University of Nairobi", "abbreviated"),
        ("Kunmnig Institute", "Kunming Institute", "spelling"),
        ("CICETE", "China International Centre for Economic and Technical Exchanges", "acronym"),
        ("National Bamboo Centre", "Bamboo Centre", "fewer_words"),
    ],
)
def test_the_reason_says_in_which_way_names_are_alike(one, other, reason):
    assert compare(read(one, PLACES)[0], read(other, PLACES)[0]).reason == reason


def test_a_country_is_read_from_a_name_by_its_longest_form():
    words = [read(f"Ministry of Health, {name}", PLACES)[0].countries for name in ("Guinée-Bissau", "Guinea", "Niger")]
    assert words == [{"GNB"}, {"GIN"}, {"NER"}]
    assert read("Embassy of Bolivia", PLACES)[0].countries == {"BOL"}
    assert read("Ministry of Health, Kazaihstan", PLACES)[0].countries == {"KAZ"}


MAIL = "a" * 64
SAME_PERSON = [
    ("Zhang Wei", "张伟"),
    ("ZHANG, Wei", "Wei Zhang"),
    ("Xiao Ming Wang", "王小明"),
    ("Ouyang Nana", "欧阳娜娜"),
    ("Dr. John A. Smith", "J. Smith"),
    ("Mohammed Abdullah", "محمد عبد الله"),
    ("Ahmed Al-Sayed", "أحمد السيد"),
    ("Юрий Щербаков", "Yuri Shcherbakov"),
    ("María Fernández López", "Maria Fernandez"),
    ("Ramesh Sharma", "रमेश शर्मा"),
    ("Mme Aïssatou Diallo", "DIALLO Aissatou"),
    ("Mohamed Abdallah", "Mohammed Abdullah"),
    ("Nguyễn Văn Anh", "Nguyen Van Anh"),
]


@pytest.mark.parametrize(("one", "other"), SAME_PERSON)
def test_two_spellings_of_one_person_in_one_organisation_are_proposed(one, other):
    assert score(human(1, [one], bodies=[7]), human(2, [other], bodies=[7], mail=MAIL)).score >= PROPOSED - 0.05
    assert score(human(1, [one], mail=MAIL), human(2, [other], mail=MAIL)).reasons[0] == "same_mail"


@pytest.mark.parametrize(("one", "other"), SAME_PERSON)
def test_a_name_alone_proposes_nobody(one, other):
    assert score(human(1, [one]), human(2, [other])).score < PROPOSED
    elsewhere = human(2, [other], bodies=[8], mail="b" * 64)
    assert score(human(1, [one], bodies=[7], mail=MAIL), elsewhere).score <= 0.5


@pytest.mark.parametrize(
    ("one", "other"), [("张伟", "李伟"), ("John Smith", "Jane Smith"), ("Li Na", "Li Wei"), ("Jian Chen", "Jun Chen")]
)
def test_two_people_of_one_office_with_other_names_stay_two(one, other):
    assert score(human(1, [one], bodies=[7]), human(2, [other], bodies=[7])).score < PROPOSED


def test_people_who_sound_alike_in_han_writing_need_more_than_that():
    assert compare_people(read_person("张伟"), read_person("章威")).score == 0.5


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40)


@given(NAMES)
def test_folding_twice_is_folding_once_and_every_name_can_be_read(name):
    once = folded(name)
    assert tokens(folded(once)) == tokens(once)
    assert all(latin(word).isascii() for word in tokens(once))
    reading = read(name, PLACES)[0]
    assert compare(reading, reading).score in (0.0, 0.9, 1.0)


@given(NAMES, NAMES)
def test_two_names_are_as_alike_as_the_other_way_round(one, other):
    readings = [read(name, PLACES)[0] for name in (one, other)]
    assert compare(*readings).score == pytest.approx(compare(*readings[::-1]).score)
    called = [read_person(name) for name in (one, other)]
    assert compare_people(*called).score == pytest.approx(compare_people(*called[::-1]).score)


@given(st.permutations(["Aissatou", "Mariama", "Diallo"]), st.sampled_from(["", "Dr. ", "Prof. "]))
def test_neither_order_nor_title_changes_a_person(words, title):
    found = compare_people(read_person(title + " ".join(words)), read_person("Aissatou Mariama Diallo"))
    assert found.score == 0.95


PARTS = "University Univ Institute Hospital Agric Agriculture Nairobi Nairoby Kunming Kun 肯尼亚 大学 First 2 Kenya"
WORDS = st.lists(st.sampled_from(PARTS.split()), min_size=1, max_size=5).map(" ".join)


@given(WORDS, WORDS, st.sampled_from(["", "KEN"]), st.sampled_from(["", "https://one.example.org"]))
def test_what_is_told_sooner_is_told_only_of_pairs_below_the_bound(first, second, country, website):
    one, other = (body(None, [name], PLACES, country=country, website=website) for name in (first, second))
    whole, sooner = score(one, other), score(one, other, least=DOUBTFUL)
    assert sooner == whole or max(sooner.score, whole.score) < DOUBTFUL


def test_an_index_finds_the_pairs_that_share_a_key_and_each_once():
    names = ["University of Nairobi", "Univ. of Nairobi", "Kunming Institute", "Nairobi University", "Bank of Kunming"]
    index = Index(body(key, [name], PLACES) for key, name in enumerate(names))
    assert sorted(tuple(sorted((one.key, other.key))) for one, other, _match in index.pairs()) == [
        (0, 1),
        (0, 3),
        (1, 3),
    ]


def test_in_a_crowd_of_one_name_those_of_one_country_are_still_found():
    codes = [f"{first}{second}{third}" for first in "ABC" for second in "ABCDE" for third in "ABCDE"]
    crowd = [body(at, ["Ministry of Health"], PLACES, country=code) for at, code in enumerate(codes * 2)]
    found = {(one.country, other.country) for one, other, _match in Index(crowd).pairs()}
    assert found == {(code, code) for code in codes}

"""Texts in several languages: what a reader is given, what is kept, how a form takes them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.template import engines
from django.test.utils import isolate_apps
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from zhinan.kit.forms import RecordForm
from zhinan.kit.languages import (
    LANGUAGES,
    InSeveralLanguages,
    Said,
    heading,
    listed,
    mark_of,
    said,
    spoken,
    texts,
    tidy,
)

from .make import noun

with isolate_apps("zhinan.kit"):

    class Well(InSeveralLanguages):
        """A record for these tests alone; it has no table."""

        translatable = ("name", "summary")
        name = models.CharField(max_length=20)
        name_zh = models.CharField(max_length=20, blank=True)
        summary = models.TextField(blank=True)

        class Meta:
            app_label = "kit"


class WellForm(RecordForm):
    class Meta(RecordForm.Meta):
        model = Well
        fields = ("name", "summary", "language")


READ_ONLY = {"user": None}
FRENCH = {"fr": {"name": "Puits", "summary": "Un puits."}}


def test_a_reader_gets_their_own_language_then_that_of_the_record_then_english_then_any():
    well = Well(name="Pozo", language="es", translations={"zh": {"name": "水井"}, "en": {"name": "Well"}})
    assert [well.said("name", language) for language in ("zh-hans", "en", "es", "ru")] == [
        Said("水井", "zh"),
        Said("Well", "en"),
        Said("Pozo", "es"),
        Said("Pozo", "es"),
    ]
    assert (
        Well(language="es", translations={"en": {"name": "Well"}, "ar": {"name": "بئر"}}).said("name", "ru").language
        == "en"
    )
    assert Well(language="es", translations={"ar": {"name": "بئر"}}).said("name", "ru") == Said("بئر", "ar")
    assert Well().said("summary") == Said("", "")


def test_the_language_that_is_spoken_decides():
    well = Well(name="Well", name_zh="水井")
    with override("zh-hans"):
        assert (spoken(), well.said("name")) == ("zh", Said("水井", "zh"))
    with override("fr"):
        assert well.said("name") == Said("Well", "en")


def test_a_column_in_another_language_counts_until_a_translation_says_otherwise():
    kenya = noun("codelists.country")(name="Kenya", name_zh="肯尼亚", name_fr="Kenya", name_ar="كينيا")
    assert texts(kenya, "name") == {"en": "Kenya", "zh": "肯尼亚", "fr": "Kenya", "ar": "كينيا"}
    assert said(kenya, "name", "zh-hans") == Said("肯尼亚", "zh")
    assert texts(Well(name="Well", name_zh="井", translations={"zh": {"name": "水井"}}), "name")["zh"] == "水井"


def test_a_fallback_is_seen_and_the_readers_own_language_is_not_marked():
    template = engines["django"].from_string(
        "{% load languages %}{% said well 'name' %}|{% said_prose well 'summary' %}"
    )
    well = Well(name="Well <1>", summary="Deep.\n- dug", translations={"ar": {"name": "بئر"}})
    with override("fr"):
        assert template.render({"well": well}) == (
            '<span lang="en" dir="ltr">Well &lt;1&gt;</span> <small>in English</small>|'
            '<p><small>in English</small></p>\n<div lang="en" dir="ltr"><p>Deep.</p>\n<ul><li>dug</li></ul></div>'
        )
    with override("en"):
        assert template.render({"well": well}) == "Well &lt;1&gt;|<p>Deep.</p>\n<ul><li>dug</li></ul>"
    with override("ru"):
        arabic = Well(language="ar", name="بئر")
        assert template.render({"well": arabic}) == '<span lang="ar" dir="rtl">بئر</span> <small>in Arabic</small>|'


def test_a_heading_names_the_other_title_too():
    well = Well(name="Well", name_zh="水井")
    with override("zh-hans"):
        found = heading(well)
        assert (found["title"], found["title_lang"], found["other"], found["other_lang"]) == (
            "水井",
            "zh",
            "Well",
            "en",
        )
        assert mark_of("zh") == ""
    with override("fr"):
        assert heading(well) == {
            "title": "Well",
            "title_lang": "en",
            "title_note": "in English",
            "other": "水井",
            "other_lang": "zh",
        }
    assert heading(Well(name="Well"))["other"] == ""


def test_words_of_a_list_stand_apart_as_the_language_has_it():
    assert listed(["Kenya", 2]) == "Kenya, 2"


def test_what_is_empty_is_not_kept_and_languages_have_one_order():
    well = Well(name="Well", translations={"fr": {"name": " Puits ", "summary": ""}, "zh": {"name": "水井"}, "es": {}})
    well.full_clean()
    assert (well.translations, list(well.translations)) == (
        {"zh": {"name": "水井"}, "fr": {"name": "Puits"}},
        ["zh", "fr"],
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"xx": {"name": "?"}}, "“xx” is not a language that texts are held in."),
        ({"en": {"name": "?"}}, "English is the language of the record itself: write that text in its own field."),
        ({"fr": {"name": "P" * 21}}, "Name: at most 20 characters."),
        ({"fr": {"language": "fr"}}, "“language” is not a text that is translated."),
        ({"fr": {"name": 3}}, "“name” is not a text that is translated."),
        ({"fr": "Puits"}, "Translations are texts by language and field."),
        (["fr"], "Translations are texts by language and field."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(ValidationError) as trouble:
        Well(name="Well", translations=wrong).full_clean()
    assert trouble.value.message_dict == {"translations": [sentence]}


@given(
    st.dictionaries(st.sampled_from(list(LANGUAGES)), st.dictionaries(st.sampled_from(["name", "summary"]), st.text()))
)
def test_tidying_twice_is_tidying_once_and_loses_no_word(value):
    once = tidy(value)
    assert tidy(once) == once
    words = {(language, name): text.strip() for language, held in value.items() for name, text in held.items()}
    assert {(language, name): text for language, held in once.items() for name, text in held.items()} == {
        key: text for key, text in words.items() if text
    }


# forms


def typed(rows, **fields):
    """What a browser sends: the fields, and a list of rows in other languages."""
    sent = QueryDict(mutable=True)
    sent.update({"name": "Well", "language": "en", **fields, "translations-TOTAL_FORMS": len(rows)})
    sent.update({"translations-INITIAL_FORMS": 0})
    for number, row in enumerate(rows):
        sent.update({f"translations-{number}-{name}": text for name, text in row.items()})
    return sent


def test_a_form_holds_a_fieldset_for_each_other_language_and_an_empty_one():
    form = WellForm(instance=Well(name="Well", translations=FRENCH), **READ_ONLY)
    rows = form.sets[-1]
    assert (rows.heading, [row.initial.get("language") for row in rows.forms]) == ("In other languages", ["fr", None])
    assert [field.label for field in rows.forms[0].visible_fields()] == ["Language", "Name", "Summary"]
    assert 'value="Puits"' in str(rows.forms[0]["name"])
    assert 'lang="fr"' in str(rows.forms[0]["name"])


def test_a_new_record_begins_in_the_language_of_who_writes_it():
    with override("zh-hans"):
        assert WellForm(**READ_ONLY)["language"].value() == "zh"


def test_what_was_typed_in_several_languages_becomes_values_and_is_said_in_words():
    rows = [{"language": "fr", "name": "Puits"}, {"language": "zh", "name": "水井", "summary": "深。"}, {}]
    form = WellForm(typed(rows), **READ_ONLY)
    assert form.is_valid()
    assert form.values() == {
        "name": "Well",
        "summary": "",
        "language": "en",
        "translations": {"zh": {"name": "水井", "summary": "深。"}, "fr": {"name": "Puits"}},
    }
    assert form.in_words()["translations"] == "Chinese: 水井, 深。; French: Puits"
    assert [rows.prefix for rows in form.sets] == ["translations"]


def test_a_language_whose_texts_are_emptied_goes_away():
    sent = typed([{"language": "fr", "name": "", "summary": ""}])
    sent["translations-INITIAL_FORMS"] = 1
    form = WellForm(sent, instance=Well(name="Well", translations=FRENCH), **READ_ONLY)
    assert (form.is_valid(), form.values()["translations"]) == (True, {})


def test_one_more_row_is_added_and_what_was_typed_stays():
    form = WellForm(typed([{"language": "fr", "name": "Puits"}]), more="translations", **READ_ONLY)
    assert [row["name"].value() for row in form.sets[-1].forms] == ["Puits", None]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"name": "Puits"}], "Choose the language that this is written in."),
        ([{"language": "en", "name": "Well"}], "English stands in its own fields above."),
        ([{"language": "fr", "name": "a"}, {"language": "fr", "name": "b"}], "French stands here twice."),
        ([{"language": "xx", "name": "a"}], "Select a valid choice. xx is not one of the available choices."),
    ],
)
def test_a_row_that_cannot_be_taken_says_so_at_its_language(rows, sentence):
    form = WellForm(typed(rows), **READ_ONLY)
    assert form.is_valid() is False
    assert form.sets[-1].forms[-1].errors == {"language": [sentence]}


def test_a_text_that_is_too_long_says_so_at_its_place():
    form = WellForm(typed([{"language": "fr", "name": "P" * 21}]), **READ_ONLY)
    assert (form.is_valid(), list(form.sets[-1].forms[0].errors)) == (False, ["name"])

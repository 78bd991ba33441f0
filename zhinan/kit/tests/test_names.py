"""Words that nobody wrote are said in the reader's language, and written ones are left alone."""

from django.db import models
from django.test.utils import isolate_apps
from django.utils.translation import override, pgettext_lazy

from zhinan.kit.names import automatic_names, mute_names, speak

with isolate_apps("zhinan.kit"):

    class QuietStory(models.Model):
        """A record for these tests alone; it has no table."""

        starts_on = models.DateField()
        place = models.CharField(pgettext_lazy("field", "where"), max_length=9)
        colour = models.CharField("hue", max_length=9, help_text="Any.", choices=[("r", "red")])
        kept_at = models.DateTimeField(editable=False)

        class Meta:
            app_label = "kit"

        def __str__(self):
            return self.place


WORDS = {("field", "starts on"), ("noun", "quiet story"), ("plural", "quiet stories")}


def test_the_words_that_nobody_wrote_are_found_before_and_after_they_are_spoken():
    before = automatic_names([QuietStory])
    speak([QuietStory])
    assert (before, automatic_names([QuietStory])) == (WORDS, WORDS)


def test_spoken_words_follow_the_reader_and_stay_out_of_migrations():
    speak([QuietStory])
    field = QuietStory._meta.get_field("starts_on")
    with override("en"):
        assert (str(field.verbose_name), str(QuietStory._meta.verbose_name_plural)) == ("starts on", "quiet stories")
    assert field.deconstruct()[3] == {}
    assert QuietStory._meta.original_attrs == {"app_label": "kit"}


def test_what_was_written_in_one_language_alone_is_named():
    assert mute_names([QuietStory]) == [
        "kit.QuietStory.colour: Any.",
        "kit.QuietStory.colour: hue",
        "kit.QuietStory.colour: red",
    ]


def test_models_of_others_are_left_alone():
    class Stranger:
        __module__ = "elsewhere.models"

    assert (automatic_names([Stranger]), mute_names([Stranger])) == (set(), [])

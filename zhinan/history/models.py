"""Entries of the history."""

import uuid

from django.db import connection, models
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy

from zhinan.kit.models import About, AboutQuerySet

ARCHIVE = "archive"  # the audience of what was put away: nobody holds it

WORDS = {
    "recorded": pgettext_lazy("history", "recorded"),
    "edited": pgettext_lazy("history", "edited"),
    "undone": pgettext_lazy("history", "change taken back"),
    "taken_away": pgettext_lazy("history", "taken away again"),
    "archived": pgettext_lazy("history", "archived"),
    "restored": pgettext_lazy("history", "taken out of the archive"),
    "imported": pgettext_lazy("history", "changed by a spreadsheet"),
    "uploaded": pgettext_lazy("history", "file uploaded"),
    "mapped": pgettext_lazy("history", "columns named"),
    "begun_preview": pgettext_lazy("history", "preview begun"),
    "begun_take": pgettext_lazy("history", "taking over begun"),
    "begun_undo": pgettext_lazy("history", "taking back begun"),
    "begun_again": pgettext_lazy("history", "work begun again"),
    "settled": pgettext_lazy("history", "rows settled"),
    "thrown_away": pgettext_lazy("history", "import thrown away"),
    "emptied": pgettext_lazy("history", "rows and file of the import deleted"),
    "merged": pgettext_lazy("history", "merged"),
    "relinked": pgettext_lazy("history", "points at a merged record"),
    "told_apart": pgettext_lazy("history", "found not to be the same"),
    "proposed": pgettext_lazy("history", "proposed as one"),
    "mail_changed": pgettext_lazy("history", "mail address changed"),
    "unmerged": pgettext_lazy("history", "merging taken back"),
    "published": pgettext_lazy("history", "published"),
    "answered": pgettext_lazy("history", "answers sent"),
    "tagged": pgettext_lazy("history", "text tagged"),
    "untagged": pgettext_lazy("history", "tag taken off a text"),
    "next_version": pgettext_lazy("history", "next version begun"),
    "draft_discarded": pgettext_lazy("history", "draft thrown away"),
    "opened": pgettext_lazy("history", "opened for answers"),
    "answers_closed": pgettext_lazy("history", "closed for answers"),
    "reopened": pgettext_lazy("history", "opened again"),
    "people_asked": pgettext_lazy("history", "people put on the list of those asked"),
    "asked_no_more": pgettext_lazy("history", "somebody taken off the list of those asked"),
    "reminders_asked": pgettext_lazy("history", "reminders asked for"),
    "found_eligible": pgettext_lazy("history", "found eligible"),
    "found_ineligible": pgettext_lazy("history", "found not eligible"),
    "screened_again": pgettext_lazy("history", "screening taken back"),
    "returned": pgettext_lazy("history", "returned for revision"),
    "awarded": pgettext_lazy("history", "awarded"),
    "conditions_met": pgettext_lazy("history", "conditions met"),
    "instalment_planned": pgettext_lazy("history", "instalment planned"),
    "instalment_changed": pgettext_lazy("history", "amount of an instalment changed"),
    "instalment_approved": pgettext_lazy("history", "instalment approved"),
    "instalment_unapproved": pgettext_lazy("history", "approval of an instalment taken back"),
    "instalment_dropped": pgettext_lazy("history", "instalment dropped"),
    "instalment_paid": pgettext_lazy("history", "instalment paid"),
    "payment_taken_back": pgettext_lazy("history", "payment taken back"),
    "refunded": pgettext_lazy("history", "unspent funds returned"),
    "refund_taken_back": pgettext_lazy("history", "refund taken back"),
    "lessons_documented": pgettext_lazy("history", "lessons turned into a draft solution"),
    "match_pledged": pgettext_lazy("history", "match pledged"),
    "match_named": pgettext_lazy("history", "organisation of a match named"),
    "match_told": pgettext_lazy("history", "match written down"),
    "match_verified": pgettext_lazy("history", "match verified"),
    "match_taken_back": pgettext_lazy("history", "match taken back"),
    "agreement_drafted": pgettext_lazy("history", "document of the agreement begun"),
    "agreement_offered": pgettext_lazy("history", "offered for signature"),
    "agreement_signed": pgettext_lazy("history", "signed"),
    "agreement_in_force": pgettext_lazy("history", "document of the agreement in force"),
    "agreement_withdrawn": pgettext_lazy("history", "document of the agreement withdrawn"),
    "report_taken": pgettext_lazy("history", "spreadsheet of a report taken over"),
    "report_written": pgettext_lazy("history", "report written"),
    "visited": pgettext_lazy("history", "visit written down"),
    "found": pgettext_lazy("history", "finding written down"),
    "point_agreed": pgettext_lazy("history", "action point agreed"),
    "point_done": pgettext_lazy("history", "action point said to be done"),
    "point_closed": pgettext_lazy("history", "action point closed"),
    "point_opened": pgettext_lazy("history", "action point opened again"),
    "point_dropped": pgettext_lazy("history", "action point not needed any more"),
    "report_sent": pgettext_lazy("history", "report sent"),
    "report_returned": pgettext_lazy("history", "report returned with comments"),
    "report_accepted": pgettext_lazy("history", "report accepted"),
    "report_opened": pgettext_lazy("history", "acceptance of a report taken back"),
    "report_moved": pgettext_lazy("history", "days of a report changed"),
    "report_dropped": pgettext_lazy("history", "report not needed any more"),
    "report_reminded": pgettext_lazy("history", "reminder of a report sent"),
    "reconsidered": pgettext_lazy("history", "brought before the committee again"),
    "decided": pgettext_lazy("history", "decided"),
    "agenda_set": pgettext_lazy("history", "agenda changed"),
    "minutes_closed": pgettext_lazy("history", "minutes closed"),
    "minutes_opened": pgettext_lazy("history", "minutes opened again"),
    "letter_sent": pgettext_lazy("history", "letter sent"),
    "announced": pgettext_lazy("history", "announced"),
    "unseated": pgettext_lazy("history", "seat in the panel ended"),
    "review_asked": pgettext_lazy("history", "review asked for"),
    "review_begun": pgettext_lazy("history", "review begun"),
    "review_sent": pgettext_lazy("history", "review sent"),
    "review_opened": pgettext_lazy("history", "review opened again"),
    "review_dropped": pgettext_lazy("history", "review taken back"),
    "reviews_assigned": pgettext_lazy("history", "reviewers assigned"),
    "reviewers_reminded": pgettext_lazy("history", "reviewers reminded"),
    "recused": pgettext_lazy("history", "conflict of interest declared"),
    "recusal_taken_back": pgettext_lazy("history", "conflict of interest taken back"),
    "moderated": pgettext_lazy("history", "reviews returned for moderation"),
    "appraised": pgettext_lazy("history", "given to reviewers"),
    "appraised_together": pgettext_lazy("history", "applications given to reviewers"),
    "put_forward": pgettext_lazy("history", "put before the committee"),
    "put_forward_early": pgettext_lazy("history", "put before the committee for a reason"),
    "put_forward_together": pgettext_lazy("history", "applications put before the committee"),
    "call_opened": pgettext_lazy("history", "opened for applications"),
    "rules_taken_over": pgettext_lazy("history", "rules of another call taken over"),
    "rules_published": pgettext_lazy("history", "rules published"),
    "question_asked": pgettext_lazy("history", "question asked"),
    "question_answered": pgettext_lazy("history", "question answered"),
    "question_dropped": pgettext_lazy("history", "question thrown away"),
    "approved": pgettext_lazy("history", "approved"),
    "started": pgettext_lazy("history", "started"),
    "closed": pgettext_lazy("history", "closed"),
    "cancelled": pgettext_lazy("history", "cancelled"),
    "held": pgettext_lazy("history", "held"),
    "postponed": pgettext_lazy("history", "postponed"),
    "planned_again": pgettext_lazy("history", "planned again"),
    "posted": pgettext_lazy("history", "contribution posted"),
    "reversed": pgettext_lazy("history", "contribution reversed"),
    "registered": pgettext_lazy("history", "registered for an event"),
    "group_registered": pgettext_lazy("history", "colleagues registered for an event"),
    "address_asked": pgettext_lazy("history", "address of the registration sent again"),
    "moved_up": pgettext_lazy("history", "place given"),
    "queued": pgettext_lazy("history", "put on the waiting list"),
    "asks": pgettext_lazy("history", "questions of registration chosen"),
    "attendance_taken": pgettext_lazy("history", "attendance file taken over"),
    "attendance_file_dropped": pgettext_lazy("history", "attendance file thrown away"),
    "checked_in": pgettext_lazy("history", "checked in"),
    "session_struck": pgettext_lazy("history", "session taken off the agenda"),
    "in_session": pgettext_lazy("history", "checked in to a session"),
    "not_in_session": pgettext_lazy("history", "presence in a session taken back"),
    "code_shown": pgettext_lazy("history", "code for the room made"),
    "code_hidden": pgettext_lazy("history", "code for the room taken away"),
    "survey_planned": pgettext_lazy("history", "survey planned"),
    "survey_dropped": pgettext_lazy("history", "survey taken back"),
    "survey_put": pgettext_lazy("history", "survey put to those who registered"),
    "names_deleted": pgettext_lazy("history", "names of those who registered deleted"),
    "people_told": pgettext_lazy("history", "those who registered told how the event stands"),
    "certified": pgettext_lazy("history", "certificate issued"),
    "revoked": pgettext_lazy("history", "certificate revoked"),
    "valid_again": pgettext_lazy("history", "certificate valid again"),
    "name_mended": pgettext_lazy("history", "name on the certificate mended"),
    "nominated": pgettext_lazy("history", "nominated for a course"),
    "reviewed": pgettext_lazy("history", "nomination reviewed"),
    "reviewed_again": pgettext_lazy("history", "nomination taken up again"),
    "accepted": pgettext_lazy("history", "accepted for a course"),
    "withdrew": pgettext_lazy("history", "withdrawn from a course"),
    "arrived": pgettext_lazy("history", "arrived"),
    "arrival_taken_back": pgettext_lazy("history", "arrival taken back"),
    "completed": pgettext_lazy("history", "course completed"),
    "completed_in_part": pgettext_lazy("history", "course completed in part"),
    "completion_taken_back": pgettext_lazy("history", "completion taken back"),
    "scored": pgettext_lazy("history", "results of tests written down"),
    "details_given": pgettext_lazy("history", "confidential details given"),
    "details_erased": pgettext_lazy("history", "confidential details deleted"),
    "link_renewed": pgettext_lazy("history", "link for nominations made anew"),
    "officer_named": pgettext_lazy("history", "course officer named"),
    "officer_ended": pgettext_lazy("history", "course officer ended"),
    "submitted": pgettext_lazy("history", "submitted"),
    "proposal_withdrawn": pgettext_lazy("history", "application for a grant withdrawn"),
    "applied": pgettext_lazy("history", "membership applied for"),
    "admitted": pgettext_lazy("history", "admitted"),
    "declined": pgettext_lazy("history", "declined"),
    "renewed": pgettext_lazy("history", "renewed"),
    "suspended": pgettext_lazy("history", "suspended"),
    "reinstated": pgettext_lazy("history", "suspension ended"),
    "left": pgettext_lazy("history", "left"),
    "withdrawn": pgettext_lazy("history", "application withdrawn"),
    "renewal_asked": pgettext_lazy("history", "renewal asked for"),
    "leaving_announced": pgettext_lazy("history", "leaving announced"),
    "reminded": pgettext_lazy("history", "reminder of the last day sent"),
    "person_erased": pgettext_lazy("history", "personal data erased"),
    "joined_authors": pgettext_lazy("history", "began to write an application"),
    "left_authors": pgettext_lazy("history", "writes an application no more"),
    "leads": pgettext_lazy("history", "leads an application"),
    "author_invited": pgettext_lazy("history", "somebody invited to write it"),
    "author_invited_again": pgettext_lazy("history", "invitation to write it sent again"),
    "author_not_invited": pgettext_lazy("history", "invitation to write it taken back"),
    "under_new_rules": pgettext_lazy("history", "put under the newest rules of its call"),
    "named_again": pgettext_lazy("history", "named in an application"),
    "file_attached": pgettext_lazy("history", "file added"),
    "file_replaced": pgettext_lazy("history", "file replaced"),
    "file_described": pgettext_lazy("history", "file described"),
    "file_removed": pgettext_lazy("history", "file removed"),
    "file_restored": pgettext_lazy("history", "file put back"),
    "file_erased": pgettext_lazy("history", "file deleted for good"),
    "files_reordered": pgettext_lazy("history", "files put in order"),
    "role_granted": pgettext_lazy("history", "role granted"),
    "role_ended": pgettext_lazy("history", "role ended"),
    "invited": pgettext_lazy("history", "invited"),
    "invited_again": pgettext_lazy("history", "invited again"),
    "invitation_accepted": pgettext_lazy("history", "invitation accepted"),
    "invitation_withdrawn": pgettext_lazy("history", "invitation withdrawn"),
    "joined": pgettext_lazy("history", "account made"),
    "account_closed": pgettext_lazy("history", "account closed"),
    "account_opened": pgettext_lazy("history", "account opened again"),
    "address_changed": pgettext_lazy("history", "mail address changed"),
    "second_factor_removed": pgettext_lazy("history", "second factor removed"),
    "signed_out": pgettext_lazy("history", "signed out everywhere"),
    "erased": pgettext_lazy("history", "account erased"),
}


class EntryQuerySet(AboutQuerySet):
    """Entries, newest last."""

    def after(self, cursor):
        """Entries with a key above `cursor`, oldest first."""
        return self.filter(pk__gt=cursor).order_by("pk")

    def newest_key(self):
        """The key of the newest of them, 0 where there is none."""
        return self.order_by("-pk").values_list("pk", flat=True).first() or 0

    def last_changes(self, records):
        """{record: when it was last changed} of those of the list `records` that have a history: one query."""
        keys, about = {(record._meta.label_lower, record.pk): record for record in records}, models.Q(pk=None)
        for noun in {noun for noun, _key in keys}:
            about |= models.Q(noun=noun, noun_id__in=[key for other, key in keys if other == noun])
        rows = self.filter(about).order_by().values_list("noun", "noun_id").annotate(last=models.Max("at"))
        return {keys[noun, key]: moment for noun, key, moment in rows}

    def timeline(self, record):
        """What happened to `record`, newest first."""
        return self.about(record).order_by("-pk")


class Entry(About):
    """One thing that happened to one record.

    `actor` is the pseudonym of who did it, None for the system; `changes` is {field: [before, after]};
    `audience` is the token of those who may read it.
    """

    verb = models.CharField(max_length=40)
    actor = models.UUIDField(null=True, default=None)
    changes = models.JSONField(default=dict)
    audience = models.CharField(max_length=80, default="public")
    at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta(About.Meta):
        indexes = [*About.Meta.indexes, models.Index(fields=["at"], name="history_entry_at")]

    def __str__(self):
        return f"{self.noun} {self.noun_id} {self.verb}"

    def words(self):
        """What happened, as a reader expects it."""
        return capfirst(WORDS.get(self.verb) or self.verb.replace("_", " "))


def newest():
    """A mark of where the history stands, another one after every entry; in plain SQL, since every visit asks for it.

    It is the sum of the newest hundred keys, not only the last: an entry may be committed after one with a higher key.
    """
    table = connection.ops.quote_name(Entry._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(id), MAX(id) FROM (SELECT id FROM {table} ORDER BY id DESC LIMIT 100) AS newest")
        return cursor.fetchone()


def pseudonym():
    """A new name for somebody who acts, that says nothing about them."""
    return uuid.uuid4()

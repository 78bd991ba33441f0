"""How people come to write an application together, and leave it."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhinan.accounts.actions import make_account
from zhinan.accounts.models import User
from zhinan.history.actions import alone_with, record
from zhinan.kit.lifecycle import NotNow
from zhinan.kit.secrets import mark_of
from zhinan.notices.actions import tell

from ..emails import authors as emails
from ..models import Author, AuthorInvitation
from ..models.invitations import LASTS, seed_of_link
from ..rules.writing import why_not
from .releasing import release_all
from .writing import refuse

MOST = 20  # authors of one application, with those who were asked
PAUSE = timedelta(minutes=10)  # between two mails to the same address


@transaction.atomic
def invite_author(application, email, organisation, *, by, now):
    """Ask whoever has the mail address `email` to write `application` too, for `organisation` or nobody's.

    Returns the AuthorInvitation. Raises NotNow where they write it or were asked already, or where there are too many.
    """
    with alone_with(application) as stored:
        refuse(why_not(stored, now))
        email = User.objects.normalize_email(email).lower()
        if application.authors.filter(user__email=email).exists():
            raise NotNow(_("Whoever has this address writes the application already."))
        if application.invitations.filter(email_mark=mark_of(email)).exists():
            raise NotNow(_("This address was invited already. Send that invitation again from the list."))
        if application.authors.count() + application.invitations.count() >= MOST:
            raise NotNow(_("An application has at most {n} authors. Remove one first.").format(n=MOST))
        made = AuthorInvitation(application=application, email=email, organisation=organisation)
        return post(made, "author_invited", by=by, now=now)


def post(invitation, verb, *, by, now):
    """Write the mail of `invitation` with a new link, and `verb` down; the address itself stands in no history."""
    invitation.seed, invitation.sent_at, invitation.invited_by = seed_of_link(), now, by.pseudonym
    invitation.save()
    record(invitation.application, verb, by=by)
    emails.invited(invitation, inviter=by)
    return invitation


@transaction.atomic
def invite_author_again(invitation, *, by, now):
    """Send `invitation` again with another link; the old one opens nothing any more. Raises NotNow."""
    refuse(why_not(invitation.application, now))
    held = still_open(invitation)
    if now < held.sent_at + PAUSE:
        raise NotNow(_("The last mail went out a moment ago. Wait ten minutes before you send another one."))
    return post(held, "author_invited_again", by=by, now=now)


@transaction.atomic
def drop_invitation(invitation, *, by):
    """Take `invitation` back, and forget the address; raises NotNow where it was answered."""
    record(invitation.application, "author_not_invited", by=by)
    still_open(invitation).delete()


@transaction.atomic
def forget_invitations(now):
    """Delete invitations, and with them the addresses, whose links no longer work at the moment `now`, a month later.

    Returns how many.
    """
    over = AuthorInvitation.objects.filter(sent_at__lte=now - 2 * LASTS).select_related("application")
    for invitation in over:
        record(invitation.application, "author_not_invited")
        invitation.delete()
    return len(over)


def still_open(invitation):
    """The locked row of `invitation`; raises NotNow where it was answered."""
    locked = AuthorInvitation.objects.select_for_update().filter(pk=invitation.pk).first()
    if locked is None:
        raise NotNow(_("This invitation was answered already, or taken back."))
    return locked


@transaction.atomic
def join_authors(invitation, user, *, now):
    """Let `user`, who holds the link of `invitation`, write its application; returns the Author.

    Raises NotNow where the link is too old, or was sent to another address than that of `user`.
    """
    refuse(why_not(invitation.application, now))
    invitation = still_open(invitation)
    if invitation.is_over(now):
        raise NotNow(_("This link is too old. Ask whoever invited you to send it again."))
    if user.email != invitation.email:
        raise NotNow(_("This invitation is for another mail address than that of your account."))
    application, facts = invitation.application, {"organisation": invitation.organisation, "joined_at": now}
    others = User.objects.filter(pk__in=application.authors.values("user"))
    made, is_new = Author.objects.get_or_create(application=application, user=user, defaults=facts)
    if is_new:
        release_all(application, user, by=user)  # who writes it does not judge it
        record(made, "joined_authors", by=user, to=application.audience)
        tell(
            others, gettext_noop("{who} writes “{title}” with you now."), application, by=user, title=application.title
        )
    invitation.delete()
    return made


@transaction.atomic
def join_with_account(invitation, *, name, password, now, language=""):
    """Make the account that the link of `invitation` asks for, and let it write the application; returns the User.

    Raises as `join_authors` and `accounts.actions.make_account` do.
    """
    if User.objects.filter(email=invitation.email).exists():
        raise NotNow(_("There is an account with this address already. Sign in, and open the link again."))
    user = make_account(email=invitation.email, name=name, password=password, language=language)
    join_authors(invitation, user, now=now)
    return user


@transaction.atomic
def remove_author(author, *, by, now):
    """Let `author` write the application no more; raises NotNow for the one in the lead, who hands it over first."""
    with alone_with(author.application) as stored:
        refuse(why_not(stored, now))
        held = Author.objects.filter(pk=author.pk).first()
        if held is None:
            raise NotNow(_("They do not write this application any more."))
        if held.is_lead:
            raise NotNow(_("Whoever leads an application cannot leave it. Hand the lead over first."))
        if by != held.user:
            only_lead(stored, by)
        record(held, "left_authors", by=by, to=author.application.audience)
        if by != author.user:
            words = {"title": author.application.title, "address": "/"}
            tell(
                [author.user], gettext_noop("You do not write “{title}” any more."), author.application, by=by, **words
            )
        held.delete()


def only_lead(application, by):
    """Raise NotNow where somebody else than `by` leads `application`; where nobody does, each of its authors may."""
    leads = application.authors.filter(is_lead=True)
    if leads.exists() and not leads.filter(user=by).exists():
        raise NotNow(_("Only whoever leads the application can do this. Ask them."))


@transaction.atomic
def hand_over(author, *, by, now):
    """Put `author` in the lead of the application, in place of who led it; raises NotNow."""
    application = author.application
    with alone_with(application) as stored:
        refuse(why_not(stored, now))
        only_lead(stored, by)
        application.authors.filter(is_lead=True).update(is_lead=False)
        if not application.authors.filter(pk=author.pk).update(is_lead=True):
            raise NotNow(_("They do not write this application any more."))
        record(author, "leads", by=by, to=application.audience)
        sentence = gettext_noop("{who} handed you the lead of “{title}”.")
        tell([author.user], sentence, application, by=by, title=application.title)

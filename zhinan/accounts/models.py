"""People who sign in, roles, invitations, and who may see what."""

import hashlib
import re
import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import pgettext, pgettext_lazy

from zhinan.history.models import ARCHIVE, pseudonym

PUBLIC = "public"
SIGNED_IN = "signed-in"
STAFF = "staff"  # whoever keeps records for a programme
AUDIENCES = (
    (PUBLIC, pgettext_lazy("audience", "everybody")),
    (SIGNED_IN, pgettext_lazy("audience", "whoever has signed in")),
    (STAFF, pgettext_lazy("audience", "the secretariat alone")),
)
VISITOR = AnonymousUser()


class Users(BaseUserManager):
    """Finding and making users."""

    def create_user(self, email, password=None, **facts):
        """Make a user who signs in with `email`; without a password the account cannot sign in until one is set."""
        user = self.model(email=self.normalize_email(email).lower(), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def names(self, pseudonyms):
        """{pseudonym: name} of those among `pseudonyms` who are still here."""
        return dict(self.filter(pseudonym__in=set(pseudonyms)).values_list("pseudonym", "name"))

    def focal_points(self, scope):
        """Focal points of the organisation with this `scope`, who can sign in."""
        return self.holding(RoleName.FOCAL_POINT, scope=scope)

    def keeping_records(self):
        """Those of the secretariats, who can sign in."""
        return self.holding(RoleName.SECRETARIAT)

    def giving_roles(self, scope):
        """Those who look after people in `scope` itself, who can sign in; the administrators where nobody does."""
        keeper = KEEPERS.get(kind_of(scope))
        keepers = self.holding(keeper, scope=scope).order_by("name") if keeper else self.none()
        return keepers if keepers.exists() else self.holding(RoleName.ADMINISTRATOR, scope="").order_by("name")

    def holding(self, role, **place):
        """Those who hold `role` today, at `place`, and can sign in."""
        held = Role.objects.current(timezone.localdate()).filter(role=role, **place)
        return self.filter(is_active=True, pk__in=held.values("user"))

    def visible_to(self, user):
        """Accounts that `user` may look at: one's own, and those with a role where one looks after people."""
        if sees_everything(user):
            return self.all()
        return self.filter(Q(pk=user.pk) | Q(pk__in=Role.objects.filter(in_care_of(user)).values("user")))


class User(AbstractBaseUser):
    """Somebody who signs in, by mail address and password; `pseudonym` stands for them in the history.

    `language` is a code of the settings, empty for that of the browser. A new `session_mark` ends every session.
    """

    audience = "administrator"  # who reads what happened to an account
    sensitive = ("email", "password", "last_login")

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    pseudonym = models.UUIDField(unique=True, default=pseudonym, editable=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    language = models.CharField(max_length=12, blank=True)
    session_mark = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Address of the account's page, for those who look after its roles."""
        return reverse("user", args=[self.pk])

    def _get_session_auth_hash(self, secret=None):
        """What every session of this person is bound to: the password, and the mark that ends them all."""
        value = f"{self.password}{self.session_mark}"
        return salted_hmac("zhinan.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class RoleName(models.TextChoices):
    """The words for what somebody may do."""

    ADMINISTRATOR = "administrator", pgettext_lazy("role", "administrator")
    SECRETARIAT = "secretariat", pgettext_lazy("role", "secretariat")
    FINANCE = "finance", pgettext_lazy("role", "finance officer")
    EVALUATOR = "evaluator", pgettext_lazy("role", "evaluator")
    REVIEWER = "reviewer", pgettext_lazy("role", "reviewer")
    COMMITTEE = "committee", pgettext_lazy("role", "committee member")
    FOCAL_POINT = "focal_point", pgettext_lazy("role", "focal point")
    PARTICIPANT = "participant", pgettext_lazy("role", "participant")
    EXPERT = "expert", pgettext_lazy("role", "expert")
    COURSE_OFFICER = "course_officer", pgettext_lazy("role", "course officer")


# The roles that there are in each kind of scope; the empty one is the site.
ROLES_IN = {
    "": (RoleName.ADMINISTRATOR, RoleName.EXPERT),
    "programme": (RoleName.SECRETARIAT, RoleName.FINANCE, RoleName.EVALUATOR),
    "call": (RoleName.REVIEWER, RoleName.COMMITTEE),
    "organisation": (RoleName.FOCAL_POINT, RoleName.PARTICIPANT),
    "event": (RoleName.PARTICIPANT, RoleName.COURSE_OFFICER),
}
KEEPERS = {"programme": RoleName.SECRETARIAT, "organisation": RoleName.FOCAL_POINT}  # who looks after people there
SCOPE = re.compile("([a-z]+):([1-9][0-9]{0,17})")


def kind_of(scope):
    """The kind of the scope `programme:7`: programme."""
    return scope.partition(":")[0]


def keys_in(scopes, kind):
    """The keys of the records of `kind` among `scopes`: of programme:7 and programme:9 the numbers 7 and 9."""
    return [int(found[2]) for found in map(SCOPE.fullmatch, scopes) if found and found[1] == kind]


class RoleQuerySet(models.QuerySet):
    """Roles, and those in force."""

    def current(self, on):
        """Roles in force on the day `on`."""
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def visible_to(self, user):
        """One's own roles, and those where one looks after people."""
        if sees_everything(user):
            return self.all()
        return self.filter(Q(user_id=user.pk) | in_care_of(user))


class Role(models.Model):
    """What a user may do, where, from when to when. Its string, as `secretariat@programme:7`, is an audience token."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=20, choices=RoleName)
    scope = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "scope", "starts_on"], name="accounts_role_once"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="accounts_role_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.role}@{self.scope}" if self.scope else self.role


def roles_of(user):
    """The roles of `user` that are in force today, as (role, scope) pairs; asked of the database once a request."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_roles_in_force"):
        current = Role.objects.filter(user=user).current(timezone.localdate())
        user._roles_in_force = frozenset(current.values_list("role", "scope"))
    return user._roles_in_force


def keys_of(user, kind, *roles):
    """The keys of the records of `kind` in which `user` holds one of `roles` today, or any role where none is named."""
    return keys_in([scope for role, scope in roles_of(user) if not roles or role in roles], kind)


def keys_held(users, kind, *roles):
    """{key of a user: as `keys_of`} of those of the keys `users` that hold one of `roles` today; one query."""
    held, found = Role.objects.filter(user__in=users, role__in=roles).current(timezone.localdate()), {}
    for user, scope in held.values_list("user", "scope"):
        found.setdefault(user, set()).update(keys_in([scope], kind))
    return found


def looked_after(user):
    """The scopes in which `user` looks after people; an administrator does so everywhere beside them."""
    return {scope for role, scope in roles_of(user) if KEEPERS.get(kind_of(scope)) == role}


def in_care_of(user):
    """The condition on scopes in which `user` gives roles: one's own, and for those who keep records organisations'."""
    keeps_records = RoleName.SECRETARIAT in {role for role, _scope in roles_of(user)}
    own = Q(scope__in=looked_after(user))
    return own | Q(scope__startswith="organisation:") if keeps_records else own


def has_role(user, role, scope=""):
    """Whether `user` holds `role` in `scope` today; an administrator holds every role everywhere."""
    held = roles_of(user)
    return (role, scope) in held or (RoleName.ADMINISTRATOR, "") in held


def sees_everything(user):
    """Whether no record is hidden from `user`."""
    return (RoleName.ADMINISTRATOR, "") in roles_of(user)


class InvitationQuerySet(models.QuerySet):
    """Invitations, by where they stand."""

    def open(self):
        """Invitations that were neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def visible_to(self, user):
        """Invitations to where `user` looks after people."""
        return self.all() if sees_everything(user) else self.filter(in_care_of(user))

    def with_token(self, token):
        """The invitation whose mail holds `token`, or None."""
        return self.filter(token_hash=hash_of(token)).first()


class Invitation(models.Model):
    """Somebody who was asked to come and take a role, by a mail whose token is kept as a hash alone."""

    audience = "administrator"  # who reads what happened to it
    email = models.EmailField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=RoleName)
    scope = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=12, blank=True)
    invited_by = models.UUIDField(editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(editable=False)
    expires_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("noun", "invitation")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email", "role", "scope"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="accounts_invitation_once",
            ),
        ]

    def __str__(self):
        return self.name

    def state(self, on):
        """waiting, expired, accepted or withdrawn, on the day `on`."""
        if self.accepted_at or self.withdrawn_at:
            return "accepted" if self.accepted_at else "withdrawn"
        return "waiting" if on <= self.expires_on else "expired"


class Sending(models.Model):
    """A form that was taken, by the key that it carried, and the address of what came of it: it is taken once."""

    key = models.UUIDField(primary_key=True)
    address = models.CharField(max_length=300)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"{self.key} {self.address}"


def hash_of(token):
    """What is kept of the token of a mail."""
    return hashlib.sha256(token.encode()).hexdigest()


def audience_tokens(user):
    """The tokens that `user` holds: public, signed-in, each role as `role@scope`, and each scope by itself."""
    tokens = {PUBLIC}
    if user.is_authenticated:
        tokens.add(SIGNED_IN)
    for role, scope in roles_of(user):
        tokens |= {f"{role}@{scope}", scope} if scope else {role}
        tokens |= {STAFF} if role == RoleName.SECRETARIAT else set()
    return tokens


def implied(token):
    """The tokens that whoever holds `token` holds too, itself among them."""
    role, _at, scope = token.partition("@")
    more = {scope} if scope else set()
    more |= {STAFF} if role == RoleName.SECRETARIAT else set()
    return {PUBLIC} if token == PUBLIC else {PUBLIC, SIGNED_IN, token, *more}


def in_common(audiences):
    """The token of those who see what each of `audiences` sees; the administrators' where no other one says it."""
    asked = set(audiences)
    if ARCHIVE in asked:
        return ARCHIVE
    return next((token for token in asked if asked <= implied(token)), RoleName.ADMINISTRATOR.value)


class VisibilityQuerySet(models.QuerySet):
    """Records that carry an audience token."""

    def visible_to(self, user):
        """Records that `user` may see; nobody sees what was archived."""
        if sees_everything(user):
            return self.exclude(audience=ARCHIVE)
        return self.filter(audience__in=audience_tokens(user))

    def archived(self):
        """Records that were put away."""
        return self.filter(audience=ARCHIVE)

    def public(self):
        """Records that everybody may see; figures count these alone."""
        return self.filter(audience=PUBLIC)


class Visibility(models.Model):
    """A record with an audience: the token of those who may see it, `public` unless somebody says otherwise."""

    mark = ""  # the letter that stands for this kind of record, the same everywhere
    audiences = AUDIENCES  # what a form offers; other tokens are set by actions
    seen_with = ()  # links to records without which it is not seen, as its `visible_to` says
    audience = models.CharField(pgettext_lazy("field", "who may see it"), max_length=80, default=PUBLIC, db_index=True)

    objects = VisibilityQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def audience_in_words(cls, token):
        """Who sees a record with the audience `token`, as a reader expects it; the place of a role is not named."""
        role, _at, _scope = token.partition("@")
        if token in dict(cls.audiences):
            return str(dict(cls.audiences)[token])
        if role in RoleName.values:
            return pgettext("audience", "Only: {role}").format(role=RoleName(role).label)
        if SCOPE.fullmatch(token):
            return pgettext("audience", "whoever has a role there")
        return pgettext("audience", "nobody") if token == ARCHIVE else token

    def audience_tokens(self):
        """The tokens that a search document of this record carries."""
        others = [getattr(self, name) for name in self.seen_with]
        return [in_common([self.audience, *(one.audience for one in others if one is not None)])]

    def is_visible_to(self, user):
        """Whether `user` may see this record, by the rule of `visible_to`: asks for the roles of `user` at most."""
        if sees_everything(user):
            return self.audience != ARCHIVE
        return self.audience in audience_tokens(user)

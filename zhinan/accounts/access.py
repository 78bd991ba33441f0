"""Who may do what with accounts."""

from django.apps import apps

from .models import ROLES_IN, RoleName, has_role, keys_in, kind_of, looked_after, roles_of


def sign_in(user):
    """Whether `user` has signed in."""
    return user.is_authenticated


def administer(user):
    """Whether `user` looks after the installation."""
    return user.is_authenticated and has_role(user, RoleName.ADMINISTRATOR)


def read(user, record):
    """Whoever finds a record may read it: `visible_to` has decided."""
    return True


def keep_records(user):
    """Whether `user` may add and edit the nouns that programmes share: the secretariat of any programme may."""
    return has_role(user, RoleName.ADMINISTRATOR) or RoleName.SECRETARIAT in {role for role, _scope in roles_of(user)}


def look_after_people(user):
    """Whether there is a place for which `user` may invite: secretariats, focal points and administrators have one."""
    return administer(user) or bool(looked_after(user))


def roles_to_give(user, scope):
    """The roles that `user` may give and take in `scope`: those that there are, where one looks after people.

    Those who keep records look after the focal points of every organisation.
    """
    is_theirs = administer(user) or scope in looked_after(user)
    is_theirs = is_theirs or (kind_of(scope) == "organisation" and keep_records(user))
    is_theirs = is_theirs or (keep_records(user) and keeps_programme_of(user, scope))
    return ROLES_IN.get(kind_of(scope), ()) if is_theirs else ()


def keeps_programme_of(user, scope):
    """Whether `user` is of the secretariat of the programme that the record of `scope`, as call:7, belongs to.

    At most one query: the noun is found by its name, wherever it stands, and belongs to one programme or to none.
    """
    noun = next((model for model in apps.get_models() if model._meta.model_name == kind_of(scope)), None)
    if noun is None or "programme" not in {field.name for field in noun._meta.fields}:
        return False
    found = noun._default_manager.filter(pk__in=keys_in([scope], kind_of(scope))).values_list("programme", flat=True)
    return any(has_role(user, RoleName.SECRETARIAT, f"programme:{key}") for key in found)


def give_roles(user, person):
    """Whether `user` may give the account `person` a role somewhere."""
    return person.is_active and look_after_people(user)


def end_role(user, role):
    """Whether `user` may end `role`: whoever may give it, and its holder."""
    return role.role in roles_to_give(user, role.scope) or (user.is_authenticated and role.user_id == user.pk)


def answer_for(user, invitation):
    """Whether `user` may send `invitation` again or withdraw it: whoever may give its role."""
    return invitation.role in roles_to_give(user, invitation.scope)


def close_account(user, person):
    """Whether `user` may close and open the account `person`: not one's own."""
    return administer(user) and user.pk != person.pk


def remove_second_factor(user, person):
    """Whether `user` may take the second factor of `person` away, and there is one; asks the database."""
    factors = apps.get_model("mfa", "authenticator").objects
    return close_account(user, person) and factors.filter(user=person).exists()


def erase(user, person):
    """Whether `user` may erase the account `person`: its owner may, and an administrator."""
    return administer(user) or (user.is_authenticated and user.pk == person.pk)

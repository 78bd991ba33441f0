"""The command that begins an installation of an organisation's own."""

import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zhinan.accounts.models import User
from zhinan.kit.terminal import Progress, say
from zhinan.portal import tasks as indexer
from zhinan.portal.actions import begin

from .. import environment
from ..archive import NotKept
from ..asking import NoAnswer, Question
from ..restore import is_empty
from .serving import SETTING_UP, prepare

LONGEST = 200  # signs of a name


def do_init(words):
    """Ask for organisation, programme, first administrator, language and mail, and begin the installation."""
    if not is_empty():
        raise NotKept(f"An installation stands in {settings.FOLDER} already. Serve it with `zhinan serve`.")
    facts, password, kept = asked(words)
    environment.keep(kept)
    say(SETTING_UP)
    prepare()
    user = begun(facts, password)
    indexer.bring_up_to_date(progress=Progress("Search index"))
    say(f"\n“{facts['programme']}” of {facts['organisation']} is set up in {settings.FOLDER}.")
    say(f"Sign in as {user.email}. The first page leads on: invite colleagues, add members, import a list.\n")
    say(f"  zhinan serve          serves it on {kept[environment.ORIGIN.name] or settings.ADDRESS}/")
    say("  zhinan backup FILE    keeps it safe; docs/server.md shows how to do that every night")


def asked(words):
    """({organisation, programme, name, email, language}, password, settings to keep), as `words` or somebody says."""
    facts = {
        "organisation": Question("organisation", "Your organisation", name).answer(words.organisation),
        "programme": Question("programme", "Your programme", name).answer(words.programme),
        "name": Question("name", "First administrator: name", name).answer(words.name),
        "email": Question("mail", "First administrator: mail address", mail_address).answer(words.mail),
    }
    password = password_question(facts).answer(given_password(words.password_file))
    facts["language"] = setting("language", "Language, en or zh-hans", environment.LANGUAGE).answer(words.language)
    address = setting("address", "Public address, as https://ssc.example.org; empty: this machine", environment.ORIGIN)
    mail = setting("smtp", "Mail server, as smtp://user:password@host:587; files: none yet", environment.MAIL)
    sender = setting("from", "Address that mails come from", environment.MAIL_FROM, default=facts["email"])
    origin = address.answer(words.address)
    kept = {
        environment.LANGUAGE.name: facts["language"],
        environment.ORIGIN.name: origin,
        environment.HOSTS.name: environment.hosts_with(origin),
        environment.MAIL.name: mail.answer(words.smtp),
        environment.MAIL_FROM.name: sender.answer(getattr(words, "from")),
    }
    return facts, password, kept


def setting(option, words, kept, default=None):
    """A question whose answer is kept as the setting `kept`, and is read as that one is.

    Whoever is asked never heard of the setting: what is wrong is told by the question's own first words.
    """

    def read(text):
        try:
            environment.tried({kept.name: text})
        except environment.WrongSetting as trouble:
            raise ValueError(str(trouble).replace(kept.name, words.partition(",")[0])) from None
        return text

    return Question(option, words, read, default=kept.default if default is None else default)


def name(text):
    """A name of something or somebody."""
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"Write a name, of {LONGEST} signs at most.")
    return text.strip()


def mail_address(text):
    """A mail address."""
    try:
        validate_email(text)
    except ValidationError:
        raise ValueError(f"“{text}” is no mail address. Write it as office@example.org.") from None
    return text


def password_question(facts):
    """The question for the password of whom `facts` name."""

    def read(text):
        try:
            validate_password(text, User(email=facts["email"], name=facts["name"]))
        except ValidationError as trouble:
            raise ValueError(" ".join(trouble.messages)) from None
        return text

    least = settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]
    asked_for = f"First administrator: password, of {least} signs or more, and not one that is easy to guess"
    return Question("password-file", asked_for, read, is_secret=True)


def given_password(place):
    """The first line of the file `place`, - being what is piped in; None where no file is named."""
    if place is None:
        return None
    text = sys.stdin.readline() if place == "-" else Path(place).read_text(encoding="utf-8")
    return text.splitlines()[0] if text.strip() else ""


def begun(facts, password):
    """Begin the installation with `facts`; returns the first administrator. Raises NoAnswer where one is refused."""
    try:
        return begin(**facts, password=password)
    except ValidationError as trouble:
        raise NoAnswer(" ".join(trouble.messages)) from trouble

"""How mail leaves the installation, asked and tried on an administrator's page."""

import re
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.mail import EmailMessage
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from zhinan.accounts.access import administer
from zhinan.kit.guards import allow

from . import delivery, environment
from .environment import HOSTS, MAIL, MAIL_FROM, ORIGIN

PATIENCE = 8  # seconds that the page waits for a mail server
SECURE = "465"  # the port at which a mail server speaks TLS from the first word
SERVER = re.compile(r"([A-Za-z0-9.-]+)(?::([0-9]{1,5}))?")
WRONG = {
    "server": gettext_lazy("Write the name of the mail server, as mail.example.org or mail.example.org:587."),
    "sender": gettext_lazy("Write a mail address, as office@example.org."),
    "address": gettext_lazy("Write it as https://ssc.example.org, without a path."),
}


class MailForm(forms.Form):
    """The mail server, the sender of mails, and the address that their links begin with; all of it may stay empty.

    Valid, it has `kept`: the settings to be kept, as `environment.keep` takes them.
    """

    server = forms.CharField(
        label=gettext_lazy("Mail server"),
        required=False,
        help_text=gettext_lazy("As mail.example.org or mail.example.org:587. Without one nobody gets mail."),
    )
    account = forms.CharField(label=gettext_lazy("Account at the mail server"), required=False)
    secret = forms.CharField(
        label=gettext_lazy("Password of that account"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    sender = forms.EmailField(label=gettext_lazy("Address that mails come from"), required=False)
    address = forms.CharField(
        label=pgettext_lazy("field", "Public address"),
        required=False,
        help_text=gettext_lazy(
            "Where others open this site, as https://ssc.example.org. It holds from the next start."
        ),
    )
    settings = {"server": MAIL, "account": MAIL, "secret": MAIL, "sender": MAIL_FROM, "address": ORIGIN}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.stands = environment.mail()
        port = self.stands.get("PORT")
        self.initial["server"] = f"{self.stands['HOST']}:{port}" if port else ""
        self.initial["account"] = self.stands.get("USER", "")
        self.initial["sender"] = MAIL_FROM.read() if MAIL_FROM.read() != MAIL_FROM.default else ""
        self.initial["address"] = ORIGIN.read()
        if self.stands.get("PASSWORD"):
            self.fields["secret"].help_text = _("Kept, and not shown. Leave it empty to keep it.")
        for name, setting in self.settings.items():
            if setting.is_given():
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Set where the site is started, and changed there alone.")

    def clean(self):
        """Each value is one that the installation can read; what is wrong is said at its field."""
        said, self.kept = super().clean(), {}
        sender = said.get("sender") or (said.get("email", "") if said.get("server") else "")
        wanted = {"server": self.mail(said), "sender": sender, "address": said.get("address", "").rstrip("/")}
        for name, value in wanted.items():
            if self.fields[name].disabled or name in self.errors:
                continue
            try:
                environment.tried({self.settings[name].name: value})
            except environment.WrongSetting:
                self.add_error(name, WRONG[name])
            self.kept[self.settings[name].name] = value
        if "address" in self.changed_data:
            self.kept[HOSTS.name] = environment.hosts_with(wanted["address"]) if "address" not in self.errors else ""
        return said

    def mail(self, said):
        """The mail server that was `said`, as the setting is written; for what is none a text that is no setting."""
        found = SERVER.fullmatch(said.get("server", ""))
        if not found:
            return "?" if said.get("server") else ""
        name, port = found.groups()
        account, secret = said.get("account", ""), said.get("secret", "")
        if not secret and name == self.stands.get("HOST") and account == self.stands.get("USER"):
            secret = self.stands["PASSWORD"]  # never to another server than the one that it was given for
        who = f"{quote(account, safe='')}:{quote(secret, safe='')}@" if account else ""
        return f"{'smtps' if port == SECURE else 'smtp'}://{who}{name}{f':{port}' if port else ''}"


@allow(administer)
def settings(request):
    """How mail is sent; saving it sends a mail to whoever saves."""
    form = MailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        environment.keep(form.kept)
        messages.success(request, _("Saved."))
        if "address" in form.changed_data:
            messages.info(request, _("The public address holds once the site is started again."))
        try_out(request)
        return redirect("mail-settings")
    return render(request, "config/mail.html", {"form": form})


def try_out(request):
    """Send whoever asks a mail, and say on the page what became of it."""
    if "FILES" in environment.mail():
        messages.info(request, _("No mail server is named: mails are written as files, and nobody gets them."))
        return
    to = request.user.email
    words = _("Mail leaves this site as it should."), _("You asked for this mail on the page “How mail is sent”.")
    connection = delivery.backend(timeout=PATIENCE)
    try:
        EmailMessage(*words, environment.mail_from(), [to], connection=connection).send()
    except (OSError, UnicodeError) as trouble:  # smtplib's own troubles are among them
        reason = f"{type(trouble).__name__}: {trouble}"[:300]
        messages.error(request, _("No mail could be sent: {reason}").format(reason=reason))
    else:
        messages.success(request, _("A mail to {address} is on its way. Look whether it comes.").format(address=to))

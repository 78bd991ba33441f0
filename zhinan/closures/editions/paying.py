"""The archive's parts about money: documents of the agreement, instalments, match, refunds, the ledger."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhinan.accounts.models import User
from zhinan.awards.actions.agreements import content_of
from zhinan.awards.editions import terms
from zhinan.awards.figures import rows_of
from zhinan.awards.models import MatchStep, Payment
from zhinan.kit.punctuation import in_a_line, labelled
from zhinan.kit.quantities import in_digits, money

from .parts import Part, block, hash_of, moment, on


def agreements(award):
    """A Part of each document of the agreement, as it was offered, with its signatures."""
    chapter, found = pgettext("heading", "Agreement"), []
    for one in award.agreements.prefetch_related("signatures__copy"):
        one.award = award
        content = one.content or content_of(one)
        facts = [
            (pgettext("label", "State"), one.get_state_display()),
            (_("Offered"), moment(one.offered_at)),
            *terms.facts(content, one.in_force_on),
            (_("Hash of what was offered (SHA-256)"), one.digest),
        ]
        head = (_("Side"), _("Signed by"), pgettext("of a signatory", "position"), pgettext("column", "On"), _("Copy"))
        rows = [
            (each.get_side_display(), each.name, each.position, on(each.on), hash_of(each.copy))
            for each in one.signatures.all()
        ]
        blocks = [block(facts=facts, text=terms.deed(content))]
        for part in terms.parts(content):
            told = block(part["title"], head=part["head"], rows=part["rows"])
            blocks.append(told | {"paragraphs": part["paragraphs"]})
        blocks.append(block(pgettext("heading", "Signatures"), head=map(capfirst, head), rows=rows))
        found.append(Part(chapter, str(capfirst(one)), blocks, one.digest))
    return found


def instalments(award):
    """The Part of instalments: their gates, who approved them, and each payment with who recorded it."""
    planned = list(award.instalments.all())
    paid = list(Payment.objects.filter(instalment__award=award).select_related("instalment", "currency", "advice"))
    names = User.objects.names({one.approved_by for one in planned} | {one.recorded_by for one in paid} - {None})
    rows = [
        (
            *(one.position, award.in_words(one.amount), gate_of(one), on(one.due_on), one.get_state_display()),
            *(on(one.approved_on), names.get(one.approved_by, "")),
        )
        for one in planned
    ]
    head = (_("Instalment"), _("Amount"), _("Is paid once"), _("Due"), _("State"), _("Approved"), _("Approved by"))
    transfers = [(one.instalment.position, *transfer(one, award, names)) for one in paid]
    tables = [block(head=head, rows=rows)]
    tables.append(block(_("Payments"), head=(_("Instalment"), *transfer_head()), rows=transfers))
    return [Part(pgettext("chapter of an archive", "Money"), pgettext("heading", "Instalments"), tables, is_wide=True)]


def gate_of(instalment):
    """Once what an instalment is paid."""
    also = str(instalment._meta.get_field("needs_match").verbose_name) if instalment.needs_match else ""
    return in_a_line(instalment.get_gate_display(), also)


def transfer_head():
    """What stands above the columns of a transfer."""
    return (_("On"), _("Amount"), _("Counts as"), _("Reference"), _("Recorded by"), _("Bank advice"), _("Taken back"))


def transfer(one, award, names):
    """The cells of a payment or refund."""
    return (
        *(on(one.on), money(one.amount, one.currency.code), award.in_words(one.counted), one.reference),
        *(names.get(one.recorded_by, ""), hash_of(one.advice), one.taken_back_because),
    )


def refunds(award):
    """The Part of what came back; nothing where nothing did."""
    rows = list(award.refunds.select_related("currency", "advice"))
    if not rows:
        return []
    names = User.objects.names({one.recorded_by for one in rows} - {None})
    table = block(head=transfer_head(), rows=[transfer(one, award, names) for one in rows])
    title = _("Unspent funds that were returned")
    return [Part(pgettext("chapter of an archive", "Money"), title, [table], is_wide=True)]


def match(award):
    """The Part of match: each source, and each of its steps with what shows it; nothing where there is none."""
    sources = list(award.match.select_related("organisation", "currency"))
    if not sources:
        return []
    rows = [
        (one, one.get_kind_display(), money(one.amount, one.currency.code), one.valuation_method, on(one.due_on))
        for one in sources
    ]
    head = (_("Who"), _("Kind"), _("Pledged"), _("How its value was found"), _("Due"))
    steps = MatchStep.objects.filter(match__award=award).select_related("match__organisation", "match__currency")
    steps = list(steps.select_related("evidence").order_by("on", "pk"))
    names = User.objects.names({who for one in steps for who in (one.recorded_by, one.verified_by)} - {None})
    told = [
        (
            *(on(one.on), one.match, one.get_stage_display(), money(one.amount, one.match.currency.code)),
            *(names.get(one.recorded_by, ""), names.get(one.verified_by, ""), hash_of(one.evidence)),
            one.taken_back_because,
        )
        for one in steps
    ]
    head_of_steps = (
        *(_("On"), _("Who"), _("Stage"), _("Amount"), _("Recorded by"), _("Verified by"), _("File that shows it")),
        _("Taken back"),
    )
    title = pgettext("of a grant", "Match")
    tables = [block(head=head, rows=rows), block(_("Steps"), head=head_of_steps, rows=told)]
    return [Part(pgettext("chapter of an archive", "Money"), title, tables, is_wide=True)]


def ledger(award, user):
    """The Part of the whole ledger, posting by posting, with the balance of the award's own cash after each."""
    rows = [
        (
            *(one.posting.pk, on(one.posting.on), what(one), one.contributor, one.posting.get_stage_display()),
            amount_of(one.posting), "" if one.dollars is None else in_digits(one.dollars),
            award.in_words(one.balance), one.recorded_by,
        )
        for one in rows_of([award], user)
    ]  # fmt: skip
    head = (
        *(_("Posting"), _("On"), _("What"), _("From"), _("Stage"), _("Amount"), _("In US dollars"), _("Balance")),
        _("Recorded by"),
    )
    title = pgettext("heading", "Ledger")
    tables = [block(head=head, rows=rows)]
    return [Part(pgettext("chapter of an archive", "Money"), title, tables, is_wide=True)]


def amount_of(posting):
    """What a posting says, in its own currency, or as a quantity."""
    if posting.amount is None:
        return f"{in_digits(posting.quantity)} {posting.unit}".strip()
    return money(posting.amount, posting.currency.code)


def what(row):
    """What a posting stands for, what it takes back, and the reason."""
    back = _("takes {key} back").format(key=row.posting.reverses_id) if row.posting.reverses_id else ""
    words = in_a_line(row.origin.words, back)
    return labelled(words, row.origin.reason) if row.origin.reason else words

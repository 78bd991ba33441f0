"""Life cycles as tables: which verb leads from which states to which."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


class NotNow(Exception):
    """The right person at the wrong moment; the text says what the moment asks for instead.

    `address` is the page where that can be done, empty where it is the one that the person comes from.
    """

    def __init__(self, text="", address=""):
        super().__init__(text)
        self.address = address


class Lifecycle:
    """A table {verb: (from states, to state)} that is the only writer of a state.

    `field` names the model's state field; its choices give the words that a refusal is written in.
    """

    def __init__(self, table, field="state"):
        self.table = table
        self.field = field

    def allows(self, thing, verb):
        """Whether `verb` is possible in the state that `thing` is in."""
        return getattr(thing, self.field) in self.table[verb][0]

    def verbs(self, thing):
        """The verbs that are possible in the state that `thing` is in, in the table's order."""
        return [verb for verb in self.table if self.allows(thing, verb)]

    def move(self, thing, verb):
        """Lock the row of `thing`, set its state for `verb` and return the locked, unsaved row.

        Raises NotNow where the state does not permit the verb. Needs a transaction.
        """
        locked = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        if not self.allows(locked, verb):
            raise NotNow(self.refusal(locked, verb))
        setattr(locked, self.field, self.table[verb][1])
        return locked

    def refusal(self, thing, verb):
        """The sentence that tells why `verb` is not possible now, and when it would be."""
        words = dict(type(thing)._meta.get_field(self.field).flatchoices)
        now = words[getattr(thing, self.field)]
        states = (str(words[state]) for state in words if state in self.table[verb][0])
        needed = pgettext("between states", " / ").join(states)
        return _("“{thing}” is {now}. This can be done when it is {needed}.").format(
            thing=thing, now=now, needed=needed
        )

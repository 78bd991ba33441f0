"""A step of a migration that changes words alone: labels, help, choices. The database does not hear of it."""

from django.db.migrations.operations import SeparateDatabaseAndState


class Wording(SeparateDatabaseAndState):
    """Many `AlterField` and `AlterModelOptions` at once.

    One by one, each of them would build the models that stand around it anew: some hundred would take half a minute.
    """

    def __init__(self, steps):
        super().__init__(state_operations=steps)

    def deconstruct(self):
        return self.__class__.__qualname__, [self.state_operations], {}

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # built once more, when somebody asks for it
        super().state_forwards(app_label, state)

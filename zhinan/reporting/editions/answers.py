"""The figures of a report and the statements about them, with a verdict on each."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from zhinan.kit.figures import Figure

from ..figures import BY_KEY, CATALOGUE
from ..models import Statement
from ..rules import Verdict, recorded, verdict


@dataclass(frozen=True)
class Checked:
    """A statement, its verdict, and the figure as it stood at the statement's own cut-off."""

    statement: Statement
    verdict: Verdict
    figure: Figure

    def found(self):
        """The value that the records give for what the statement speaks of, or None."""
        return recorded(self.statement, self.figure)[0]


class Answers:
    """The figures of one programme's report and the statements about them, each asked of the database once."""

    def __init__(self, programme, period, as_of):
        self.programme, self.period, self.as_of = programme, period, as_of
        self.lineage = programme.lineage()
        self.asked = {}

    def figure(self, key, programme=None, period=None, as_of=None):
        """The figure `key`, of the report itself or of another programme, period or cut-off."""
        question = (key, programme or self.programme, period or self.period, as_of or self.as_of)
        if question not in self.asked:
            self.asked[question] = BY_KEY[key](*question[1:])
        return self.asked[question]

    def figures(self):
        """All figures of the catalogue."""
        return [self.figure(asked.declaration.key) for asked in CATALOGUE]

    @cached_property
    def said(self):
        """All statements that a visitor may see about the programme's figures, by the figure's key: one query."""
        rows = Statement.objects.public().filter(programme__in=self.lineage, figure__in=BY_KEY)
        by_key = {}
        for statement in rows.during(self.period).select_related("source", "programme"):
            by_key.setdefault(statement.figure, []).append(statement)
        return by_key

    def statements(self):
        """All statements with their verdicts, figure by figure in the order of the catalogue."""
        return [checked for key in BY_KEY for checked in self.said_of(key)]

    def said_of(self, key):
        """The statements about the figure `key`, each with its verdict."""
        if ("said", key) not in self.asked:
            self.asked["said", key] = [self.check(statement) for statement in self.said.get(key, [])]
        return self.asked["said", key]

    def check(self, statement):
        """`statement` with its verdict at its own cut-off, or at the report's where it names none."""
        figure = self.figure(statement.figure, statement.programme, statement.period(), statement.as_of_latest)
        return Checked(statement, verdict(statement, figure), figure)

"""A difference that a rule found between what is said and what is recorded."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One difference: its kind, the figures and values it is about, a sentence, what would settle it, its sources.

    `sources` are the places that disagree, each with `cited()`; rule and sources are its key: it is never stored.
    """

    kind: str
    message: str
    settle: str
    figures: tuple = ()
    values: tuple = ()
    sources: tuple = field(default=())

    @property
    def key(self):
        """What tells this finding from every other one: its rule, its values, and where its sources stand."""
        return self.kind, self.values, tuple(sorted(source.cited() for source in self.sources))

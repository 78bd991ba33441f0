"""How many people have a name by chance, reckoned from the names of all that are known."""

from collections import Counter
from math import prod

from zhinan.network.rules.letters import skeleton

KIN = 8  # words of one language go together: so many times more often than if names were drawn from all languages


class Rarity:
    """Counts the words of names: in how many each stands of `names`, (Called, how many have it), of `number` people."""

    def __init__(self, names, number):
        self.words, self.bones, self.number = Counter(), Counter(), number
        for name, holders in names:
            for word in {*name.words, *(word[0] for word in name.words)}:
                self.words[word] += holders
            for bones in set(map(skeleton, name.words)):
                self.bones[bones] += holders

    def holders(self, word, script):
        """How many people have a `word` in their names; in other scripts than Latin and Han whatever sounds like it."""
        return self.bones[skeleton(word)] if script == "other" else self.words[word]

    def is_a_name(self, word):
        """Whether somebody known has the `word` in a name, so that it is no mistake in writing."""
        return word in self.words

    def namesakes(self, name, seen=0):
        """How many others of so many people have the `name` (Called) by chance, of whom `seen` are known.

        The words of a name are taken for independent within a language. What is expected by them and what was seen are
        put together as the mean of a Gamma distribution with one observation: where few are known, none seen says
        little, and every name of a small installation counts as one that many may have.
        """
        shares = [(self.holders(word, name.script) + 1) / (self.number + 1) for word in name.words]
        expected = min(1.0, prod(shares) * KIN ** (len(shares) - 1)) * self.number
        return (1 + seen) * expected / (1 + expected)

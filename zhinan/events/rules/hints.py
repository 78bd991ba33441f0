"""What somebody wrote beside their name, and which organisation it points to."""

from functools import lru_cache

from zhinan.kit.reading.headings import fold
from zhinan.network.rules.letters import HAN, folded, tokens
from zhinan.network.rules.reading import initials, known

OWN_WORD = 4  # letters from which on a word of an organisation's own tells it from others


def fits(hints, organisations):
    """Whether what somebody wrote beside their name points to one of `organisations`."""
    return any(points_to(hint, name) for hint in hints for name in organisations)


@lru_cache(maxsize=50_000)
def points_to(hint, name):
    """Whether `hint` is the organisation's `name`, its abbreviation, or shares a word of its own with it."""
    if HAN.search(hint) and HAN.search(name):
        rest = iter(name)
        return len(hint) > 2 and all(sign in rest for sign in hint)
    one, other = tokens(folded(hint)), tokens(folded(name))
    own = {word for word in one if len(word) >= OWN_WORD and not known(word)} & set(other)
    long = [word for word in other if len(word) > 3]
    shorts = {initials(other), initials(long)} | {word.upper() for word in other if len(word) < OWN_WORD + 2}
    return bool(own) or fold(hint) == fold(name) or any(word.upper() in shorts for word in one if len(word) > 2)

"""How an award is cut into instalments."""

from decimal import ROUND_DOWN

from zhinan.kit.quantities import CENT


def shares(amount, percents):
    """`amount` cut after `percents`, to the cent; the last share takes what is left, so that their sum is `amount`.

    Without percents it is one share. That `percents` sum to 100 is held fast by the rules of a call.
    """
    cut = [(amount * one / 100).quantize(CENT, ROUND_DOWN) for one in percents[:-1]]
    return [*cut, amount - sum(cut)]

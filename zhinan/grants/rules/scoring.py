"""What marks come to: the total of a review out of 100, and how far reviews stand apart."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def share(points, weight, least, most):
    """What `points` between `least` and `most` are worth of the `weight` of a criterion; nothing for no mark."""
    return Decimal(0) if points is None else Decimal(weight) * (points - least) / (most - least)


def total(marks, least, most):
    """The total of `marks`, a list of (points or None, weight), with two places; None until all are given."""
    return None if not marks or any(points is None for points, _weight in marks) else so_far(marks, least, most)


def so_far(marks, least, most):
    """What those of `marks` that are given come to."""
    found = sum((share(points, weight, least, most) for points, weight in marks), Decimal(0))
    return found.quantize(CENT, ROUND_HALF_UP)


def spread(totals):
    """The points between the highest and the lowest of `totals`; None for fewer than two."""
    return max(totals) - min(totals) if len(totals) > 1 else None


def average(totals):
    """The mean of `totals` with two places; None for none."""
    return (sum(totals, Decimal(0)) / len(totals)).quantize(CENT, ROUND_HALF_UP) if totals else None


def is_far_apart(totals, limit):
    """Whether `totals` stand more than `limit` points apart, so that somebody must speak with the reviewers."""
    apart = spread(totals)
    return apart is not None and apart > limit


def needs_reason(points, least, most):
    """Whether `points` stand at either end of the scale."""
    return points in (least, most)

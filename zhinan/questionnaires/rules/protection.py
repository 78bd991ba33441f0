"""Which groups stay unseen where everybody reads: the small ones, and those without which they could be reckoned.

What is protected is how a small group answered. Five readings are taken from whoever subtracts: a small group itself; a
total less the groups that are shown; a crossing less another one that lies inside it, for somebody who knows that it
does; sums and differences of all crossings together; and the size of a small group, where the question that tells it
is counted.
"""

from collections import Counter
from itertools import permutations

NOT_SAID = ""
PRIME = 2**31 - 1
UNSEEN = None  # all the unseen groups of one crossing together: a total less what is shown


def hidden(sizes, minimum, already=()):
    """The groups of one crossing that are not shown: a set of keys of `sizes`, {group: people}.

    They are those under `minimum`, those `already` hidden elsewhere, and as many of the next smallest as make them at
    least two groups and at least `minimum` people. Who has not said where they belong can be reckoned from the n of the
    question, so those who have said must be hidden enough without them.
    """
    there = {group: people for group, people in sizes.items() if people}
    small = {group for group, people in there.items() if people < minimum or group in already}
    said = {group: people for group, people in there.items() if group != NOT_SAID}
    return completed(completed(small - {NOT_SAID}, said, minimum) | (small & {NOT_SAID}), there, minimum)


def completed(found, sizes, minimum):
    """`found` with the smallest others of `sizes`, until they are none, or two and `minimum` people, or all."""
    found = set(found)
    for group in sorted(sizes.keys() - found, key=lambda one: (sizes[one], one)):
        if not found or (len(found) > 1 and sum(sizes[one] for one in found) >= minimum):
            break
        found.add(group)
    return found


def hidden_in_all(people, minimum, already=()):
    """The groups that are not shown of every crossing: a list of sets, as `hidden`, in the order of the crossings.

    `people` is {(group, group ...): people}, one key a crossing; `already` are sets that are hidden in any case.
    """
    people = {groups: number for groups, number in people.items() if number}  # nobody is no group that can be hidden
    crossings = range(len(next(iter(people), already)))
    sizes = [added_up(people, lambda groups, at=at: groups[at]) for at in crossings]
    known = already or [set() for _at in crossings]
    found = [hidden(sizes[at], minimum, known[at]) for at in crossings]
    grown = True
    while grown:
        grown = False
        for inner, outer in permutations(crossings, 2):
            if (group := enclosed(people, found, inner, outer, minimum)) is not UNSEEN:
                found[inner] = hidden(sizes[inner], minimum, found[inner] | {group})
                grown = True
        if not grown and (place := reckoned(people, found, sizes, minimum)):
            at, group = place
            found[at] = hidden(sizes[at], minimum, found[at] | {group})
            grown = True
    return found


def reckoned(people, found, sizes, minimum):
    """(crossing, its smallest shown group) to hide where a small group follows from all that is shown together, or ().

    Whoever knows which groups meet can add and subtract everything that is shown; a hidden group follows where its
    members are a sum of shown groups and of all. Reckoned in whole numbers up to a large prime: what follows is found
    for certain, and seldom something that does not.
    """
    cells = list(people)
    small = [(at, group) for at, unseen in enumerate(found) for group in unseen if 0 < sizes[at][group] < minimum]
    if len(found) < 3 or not small:
        return ()
    shown = [(at, group) for at, unseen in enumerate(found) for group in sizes[at] if group not in unseen]
    basis = []
    for at, group in shown:
        extend(basis, [int(cell[at] == group) for cell in cells])
    extend(basis, [1] * len(cells))
    if any(not any(reduced(basis, [int(cell[at] == group) for cell in cells])) for at, group in small):
        return min(shown, key=lambda place: (sizes[place[0]][place[1]], place), default=())
    return ()


def extend(basis, row):
    """Add `row` to `basis`, [(place of its first number, row)], where it does not follow from it already."""
    row = reduced(basis, row)
    first = next((place for place, number in enumerate(row) if number), None)
    if first is not None:
        inverse = pow(row[first], -1, PRIME)
        basis.append((first, [number * inverse % PRIME for number in row]))


def reduced(basis, row):
    """`row` less what follows from `basis`: noughts alone where all of it does."""
    for first, other in basis:
        if times := row[first]:
            row = [(number - times * less) % PRIME for number, less in zip(row, other, strict=True)]
    return row


def enclosed(people, found, inner, outer, minimum):
    """A shown group of the crossing `inner` that must be hidden too, or UNSEEN where none must.

    It is one that lies inside shown groups of the crossing `outer` with fewer than `minimum` others.
    """
    wholes = added_up(people, lambda groups: shown_as(groups[outer], found[outer]))
    parts = added_up(people, lambda groups: shown_as(groups[inner], found[inner]))
    meeting = {}
    for groups in people:
        around = meeting.setdefault(shown_as(groups[inner], found[inner]), set())
        around.add(shown_as(groups[outer], found[outer]))
    for part, around in meeting.items():
        others = sum(wholes[whole] for whole in around) - parts[part]
        if 0 < others < minimum:
            return smallest(parts) if part is UNSEEN else part
    return UNSEEN


def shown_as(group, unseen):
    """What stands for `group` where the groups `unseen` are not shown."""
    return UNSEEN if group in unseen else group


def smallest(parts):
    """The smallest shown group of {group: people}, or UNSEEN."""
    shown = [part for part in parts if part is not UNSEEN]
    return min(shown, key=lambda one: (parts[one], one), default=UNSEEN)


def added_up(people, what):
    """{what(groups): people} of {groups: people}."""
    total = Counter()
    for groups, number in people.items():
        total[what(groups)] += number
    return total

"""The order of files beside a record."""


def in_order(keys, wanted):
    """`keys` with those named in `wanted` in its order: they share the places that they held, all others stay.

    A file that whoever moves another cannot see so keeps its place; a key that is not among `keys` is ignored.
    """
    named = [key for key in wanted if key in keys]
    places = iter(named)
    return [next(places) if key in named else key for key in keys]

"""Documents that are made of what was learnt: posters of solutions, alone and as the set of an exhibition."""

from .posters import SIZES, poster
from .sets import MOST, posters

__all__ = ["MOST", "SIZES", "poster", "posters"]

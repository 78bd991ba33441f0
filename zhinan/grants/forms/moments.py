"""Moments that are typed as the clocks of a call show them."""

from zhinan.kit.walls import WallField
from zhinan.kit.zones import moment_of


class MomentField(WallField):
    """A day and an hour on the clocks of `zone`, which is set with the form; gives the moment, or None."""

    zone = "UTC"

    def to_python(self, value):
        """The moment that was typed; of an hour that comes twice, the first."""
        wall = super().to_python(value)
        return wall and moment_of(wall, self.zone).moment

"""How far the index of each machine has followed the history."""

from django.db import models


class Cursor(models.Model):
    """The place in the history that one index has reached, for everybody to see; `name` is the machine and the folder.

    The indexer itself goes on from the position that lies in the index folder, which can never be ahead of the index.
    """

    name = models.CharField(max_length=300, unique=True)
    position = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return f"{self.name}: {self.position}"

"""How Django takes in this room."""

from django.apps import AppConfig, apps

from .names import speak


class KitConfig(AppConfig):
    """The room `kit`: words that Django made of the names of fields and nouns are put into the reader's language."""

    name = "zhinan.kit"

    def ready(self):
        """Every model is loaded, and no form has taken its labels yet."""
        speak(apps.get_models())

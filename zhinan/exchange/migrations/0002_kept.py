from django.db import migrations, models

from zhinan.kit.wording import Wording

STATES = [
    ("uploaded", "uploaded"),
    ("mapped", "columns named"),
    ("previewed", "looked at"),
    ("taken", "taken over"),
    ("undone", "taken back"),
    ("emptied", "emptied"),
]


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField("import", "recorded", models.JSONField(default=list)),
        migrations.AddField("importrow", "question", models.CharField(blank=True, default="", max_length=8)),
        Wording(
            [
                migrations.AlterField(
                    "import",
                    "state",
                    models.CharField(choices=STATES, default="uploaded", editable=False, max_length=12),
                )
            ]
        ),
    ]

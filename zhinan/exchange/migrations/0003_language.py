from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_kept")]

    operations = [
        migrations.AddField(
            "importrow", "language", models.CharField(blank=True, default="", editable=False, max_length=12)
        )
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("programmes", "0002_records")]

    operations = [
        migrations.AddField(
            "posting",
            "evidence_file",
            models.ForeignKey(
                blank=True,
                help_text="One of the files of the project; whoever may read it finds it in the ledger.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="files.file",
                verbose_name="file that shows it",
            ),
        ),
    ]

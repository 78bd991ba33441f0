from django.db import migrations

from zhinan.kit.wording import Wording


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0002_records'),
    ]

    operations = [
        Wording([
            migrations.AlterModelOptions(
                name='attendance',
                options={'verbose_name': 'attendance', 'verbose_name_plural': 'attendances'},
            ),
        ]),
    ]

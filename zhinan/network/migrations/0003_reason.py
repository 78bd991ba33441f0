from django.db import migrations, models

from zhinan.kit.wording import Wording

LANGUAGES = [
    ('en', 'English'),
    ('zh', 'Chinese'),
    ('fr', 'French'),
    ('es', 'Spanish'),
    ('ru', 'Russian'),
    ('ar', 'Arabic'),
    ('pt', 'Portuguese'),
    ('und', 'another one'),
]


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_records'),
    ]

    operations = [
        Wording(
            [
                migrations.AlterField(
                    model_name='agreement',
                    name='remind_days',
                    field=models.PositiveSmallIntegerField(
                        default=60,
                        help_text='So many days before, the secretariat is told, and it stands on its desk.',
                        verbose_name='days of warning before it expires',
                    ),
                ),
                migrations.AlterField(
                    model_name='membership',
                    name='note',
                    field=models.TextField(
                        blank=True,
                        help_text='The secretariat and the organisation read it.',
                        verbose_name='note',
                    ),
                ),
                migrations.AlterField(
                    model_name='membership',
                    name='state',
                    field=models.CharField(
                        choices=[
                            ('applied', 'applied'),
                            ('member', 'member'),
                            ('suspended', 'suspended'),
                            ('left', 'left'),
                            ('declined', 'declined'),
                            ('withdrawn', 'withdrawn'),
                        ],
                        default='member',
                        max_length=12,
                        verbose_name='state',
                    ),
                ),
                migrations.AlterField(
                    model_name='organisation',
                    name='sectors',
                    field=models.ManyToManyField(
                        blank=True,
                        help_text='Fields of work, one a line, by name or OECD code: Primary education, or 11220.',
                        related_name='+',
                        to='codelists.purposecode',
                        verbose_name='sectors',
                    ),
                ),
                migrations.AlterField(
                    model_name='organisationidentifier',
                    name='scheme',
                    field=models.CharField(
                        help_text='The short code that the website org-id.guide gives this register, as XM-DAC.',
                        max_length=40,
                        verbose_name='register that gave the number',
                    ),
                ),
                migrations.AlterField(
                    model_name='organisationname',
                    name='language',
                    field=models.CharField(choices=LANGUAGES, default='en', max_length=8, verbose_name='language'),
                ),
                migrations.AlterField(
                    model_name='personname',
                    name='language',
                    field=models.CharField(choices=LANGUAGES, default='en', max_length=8, verbose_name='language'),
                ),
            ]
        ),
        migrations.AddField(
            model_name='membership',
            name='reason',
            field=models.TextField(blank=True, verbose_name='why it was declined or suspended'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='reminded_of',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.RemoveConstraint(
            model_name='membership',
            name='network_one_open',
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(
                condition=models.Q(('left_on', None), models.Q(('state__in', ('declined', 'withdrawn')), _negated=True)),
                fields=('network', 'organisation'),
                name='network_one_open',
                violation_error_message='This organisation is in the network already, or has applied.',
            ),
        ),
    ]

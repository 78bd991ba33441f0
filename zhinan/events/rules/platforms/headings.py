"""What Zoom and Teams call their columns, in the languages that they write in."""

from functools import lru_cache
from typing import NamedTuple

from zhinan.kit.reading.headings import fold

# A line is: what the column holds, then its names with a bar between them. Case, accents and punctuation do not count.
# English, Chinese, French, Spanish, Russian, Portuguese and Arabic; the Arabic names are the least attested ones.
COLUMNS = """
name | Name (Original Name) | User Name (Original Name) | User Name | Name | Full Name | Participant | Attendee Name
name | 名称（原名） | 名称（原名称） | 名称（原始名称） | 姓名（原名） | 用户名（原始名称） | 用户名（原名）
name | 用户名 | 姓名 | 名称 | 全名 | Nom (nom original) | Nom d’utilisateur (nom original) | Nom d’utilisateur | Nom
name | Nom complet | Nombre (nombre original) | Nombre de usuario (nombre original) | Nombre de usuario | Nombre
name | Nombre completo | Имя (настоящее имя) | Имя (исходное имя) | Имя пользователя (настоящее имя)
name | Имя пользователя | Имя | Полное имя | Nome (nome original) | Nome de usuário (nome original)
name | Nome do usuário | Nome de usuário | Nome | Nome completo | الاسم (الاسم الأصلي) | اسم المستخدم (الاسم الأصلي)
name | اسم المستخدم | الاسم | الاسم الكامل
first_name | First Name | 名字 | 名 | Prénom | Primer nombre | Nombre de pila | Primeiro nome | الاسم الأول
last_name | Last Name | Surname | 姓氏 | 姓 | Nom de famille | Apellido | Apellidos | Фамилия | Sobrenome
last_name | Último nome | اسم العائلة | الاسم الأخير
email | User Email | Email | E-mail | Email Address | Mail | 用户电子邮件 | 用户邮箱 | 电子邮件 | 电子邮件地址
email | 电子邮箱 | 邮箱 | Adresse e-mail de l’utilisateur | E-mail de l’utilisateur | Adresse e-mail | Courriel
email | Adresse de messagerie | E-mail del usuario | E-mail de usuario | Correo electrónico
email | Correo electrónico del usuario | Correo | Электронная почта пользователя
email | Адрес электронной почты пользователя | Электронная почта | Адрес электронной почты | Эл. почта
email | Электронный адрес | E-mail do usuário | Endereço de e-mail | البريد الإلكتروني للمستخدم | البريد الإلكتروني
upn | Participant ID (UPN) | 参与者 ID (UPN) | 参会者 ID (UPN) | ID de participant (UPN) | ID du participant (UPN)
upn | Id. de participante (UPN) | ID de participante (UPN) | Id. del participante (UPN)
upn | Identificador del participante (UPN) | ИД участника (UPN) | Идентификатор участника (UPN)
upn | ID do participante (UPN) | معرف المشارك (UPN)
joined | Join Time | Time Joined | 加入时间 | 进入时间 | Heure d’arrivée | Heure de connexion
joined | Heure de participation | Heure d’entrée | Hora para unirse | Hora de entrada | Hora de unión
joined | Hora de ingreso | Hora de incorporación | Время входа | Время присоединения | Время подключения
joined | Ingressar na hora | Hora de ingresso | Horário de entrada | Horário de ingresso | Hora da entrada
joined | وقت الانضمام | وقت الدخول
left | Leave Time | Time Left | 离开时间 | 退出时间 | Heure de départ | Heure de déconnexion | Heure de sortie
left | Hora para salir | Hora de salida | Hora de abandono | Время выхода | Время ухода | Время отключения
left | Hora de saída | Horário de saída | Sair na hora | وقت المغادرة | وقت الخروج
first_joined | First Join | 首次加入 | 首次加入时间 | Première participation | Première connexion | Première arrivée
first_joined | Primera unión | Primera entrada | Primera incorporación | Primer ingreso | Первое присоединение
first_joined | Первый вход | Первое подключение | Primeira entrada | Primeiro ingresso | أول انضمام
last_left | Last Leave | 上次离开 | 最后离开 | 上次离开时间 | 最后离开时间 | Dernier départ | Dernière sortie
last_left | Dernière déconnexion | Última salida | Último abandono | Последний выход | Последний уход
last_left | Последнее отключение | Última saída | آخر مغادرة
minutes | Duration (Minutes) | Total Duration (Minutes) | Time in Session (minutes) | Duration | In-Meeting Duration
minutes | 持续时间（分钟） | 总持续时间（分钟） | 时长（分钟） | 总时长（分钟） | 会话时间（分钟）
minutes | 参加会话的时间（分钟） | 持续时间 | 时长 | 会议中持续时间 | 会议中的持续时间 | 会议内持续时间
minutes | 会议持续时间 | Durée (minutes) | Durée totale (minutes) | Durée de la session (minutes) | Durée
minutes | Temps passé dans la session (minutes) | Durée de la réunion | Durée en réunion | Durée dans la réunion
minutes | Duración (minutos) | Duración total (minutos) | Tiempo en la sesión (minutos) | Tiempo en sesión (minutos)
minutes | Duración | Duración en la reunión | Duración de la reunión | Продолжительность (минуты)
minutes | Продолжительность (минут) | Общая продолжительность (минуты) | Длительность (минуты)
minutes | Время в сеансе (минуты) | Продолжительность | Длительность | Продолжительность собрания
minutes | Длительность собрания | Продолжительность участия в собрании | Duração (minutos) | Duração total (minutos)
minutes | Tempo na sessão (minutos) | Duração | Duração na reunião | Duração da reunião | المدة (بالدقائق)
minutes | المدة (دقائق) | المدة (الدقائق) | المدة الإجمالية (بالدقائق) | الوقت في الجلسة (بالدقائق) | المدة
minutes | مدة الاجتماع
guest | Guest | Is Guest | 访客 | 来宾 | 是否为来宾 | 是否为访客 | 是访客 | 是来宾 | Invité | Est invité | Invitado
guest | Es invitado | Гость | Является гостем | Convidado | É convidado | ضيف | هل هو ضيف
attended | Attended | 已参加 | 是否参加 | 已出席 | 参加 | A participé | Présent | A assisté | Asistió | Asistencia
attended | Присутствовал | Участвовал | Участие | Participou | Compareceu | Присутствие | حضر | الحضور
action | User Action | 用户操作 | Action de l’utilisateur | Action utilisateur | Acción del usuario
action | Acción de usuario | Действие пользователя | Ação do usuário | إجراء المستخدم
moment | Timestamp | 时间戳 | Horodatage | Horodateur | Marca de tiempo | Метка времени | Carimbo de data/hora
moment | Data e hora | طابع الوقت | الطابع الزمني
role | Role | 角色 | Rôle | Rol | Роль | Função | Papel | الدور
organisation | Organization | Organisation | Company | 组织 | 单位 | 公司 | Société | Entreprise | Organización
organisation | Empresa | Организация | Компания | Organização | المؤسسة | المنظمة
country | Country/Region Name | Country/Region | Country | 国家/地区名称 | 国家/地区 | 国家 | Pays/Région
country | Nom du pays ou de la région | Pays | Nombre del país o región | País/Región | País | Страна/регион
country | Название страны/региона | Страна | Nome do país/região | País/Região | اسم البلد/المنطقة | البلد/المنطقة
country | البلد
engagement | Engagement Type | Tipo de Compromisso | 参与类型 | Type d’engagement | Tipo de participación
engagement | Тип взаимодействия
title | Topic | Meeting title | Title | Webinar Topic | 主题 | 会议标题 | 会议主题 | Sujet | Titre de la réunion
title | Titre | Tema | Título de la reunión | Título | Тема | Название собрания | Заголовок собрания | Tópico
title | Título da reunião | الموضوع | عنوان الاجتماع
started | Start Time | Actual Start Time | Meeting Start Time | 开始时间 | 实际开始时间 | 会议开始时间
started | Heure de début | Heure de début réelle | Heure de début de la réunion | Hora de inicio
started | Hora de inicio real | Hora de inicio de la reunión | Время начала | Фактическое время начала
started | Время начала собрания | Hora de início | Hora de início real | Hora de início da reunião | وقت البدء
started | وقت بدء الاجتماع
"""
NAMED = frozenset({"name", "first_name", "last_name"})
TIMED = frozenset({"joined", "first_joined", "minutes", "attended", "moment"})
TEAMS = frozenset({"first_joined", "last_left", "upn", "action", "role"})
LONGEST = 120  # characters of a cell that may name a column


def known():
    """{name of a column, folded: what it holds}."""
    found = {}
    for line in COLUMNS.strip().splitlines():
        key, *names = (word.strip() for word in line.split(" | "))
        found |= {fold(name): key for name in names}
    return found


KEYS = known()


class Layout(NamedTuple):
    """Where the columns of a table stand, {what it holds: place}, and their names in order."""

    places: dict
    names: tuple

    @property
    def is_attendance(self):
        """Whether the columns tell who was there, and when or whether."""
        keys = self.places.keys()
        return not NAMED.isdisjoint(keys) and not TIMED.isdisjoint(keys) and "engagement" not in keys


@lru_cache(maxsize=1024)
def meaning(cell):
    """What a column of the name `cell` holds, or ""."""
    return KEYS.get(fold(cell), "")


def layout_of(cells):
    """The Layout that a row of `cells` names; without places where it names no columns.

    Of two columns of one name the last counts: a file of several meetings repeats the meeting before each participant.
    """
    names = tuple(cell if isinstance(cell, str) else "" for cell in cells)
    texts = [name for name in names if name]
    if len(texts) < 2 or any(len(text) > LONGEST or text[0].isdecimal() for text in texts) or has_number(cells):
        return Layout({}, names)
    places = {key: at for at, name in enumerate(names) if name and (key := meaning(name))}
    return Layout(places if len(places) > 1 else {}, names)


def has_number(cells):
    """Whether a cell holds a number, as no heading does."""
    return any(isinstance(cell, int | float) for cell in cells)

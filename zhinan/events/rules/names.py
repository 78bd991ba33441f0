"""What people call themselves in a meeting: the name in it, what it says beside, and what is no person at all."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zhinan import codelists
from zhinan.kit.reading.headings import fold
from zhinan.network.rules.letters import HAN, folded, tokens
from zhinan.network.rules.places import usual
from zhinan.network.rules.reading import BRACKETED, HEAD, LEXICON, NOTHING, TOPIC, known

DEVICE, ROOM, PHONE, NOBODY, BODY = "device", "room", "phone", "nobody", "organisation"
COUNTRIES = Path(codelists.__file__).parent / "tables" / "countries.csv"
LANGUAGES = ("name", "name_fr", "name_es", "name_ru", "name_zh", "name_ar")
PHONE_NUMBER = re.compile(r"[+(]*[\d*][\d\s().*x#/-]{4,}")
CALLER = re.compile(r"(?:call-?in|phone|dial-?in) user[\s_\d]*|(?:电话|来电|拨入)用户[\s_\d]*", re.IGNORECASE)
ROOMS = re.compile(
    r"\b(?:meeting|conference|board|class|training|seminar|video|vc)[ -]?rooms?\b|\brooms? ?\d|\bauditorium\b|\bhall \d"
    r"|\bsalle (?:de |n)|\bsala (?:de |\d)|\bsalón \d|\bauditori[ou]\b|会议室|会议厅|会场|教室|报告厅"
    r"|переговорн|конференц|аудитория|قاعة",
    re.IGNORECASE,
)
NOBODIES = {
    *("user", "zoom user", "zoom", "admin", "administrator", "guest", "participant", "attendee", "host", "owner"),
    *("unknown", "anonymous", "test", "me", "home", "interpreter", "it support", "support", "organizer", "organiser"),
    *("utilisateur", "invite", "participante", "invitado", "usuario", "usuaria", "anfitrion", "convidado", "anonimo"),
    *("пользователь", "гость", "участник", "用户", "访客", "来宾", "主持人", "管理员", "我", "ضيف", "مستخدم", "مشارك"),
    *("手机用户", "微信用户", "匿名", "翻译", "technical support", "secretariat", "recording", "fireflies", "read ai"),
}
MACHINES = (  # what is in nobody's name
    "iphone ipad ipod macbook imac android samsung galaxy huawei redmi xiaomi oppo realme tecno infinix nokia motorola"
    " oneplus lenovo thinkpad chromebook smartphone 手机 平板 电脑 苹果手机 华为 小米 телефон смартфон ноутбук планшет"
)
PERHAPS = "phone mobile tablet laptop desktop pc mac windows honor vivo pixel note pro max plus mini air lite ultra"
DEVICES, MAYBE = set(MACHINES.split()), set(PERHAPS.split())
LINKS = {"s", "de", "d", "du", "of", "the", "von", "di", "del", "la", "el", "的", "my", "mon", "mi", "мой", "user"}
WRITTEN_BEHIND = {
    "guest",
    "external",
    "unverified",
    "ext",
    "invite",
    "invitee",
    "externe",
    "invitado",
    "externo",
    "convidado",
}
WRITTEN_BEHIND |= {"гость", "внешний", "来宾", "访客", "外部", "未验证", "ضيف"}
GUESTS = {fold(word) for word in WRITTEN_BEHIND}
MARKS = GUESTS | {
    *("host", "co host", "cohost", "me", "he him", "she her", "they them", "he him his", "she her hers"),
    *("they them theirs", "主持人", "联席主持人", "我", "speaker", "panelist"),
}
NUMBERED = re.compile(r"^(?:no\.?|#)?\s*\d{1,4}\s*[.)、:_-]*\s*(?=[^\W\d])", re.IGNORECASE)
SPLITS = re.compile(r"\s+[-–—]+\s+|\s*[|｜＿_/／@—]+\s*|\s+[-–]|[-–]\s+")
HAN_SPLITS = re.compile(r"[\s|｜＿_/／@—–\-－,，、:：]+")
ADDRESS = re.compile(r"([^@\s]+)@[^@\s]+\.[^@\s]+")
ACRONYM = re.compile(r"(?=(?:.*[A-Z]){2})[A-Z][A-Za-z&]{1,7}")
OWNED = re.compile(r"^[“\"]?([^“”\"]+)[”\"]?\s*的\s*(?:i[A-Z]\w+|手机|平板|电脑|华为|小米|Mac\w*|\w+ 手机)$")
PLACE_OF_WORK = "院部局所校司厅会处室站台署"
LONGEST_HAN = 4  # signs of a name in Han writing
SHORTEST_OWNER = 4  # letters in capitals beside a number, of which fewer name a model: SM-A515F


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What a shown name says: the `name`, `others` that it may be as well, `hints` at an organisation or a country.

    `kind` is "" for a person, else device, room, phone, organisation or nobody. `is_guest` is True where the program
    wrote so behind the name.
    """

    name: str
    others: tuple = ()
    hints: tuple = ()
    country: str = ""
    kind: str = ""
    is_guest: bool = False


@lru_cache(maxsize=20_000)
def cleaned(shown):
    """The Cleaned name of what somebody is shown as."""
    text = " ".join("".join(sign for sign in shown if unicodedata.category(sign) not in ("So", "Cs", "Cf")).split())
    text = OWNED.sub(r"\1", text)
    if address := ADDRESS.fullmatch(text):
        text = " ".join(part for part in re.split(r"[._\d+-]+", address[1]) if part)
    if PHONE_NUMBER.fullmatch(text) or CALLER.fullmatch(text):
        return Cleaned(text, kind=PHONE)
    if ROOMS.search(text):
        return Cleaned(text, kind=ROOM)
    brackets = BRACKETED.findall(text)
    inside = [part.strip() for part in brackets if fold(part) not in MARKS and fold(part)]
    parts = parts_of(NUMBERED.sub("", BRACKETED.sub(" ", text).strip()))
    name = chosen(parts)
    hints = [part for part in (*parts, *inside) if part != name]
    name, kind = owner_of(name)
    kind = kind or (BODY if is_whole_body(name) else "")
    if kind and (person := next((hint for hint in hints if is_like_person(hint)), None)):
        name, kind = person, ""
    rest = [hint for hint in hints if hint != name]
    country = next(filter(None, map(country_of, rest)), "")
    return Cleaned(
        name, tuple(filter(may_be_name, rest)), tuple(rest), country, kind, not GUESTS.isdisjoint(map(fold, brackets))
    )


def parts_of(text):
    """What a name without its brackets falls into: the name, and what stands beside it."""
    if HAN.search(text):
        parts = [part for part in HAN_SPLITS.split(text) if part]
        alone = all(HAN.search(part) and len(part) < 3 for part in parts)
        return ["".join(parts)] if alone and len("".join(parts)) <= LONGEST_HAN else parts
    parts = [part.strip(" ,;:-") for part in SPLITS.split(text)]
    first, comma, last = parts[0].rpartition(",")
    if comma and (is_body(last.strip()) or (len(first.split()) > 1 and country_of(last))):
        parts = [first.strip(), last.strip(), *parts[1:]]
    return [part for part in parts if part]


def chosen(parts):
    """The one of `parts` that is the name: the first that looks like a person's, else the first."""
    for test in (is_like_person, lambda part: not is_beside(part)):
        if found := next(filter(test, parts), None):
            return found
    return parts[0] if parts else ""


def is_beside(part):
    """Whether `part` is an organisation or a country, and no name that a country has as well: Jordan Smith."""
    return is_body(part) or fold(part) in countries()


def is_like_person(part):
    """Whether `part` has as many words as a full name, and none of an organisation's."""
    if is_beside(part) or owner_of(part)[1]:
        return False
    return 1 < len(part) <= LONGEST_HAN if HAN.search(part) else len(tokens(folded(part))) > 1


def may_be_name(part):
    """Whether what stands beside a name may be a name as well, as the one that somebody had before."""
    return is_like_person(part) and not country_of(part)


def is_whole_body(name):
    """Whether `name` has nothing but words of an organisation's: Ministry of Health."""
    words = [word for word in tokens(folded(name)) if word not in NOTHING]
    kinds = [(known(word) or ("", ""))[1] for word in words if not HAN.match(word) and len(word) > 2]
    return len(kinds) > 1 and len(kinds) == len(words) and all(kinds) and HEAD in kinds


@lru_cache(maxsize=20_000)
def is_body(part):
    """Whether `part` is an organisation's name or abbreviation."""
    if HAN.search(part):
        known_han = any(len(form) > 1 and form in part for form in LEXICON["han"])
        return known_han or (part[-1] in PLACE_OF_WORK and len(part) > 2)
    words = tokens(folded(part))
    kinds = [meaning[1] for word in words if len(word) > 3 and (meaning := known(word))]
    return bool({HEAD, TOPIC} & set(kinds)) or (len(words) < 2 and bool(ACRONYM.fullmatch(part)))


def owner_of(text):
    """(name, kind) of `text` without the machine in it: “Amina’s iPhone” is Amina's; an iPhone alone is nobody's."""
    folded_text = fold(text)
    if folded_text in NOBODIES or re.sub(r"\s*\d+$", "", folded_text) in NOBODIES or not folded_text:
        return text, NOBODY
    words = re.findall(r"[^\W_]+", re.sub(r"的\s*(?=手机|平板|电脑|[A-Za-z])", " 的 ", text))
    lower = [word.casefold() for word in words]
    certain = not DEVICES.isdisjoint(lower)
    has_number = any(any(sign.isdecimal() for sign in word) for word in words)
    if not certain and not (MAYBE & set(lower) and (has_number or set(lower) <= MAYBE | LINKS)):
        return text, ""
    gone = DEVICES | MAYBE | LINKS
    left = [word for word in words if word.casefold() not in gone and not re.search(r"\d", word)]
    owner = " ".join(word for word in left if not (has_number and word.isupper() and len(word) < SHORTEST_OWNER))
    return (owner, "") if len(owner) > 1 else (text, DEVICE)


@lru_cache(maxsize=1)
def countries():
    """{name of a country in six languages or its usual name, folded: its alpha-3 code}, without asking the database."""
    found = {}
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for name in (row[language] for language in LANGUAGES):
                found |= dict.fromkeys((fold(name), fold(name.split("(")[0]), fold(name.split("（")[0])), row["alpha3"])
    return found | {fold(name): code for code, name in usual()}


@lru_cache(maxsize=20_000)
def country_of(text):
    """The alpha-3 code of the country that `text` names, alone or with other words; "" for none."""
    words = fold(text).split()
    names = countries()
    for length in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            if code := names.get(" ".join(words[at : at + length])):
                return code
    return ""

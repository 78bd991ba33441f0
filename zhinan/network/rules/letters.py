"""Letters of names: one width, one case, no accents, and how other scripts sound in Latin letters."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
INSIDE = re.compile(r"(?<=\w\w)['’ʼ`´](?=\w\w)")  # sel'skogo, but neither l'eau nor people's
DOTTED = re.compile(r"\b(?:\w\.){2,}")
WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|(?:[^\W_\u3400-\u9fff\uf900-\ufaff]|[\u0900-\u109f])+")
ALIKE = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
FINALS = r"i(?:a(?:ng?|o)?|e|u|ng?|ong)?|u(?:a(?:ng?|i)?|o|i|n|e)?|a(?:i|o|ng?)?|e(?:i|ng?|r)?|o(?:u|ng)?"
PINYIN = re.compile(rf"(?:(?:[zcs]h?|[bpmfdtnlgkhjqxryw])(?:{FINALS})|a(?:i|o|ng?)?|e(?:r|n)?|ou?){{1,2}}")
SOUNDS = str.maketrans({"z": "s", "c": "k", "q": "k", "v": "f", "w": None, "y": None, "h": None})
VOWELS = str.maketrans("", "", "aeiou'`\"")


def folded(text):
    """`text` in one width and case; Latin letters lose their accents, other scripts stay, Arabic ones in one form."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", "".join(plain(letter) for letter in text))
    return "".join(letter for letter in text.translate(ALIKE) if not unicodedata.combining(letter) or letter > "\u0800")


@lru_cache(maxsize=4096)
def plain(letter):
    """A Latin letter without its accent; any other sign as it is."""
    if letter.isascii() or not unicodedata.name(letter, "").startswith("LATIN"):
        return letter
    return anyascii(letter).lower()


def tokens(text):
    """The words of a folded `text`; a run of Han writing is one."""
    text = DOTTED.sub(lambda found: found.group().replace(".", "") + " ", INSIDE.sub("", text))
    return WORD.findall(text)


def is_han(text):
    """Whether `text` begins in Han writing."""
    return bool(text) and HAN.match(text) is not None


@lru_cache(maxsize=200_000)
def is_pinyin(word):
    """Whether `word` can be one or two syllables of pinyin: with a letter changed it is another name, no mistake."""
    return PINYIN.fullmatch(word) is not None


@lru_cache(maxsize=200_000)
def latin(word):
    """The folded `word` in Latin letters: Han as pinyin in one piece, Arabic as its consonants."""
    return word if word.isascii() else re.sub(r"[^a-z0-9]", "", anyascii(word).lower())


@lru_cache(maxsize=200_000)
def skeleton(word):
    """What stays of how `word` sounds in whichever script: consonants that are written alike, none of them twice."""
    text = latin(word)
    for before, after in (("ph", "f"), ("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "k"), ("dj", "j"), ("ck", "k")):
        text = text.replace(before, after)
    text = text.translate(VOWELS).translate(SOUNDS)
    return re.sub(r"(.)\1+", r"\1", text)

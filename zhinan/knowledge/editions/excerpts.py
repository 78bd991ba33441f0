"""What a poster takes from a long text: its paragraphs sentence by sentence, and the numbers that it tells."""

import re
from typing import NamedTuple

LONGEST = 320  # signs of a sentence that is taken whole or not at all; a longer one may be broken at a word
BREAK = re.compile(
    r"(?<=[.!?…])(?=\s+[\"“‘(]?[A-ZÀ-ÞА-Я0-9])|(?<=[.!?]”)(?=\s+[A-ZÀ-ÞА-Я0-9])|(?<=[。！？])(?![”’」』）])"
)
NO_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Vol|Fig|vs|cf|approx|e\.g|i\.e)|\b[A-Z])\.$")


def paragraphs(text):
    """The plain `text` as [{"item", "sentences"}]: lines that begin with “- ” are items."""
    lines = [line.strip() for line in text.splitlines()]
    return [{"item": line.startswith("- "), "sentences": sentences(line.removeprefix("- "))} for line in lines if line]


def sentences(line):
    """`line` cut behind each of its sentences; joined again they are `line`."""
    found = [""]
    for piece in BREAK.split(line):
        if NO_END.search(found[-1]) or not found[-1]:
            found[-1] += piece
        else:
            found.append(piece)
    return [part for sentence in found for part in broken(sentence) if part]


def broken(sentence):
    """`sentence` in parts of at most LONGEST signs, broken at words where it has any."""
    parts = []
    while len(sentence) > LONGEST:
        at = sentence.rfind(" ", 1, LONGEST)
        at = at if at > 0 else LONGEST
        parts.append(sentence[:at])
        sentence = sentence[at:]
    return [*parts, sentence]


class Told(NamedTuple):
    """A number that a text tells: the word before it, the number as printed, and what the sentence goes on to say.

    Where the sentence ends with the number, `words` are those that lead to it.
    """

    before: str
    number: str
    words: str


ENGLISH_NUMBER = re.compile(
    r"(?<![\w.,/–-])(?:(?P<before>over|more than|almost|nearly|about|around|at least|up to|some|approximately|"
    r"fewer than|less than)\s)?(?P<number>(?P<money>(?:US\$|USD|RMB|CNY|EUR|\$|€)\s?)?\d{1,3}(?:,\d{3})+(?:\.\d+)?|"
    r"(?P<coin>(?:US\$|USD|RMB|CNY|EUR|\$|€)\s?)?\d+(?:\.\d+)?)(?P<scale>\s(?:thousand|million|billion))?"
    r"(?P<share>\s?%|\sper\scent)?(?![\w/–-]|[.,]\d)",
    re.IGNORECASE,
)
CHINESE_NUMBER = re.compile(
    r"(?<![\w.,第只仅不])(?P<before>超过|不少于|多达|至少|大约|近|约|逾)?(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
    r"(?P<scale>[万亿]?[多余]?)(?P<share>[%％])?(?![\d.,年月日号时岁届期世—–-])",
    re.ASCII,
)
# A number after one of these names a thing, is no result, or is one end of a span.
NOT_AFTER = re.compile(
    r"(?:\b(?:SDGs?|goals?|targets?|volumes?|vol\.|articles?|no\.|resolution|phase|chapter|section|figure|table|page|"
    r"only|not|just|from|between|and|or)|(?-i:\b[A-Z]{2,}))\s$",
    re.IGNORECASE,
)
NOT_BEFORE = re.compile(
    r"\s(?:(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centur\w+|and|or|to)\b|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
YEARS = range(1900, 2101)
SHORTEST, LONG = {"zh": 34, "": 72}, {"zh": 44, "": 90}  # signs of the words under a number


def told(text, language, most=3):
    """At most `most` numbers that `text`, in `language`, tells of things, people, money and shares, as Told.

    One of each sentence at most. What counts years, names a goal or a date, or is taken back by a word such as “only”
    is passed by; the words under the number are the sentence's own, to its end or to an ellipsis.
    """
    found = []
    lines = [sentence for part in paragraphs(text) for sentence in part["sentences"]]
    for line in lines:
        one = first_told(line, language)
        if one is not None and one.number not in {other.number for other in found}:
            found.append(one)
    return found[:most]


def first_told(sentence, language):
    """The first number that `sentence` tells, as Told; None for none."""
    shape = CHINESE_NUMBER if language == "zh" else ENGLISH_NUMBER
    for match in shape.finditer(sentence):
        rest = sentence[match.end() :]
        if is_result(match, sentence[: match.start()], rest, language):
            number = "".join(match[name] or "" for name in ("number", "scale", "share"))
            words = shortened(rest, language) or led_to(sentence[: match.start()], language)
            return Told(match["before"] or "", " ".join(number.split()), words)
    return None


def is_result(match, before, rest, language):
    """Whether what `match` found counts something, by the words `before` it and the `rest` of the sentence."""
    is_plain = match["number"].isdigit() and not (match["scale"] or match["share"])
    if is_plain and (int(match["number"]) in YEARS or int(match["number"]) < 2):
        return False
    if language == "zh":
        return bool(match["share"]) or "\u3400" <= rest[:1] <= "\u9fff"
    if NOT_AFTER.search(before) or NOT_BEFORE.match(rest):
        return False
    is_whole = match["share"] or match["money"] or match["coin"]
    return bool(is_whole) or re.match(r"\s[^\W\d]", rest) is not None


def shortened(words, language):
    """`words` to their end, or to the last word that has place, with an ellipsis."""
    words = words.strip().strip(".。!！?？,，;；").strip()
    longest = LONG.get(language, LONG[""])
    if len(words) <= longest:
        return words
    at = SHORTEST.get(language, SHORTEST[""])
    at = at if language == "zh" else max(words.rfind(" ", 0, at), 1)
    return words[:at].rstrip(" ,;:，、；：") + ellipsis(language)


def led_to(words, language):
    """The last clause of `words`, which lead to a number, with an ellipsis in its place."""
    clause = re.split(r"[,;:，、；：]", words.strip())[-1].strip()
    return clause + ellipsis(language) if 0 < len(clause) <= LONG.get(language, LONG[""]) else ""


def ellipsis(language):
    """An ellipsis behind words in `language`."""
    return "…" if language == "zh" else "\u00a0…"

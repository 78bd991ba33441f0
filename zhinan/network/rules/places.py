"""Which countries a name speaks of: their names in six languages, usual short names, and words for what is theirs."""

from rapidfuzz.distance import OSA

from .letters import folded, is_han, tokens

# Usual names and adjectives that the codelist of countries does not hold.
USUAL = """
AFG: afghan
AGO: angolan
ARE: uae, emirati
ARG: argentine, argentinian, argentino
BGD: bangladeshi
BLR: belarusian, белорусский
BOL: bolivian, boliviano
BRA: brazilian, brasil, brasileira, brasileiro
BTN: bhutanese
CHL: chilean, chileno
CHN: chinese, prc, chine, chinois, chinoise, 中国, 中华, 中华人民共和国, people republic of china, zhongguo, zhonghua
CIV: ivory coast, ivorian, ivoirien, ivoirienne
CMR: cameroonian, camerounais
COD: dr congo, drc, rdc, congo kinshasa, congo democratic republic
COG: congo brazzaville
COL: colombian, colombiano
CPV: cape verde
CUB: cuban, cubano
CZE: czech republic, czech
DEU: german
DZA: algerian, algerien
ECU: ecuadorian, ecuatoriano
EGY: egyptian
ESP: spanish, espanol
ETH: ethiopian, ethiopien
FJI: fijian
FRA: french, francais
FSM: micronesia
GBR: uk, united kingdom, britain, great britain, british
GHA: ghanaian
GMB: the gambia, gambian
HKG: hong kong, 香港
IDN: indonesian
IND: indian, bharat
IRN: iran, iranian
IRQ: iraqi
ITA: italian
JAM: jamaican
JOR: jordanian
JPN: japanese
KAZ: kazakh, казахский
KEN: kenyan
KGZ: kyrgyz, кыргызский
KHM: cambodian
KOR: south korea
LAO: laos, lao, lao pdr, 老挝
LBN: lebanese
LBY: libyan
LKA: sri lankan
LSO: basotho
MAC: macao, macau, 澳门
MAR: moroccan, marocain
MDA: moldova
MDG: malagasy
MEX: mexican, mexicano
MLI: malian, malien
MMR: burma
MNG: mongolian
MOZ: mozambican
MUS: mauritian
MWI: malawian
MYS: malaysian
NAM: namibian
NER: nigerien
NGA: nigerian
NLD: dutch, holland
NPL: nepali, nepalese
PAK: pakistani
PER: peruvian, peruano
PHL: philippine, filipino
POL: polish
PRK: north korea, dprk
PRT: portuguese
PRY: paraguayan
PSE: palestine, palestinian
RUS: russia, russian, россия, российский, 俄罗斯
RWA: rwandan, rwandais
SAU: saudi
SDN: sudanese
SEN: senegalese, senegalais
SOM: somali
SWZ: swaziland
SYR: syria, syrian
THA: thai
TJK: tajik
TKM: turkmen
TLS: east timor
TON: tongan
TUN: tunisian, tunisien
TUR: turkey, turkish
TZA: tanzania, tanzanian, tanzanie, танзания, 坦桑尼亚
UGA: ugandan
UKR: ukrainian
USA: usa, united states, us, american
UZB: uzbek, узбекский
VEN: venezuela, venezuelan
VNM: vietnam, vietnamese
WSM: samoan
YEM: yemeni
ZAF: rsa
ZMB: zambian
ZWE: zimbabwean
"""
SHORTEST = 7  # letters of a name that is known in spite of a mistake
EMPTY = {"of", "the", "and", "de", "la", "le", "les", "du", "des", "d", "l", "del", "los", "las", "el", "y", "et", "s"}
CASES = {
    "а": ("ы", "и"),
    "я": ("и",),
    "й": ("ого", "я"),
}  # how the end of a Russian name changes when something belongs to it


class Gazetteer:
    """Names of countries: {words of a name: code}, and those in Han, which are found inside a run of writing."""

    def __init__(self, names=(), keys=()):
        """`names` are (alpha-3 code, name) pairs in any language and script, `keys` (key of the row, code) pairs."""
        self.codes, self.han, self.mistakes, self.by_key = {}, {}, {}, {None: "", **dict(keys)}
        self.longest, self.alone = {}, {}  # {first word: words of the longest name}, {letter: names of one word}
        for code, name in (*names, *usual()):
            for form in (name, name.split("(")[0], name.split(",")[0]):
                self.learn(code, form)

    def learn(self, code, name):
        """Take in one name of a country."""
        words = tuple(word for word in tokens(folded(name)) if word not in EMPTY)
        if len(words) == 1 and is_han(words[0]):
            self.han.setdefault(words[0], code)
        elif words:
            self.put(code, words)
            if "а" <= words[-1][-1] <= "я":
                stem, end = words[-1][:-1], words[-1][-1]
                for case in CASES.get(end, (f"{end}а",)):
                    self.put(code, (*words[:-1], stem + case))

    def put(self, code, words):
        """Let `words` be a name of the country with this code, where they are not another's already."""
        if words in self.codes:
            return
        self.codes[words] = code
        self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))
        if len(words) == 1:
            self.alone.setdefault(words[0][0], []).append(words[0])

    def spotted(self, words):
        """(codes, other words): the countries that the folded `words` name, longest names first, and what is left."""
        found, rest, at = [], [], 0
        while at < len(words):
            for length in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
                code = self.codes.get(tuple(words[at : at + length]))
                if code:
                    found.append(code)
                    at += length
                    break
            else:
                code = self.mistyped(words[at])
                (found if code else rest).append(code or words[at])
                at += 1
        return found, rest

    def mistyped(self, word):
        """The code of the country whose name of one long word differs in one letter from `word`, or ""."""
        if len(word) < SHORTEST or not word.isascii():
            return ""
        if word not in self.mistakes:
            names = (name for name in self.alone.get(word[0], ()) if abs(len(name) - len(word)) < 2)
            near = [name for name in names if OSA.distance(name, word, score_cutoff=1) < 2]
            self.mistakes[word] = self.codes[near[0],] if len(near) == 1 and len(near[0]) >= SHORTEST else ""
        return self.mistakes[word]


def usual():
    """Yield (code, name) of the usual names."""
    for line in USUAL.strip().splitlines():
        code, names = line.split(": ")
        yield from ((code, name) for name in names.split(", "))

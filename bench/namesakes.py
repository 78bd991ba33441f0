"""Invented institutions, each written in several ways, beside others that only look alike.

Nothing here comes from the tables that names are compared with: words, spellings and pinyin are written down anew.
"""

import random
from itertools import count

COUNTRIES = [
    line.split("|")
    for line in """
CHN|China|Chine|China|Китая|中国|الصين
KEN|Kenya|Kenya|Kenya|Кении|肯尼亚|كينيا
GHA|Ghana|Ghana|Ghana|Ганы|加纳|غانا
NER|Niger|Niger|Níger|Нигера|尼日尔|النيجر
NGA|Nigeria|Nigéria|Nigeria|Нигерии|尼日利亚|نيجيريا
GIN|Guinea|Guinée|Guinea|Гвинеи|几内亚|غينيا
GNB|Guinea-Bissau|Guinée-Bissau|Guinea-Bissau|Гвинеи-Бисау|几内亚比绍|غينيا بيساو
GNQ|Equatorial Guinea|Guinée équatoriale|Guinea Ecuatorial|Экваториальной Гвинеи|赤道几内亚|غينيا الاستوائية
MLI|Mali|Mali|Malí|Мали|马里|مالي
MWI|Malawi|Malawi|Malawi|Малави|马拉维|ملاوي
SEN|Senegal|Sénégal|Senegal|Сенегала|塞内加尔|السنغال
ETH|Ethiopia|Éthiopie|Etiopía|Эфиопии|埃塞俄比亚|إثيوبيا
UGA|Uganda|Ouganda|Uganda|Уганды|乌干达|أوغندا
RWA|Rwanda|Rwanda|Rwanda|Руанды|卢旺达|رواندا
ZMB|Zambia|Zambie|Zambia|Замбии|赞比亚|زامبيا
ZWE|Zimbabwe|Zimbabwe|Zimbabwe|Зимбабве|津巴布韦|زمبابوي
EGY|Egypt|Égypte|Egipto|Египта|埃及|مصر
SDN|Sudan|Soudan|Sudán|Судана|苏丹|السودان
MAR|Morocco|Maroc|Marruecos|Марокко|摩洛哥|المغرب
TUN|Tunisia|Tunisie|Túnez|Туниса|突尼斯|تونس
JOR|Jordan|Jordanie|Jordania|Иордании|约旦|الأردن
IRQ|Iraq|Iraq|Iraq|Ирака|伊拉克|العراق
KAZ|Kazakhstan|Kazakhstan|Kazajstán|Казахстана|哈萨克斯坦|كازاخستان
MNG|Mongolia|Mongolie|Mongolia|Монголии|蒙古|منغوليا
NPL|Nepal|Népal|Nepal|Непала|尼泊尔|نيبال
LKA|Sri Lanka|Sri Lanka|Sri Lanka|Шри-Ланки|斯里兰卡|سري لانكا
KHM|Cambodia|Cambodge|Camboya|Камбоджи|柬埔寨|كمبوديا
MMR|Myanmar|Myanmar|Myanmar|Мьянмы|缅甸|ميانمار
PAK|Pakistan|Pakistan|Pakistán|Пакистана|巴基斯坦|باكستان
IDN|Indonesia|Indonésie|Indonesia|Индонезии|印度尼西亚|إندونيسيا
PER|Peru|Pérou|Perú|Перу|秘鲁|بيرو
CUB|Cuba|Cuba|Cuba|Кубы|古巴|كوبا
CHL|Chile|Chili|Chile|Чили|智利|شيلي
PRY|Paraguay|Paraguay|Paraguay|Парагвая|巴拉圭|باراغواي
URY|Uruguay|Uruguay|Uruguay|Уругвая|乌拉圭|أوروغواي
FJI|Fiji|Fidji|Fiji|Фиджи|斐济|فيجي
ARG|Argentina|Argentine|Argentina|Аргентины|阿根廷|الأرجنتين
SUR|Suriname|Suriname|Surinam|Суринама|苏里南|سورينام
""".strip().splitlines()
]
KINDS = [
    line.split("|")
    for line in """
University|Université|Universidad|Университет|大学|جامعة|Univ.
Institute|Institut|Instituto|Институт|研究所|معهد|Inst.
Centre|Centre|Centro|Центр|中心|مركز|Ctr.
Academy|Académie|Academia|Академия|科学院|أكاديمية|Acad.
College|Collège|Colegio|Колледж|学院|كلية|Coll.
Hospital|Hôpital|Hospital|Больница|医院|مستشفى|Hosp.
Association|Association|Asociación|Ассоциация|协会|جمعية|Assoc.
Foundation|Fondation|Fundación|Фонд|基金会|مؤسسة|Found.
Laboratory|Laboratoire|Laboratorio|Лаборатория|实验室|مختبر|Lab.
Bank|Banque|Banco|Банк|银行|بنك|Bank
""".strip().splitlines()
]
TOPICS = [
    line.split("|")
    for line in """
Agriculture|de l'Agriculture|de Agricultura|сельского хозяйства|农业|الزراعة|Agric.
Health|de la Santé|de Salud|здравоохранения|卫生|الصحة|Hlth.
Education|de l'Éducation|de Educación|образования|教育|التعليم|Educ.
Technology|de Technologie|de Tecnología|технологий|技术|التكنولوجيا|Tech.
Energy|de l'Énergie|de Energía|энергетики|能源|الطاقة|Energy
Trade|du Commerce|de Comercio|торговли|贸易|التجارة|Trade
Transport|des Transports|de Transporte|транспорта|交通|النقل|Transp.
Fisheries|des Pêches|de Pesca|рыболовства|渔业|السمك|Fish.
Tourism|du Tourisme|de Turismo|туризма|旅游|السياحة|Tour.
Culture|de la Culture|de Cultura|культуры|文化|الثقافة|Cult.
Finance|des Finances|de Finanzas|финансов|财政|المالية|Fin.
Industry|de l'Industrie|de Industria|промышленности|工业|الصناعة|Ind.
Labour|du Travail|de Trabajo|труда|劳动|العمل|Lab.
Planning|de la Planification|de Planificación|планирования|规划|التخطيط|Plan.
Environment|de l'Environnement|de Medio Ambiente|окружающей среды|环境|البيئة|Env.
Medicine|de Médecine|de Medicina|медицины|医学|الطب|Med.
Engineering|d'Ingénierie|de Ingeniería|инженерии|工程|الهندسة|Eng.
Economics|d'Économie|de Economía|экономики|经济|الاقتصاد|Econ.
Forestry|des Forêts|de Silvicultura|лесного хозяйства|林业|الغابات|Forest.
Water Resources|des Ressources en eau|de Recursos Hídricos|водных ресурсов|水资源|الموارد المائية|Water Res.
""".strip().splitlines()
]
ARAB_TOWNS = """
الخرطوم Khartoum|أسيوط Assiut|المنصورة Mansoura|طنطا Tanta|الإسكندرية Alexandria|أسوان Aswan
دمياط Damietta|بنها Benha|البصرة Basra|الموصل Mosul|كركوك Kirkuk|النجف Najaf|كربلاء Karbala
إربد Irbid|الزرقاء Zarqa|مراكش Marrakesh|مكناس Meknes|صفاقس Sfax|سوسة Sousse|قابس Gabes
بورتسودان Portsudan|أم درمان Omdurman|كسلا Kassala|سنار Sennar
"""
RUSSIAN_TOWNS = """
Караганда Karaganda|Шымкент Shymkent|Актобе Aktobe|Тараз Taraz|Павлодар Pavlodar|Костанай Kostanay
Семей Semey|Кокшетау Kokshetau|Уральск Uralsk|Петропавловск Petropavlovsk|Атырау Atyrau
Экибастуз Ekibastuz|Жезказган Zhezkazgan
"""
HAN_SIGNS = """
安 an|宝 bao|昌 chang|春 chun|德 de|东 dong|丰 feng|福 fu|甘 gan|高 gao|桂 gui|海 hai|汉 han|杭 hang|合 he|衡 heng
湖 hu|惠 hui|吉 ji|佳 jia|建 jian|江 jiang|金 jin|景 jing|九 jiu|康 kang|昆 kun|兰 lan|乐 le|林 lin|柳 liu|龙 long
洛 luo|梅 mei|绵 mian|明 ming|南 nan|宁 ning|平 ping|青 qing|泉 quan|荣 rong|瑞 rui|三 san|绍 shao|石 shi|顺 shun
松 song|台 tai|唐 tang|通 tong|铜 tong|温 wen|武 wu|西 xi|香 xiang|襄 xiang|新 xin|兴 xing|徐 xu|宣 xuan|盐 yan
阳 yang|宜 yi|银 yin|永 yong|玉 yu|岳 yue|云 yun|枣 zao|漳 zhang|肇 zhao|镇 zhen|州 zhou|株 zhu|遵 zun
"""
CLOSE_TOWNS = [
    ("Hunan", "Henan"),
    ("Shanxi", "Shaanxi"),
    ("Hubei", "Hebei"),
    ("Jilin", "Jilan"),
    ("Guangdong", "Guangxi"),
    ("Jiangsu", "Jiangxi"),
]
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "or", "is")]


def towns(number, chance):
    """`number` invented names of towns, each at least two letters away from every other."""
    found, near = [], set()
    while len(found) < number:
        word = "".join(chance.choices(SYLLABLES, k=3))
        around = {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}
        if near.isdisjoint(around):
            near |= around
            found.append(word.capitalize())
    return found


def pairs(text):
    """[(own script, [Latin spellings])] of a table of one entry between bars."""
    return [(entry.split()[0], entry.split()[1:]) for line in text.strip().splitlines() for entry in line.split("|")]


def mistyped(text, chance):
    """`text` with one mistake of the fingers in one of its longer words."""
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not long:
        return text
    at = chance.choice(long)
    word, place = words[at], chance.randint(1, len(words[at]) - 2)
    changed = [
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        word[:place] + chance.choice("aeinrst") + word[place + 1 :],
    ]
    words[at] = chance.choice(changed)
    return " ".join(words)


class Institutions:
    """Makes records of institutions: {"entity", "name", "name_zh", "acronym", "country", "parent"}."""

    def __init__(self, chance, number):
        self.chance, self.entity = chance, count(1)
        self.towns = [(town, town, chance.choice(COUNTRIES)) for town in towns(max(60, number // 9), chance)]
        self.towns += [(han, sound, COUNTRIES[0]) for han, sound in self.han_towns(max(20, number // 40))]
        by_code = {row[0]: row for row in COUNTRIES}
        self.towns += [
            (own, spelt[0], by_code["EGY"]) for own, spelt in pairs(ARAB_TOWNS.replace("أم درمان", "أمدرمان"))
        ]
        self.towns += [(own, spelt[0], by_code["KAZ"]) for own, spelt in pairs(RUSSIAN_TOWNS)]

    def han_towns(self, number):
        """Names of two signs, no two of which sound alike."""
        signs, found = pairs(HAN_SIGNS), {}
        while len(found) < number:
            one, other = self.chance.sample(signs, 2)
            found.setdefault((one[1][0] + other[1][0]).capitalize(), one[0] + other[0])
        return [(han, sound) for sound, han in found.items()]

    def ministries(self):
        """Each ministry of each country."""
        for topic in TOPICS:
            for country in COUNTRIES:
                forms = [
                    f"Ministry of {topic[0]} of {country[1]}",
                    f"Ministère {topic[1]} {country[2]}",
                    f"Ministerio {topic[2]} de {country[3]}",
                    f"Министерство {topic[3]} {country[4]}",
                    f"{country[5]}{topic[4]}部",
                    f"وزارة {topic[5]} {country[6]}",
                ]
                short = f"Min. of {topic[6]}, {country[1]}"
                yield country, forms, short, [f"{country[1]} {topic[0]} Ministry"], []

    def of_towns(self):
        """Institutions that have a town in their name, and those that differ from one another in a word."""
        plain = list(range(len(KINDS)))
        for own, sound, country in self.towns:
            for kind in self.chance.sample(plain, 3):
                yield self.of_town(own, sound, country, KINDS[kind], None)
                if self.chance.random() < 0.5:
                    yield self.of_town(own, sound, country, KINDS[kind], self.chance.choice(TOPICS))
        for couple in CLOSE_TOWNS:
            for town in couple:
                yield self.of_town(town, town, COUNTRIES[0], KINDS[0], TOPICS[0])

    def of_town(self, own, sound, country, kind, topic):
        """The forms of one institution."""
        is_han, is_arab = "\u4e00" <= own[0] <= "\u9fff", "\u0600" <= own[0] <= "\u06ff"
        after = topic or ("", "", "", "", "", "", "")
        english = f"{sound} {kind[0]} of {topic[0]}" if topic else f"{sound} {kind[0]}"
        forms = [english, f"{kind[1]} {after[1]} de {sound}", f"{kind[2]} {after[2]} de {sound}"]
        if is_han:
            forms += [f"{own}{after[4]}{kind[4]}"] * 3
        elif is_arab:
            forms += [f"{kind[5]} {own} {after[5]}".strip()] * 3
        elif not own.isascii():
            forms += [f"{kind[3]} {after[3]} {own}"] * 3
        turned = [f"{kind[0]} of {topic[0]}, {sound}" if topic else f"{kind[0]} of {sound}"]
        short = f"{sound} {kind[6]} of {after[6]}" if topic else f"{sound} {kind[6]}"
        return country, [" ".join(form.split()) for form in forms], short, turned, []

    def national(self):
        """National institutes of two fields with an abbreviation of their own."""
        for country in COUNTRIES:
            for _ in range(10):
                one, other = self.chance.sample(TOPICS[:17], 2)
                kind = self.chance.choice(KINDS[1:3])
                english = f"National {kind[0]} for {one[0]} and {other[0]} Research of {country[1]}"
                short = "".join(word[0] for word in english.split() if word[0].isupper())
                dropped = english.replace("National ", "")
                abbreviated = f"Natl. {kind[6]} for {one[6]} & {other[6]} Research of {country[1]}"
                yield country, [english], abbreviated, [dropped], [short]

    def numbered(self):
        """Hospitals and schools of one town that differ in their number, and companies."""
        for own, sound, country in self.towns[::4]:
            for number, word in enumerate(("First", "Second", "Third"), 1):
                han = f"{own}第{'一二三'[number - 1]}人民医院" if own >= "\u4e00" else ""
                forms = [f"{sound} {word} People's Hospital", *([han] * 3 if han else [])]
                yield country, forms, f"{sound} {word} People's Hosp.", [f"{word} People's Hospital of {sound}"], []
            line = self.chance.choice(("Textiles", "Solar", "Machinery", "Logistics", "Ceramics", "Bamboo"))
            yield country, [f"{sound} {line} Co., Ltd."], f"{sound} {line}", [f"{sound} {line} Company Limited"], []

    def varied(self, forms, short, turned, acronyms):
        """The same institution in another way."""
        draw = self.chance.random()
        if draw < 0.30 and len(forms) > 1:
            return self.chance.choice(forms[1:])
        if draw < 0.45:
            return short
        if draw < 0.62:
            return self.chance.choice(turned)
        if draw < 0.70 and acronyms:
            return acronyms[0]
        if draw < 0.78:
            return f"The {forms[0].replace(' and ', ' & ').upper()}"
        return mistyped(forms[0], self.chance)

    def records(self, number):
        """`number` records: of each five institutions one is recorded twice or three times."""
        made = [one for make in (self.ministries, self.of_towns, self.national, self.numbered) for one in make()]
        self.chance.shuffle(made)
        rows = []
        for country, forms, short, turned, acronyms in made:
            entity = next(self.entity)
            han = next((form for form in forms if "\u4e00" <= form[0] <= "\u9fff"), "")
            row = {"entity": entity, "name": forms[0], "name_zh": han if self.chance.random() < 0.3 else ""}
            rows.append(row | {"country": country[0] if self.chance.random() < 0.95 else "", "acronym": ""})
            for _ in range(self.chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 1, 2))):
                name = self.varied(forms, short, turned, acronyms)
                known = self.chance.random() < 0.85 or name in acronyms
                rows.append({"entity": entity, "name": name, "country": country[0] if known else "", "name_zh": ""})
            if self.chance.random() < 0.06 and "University" in forms[0]:
                topic = self.chance.choice(TOPICS)[0]
                part = {"entity": next(self.entity), "name": f"Faculty of {topic}, {forms[0]}", "country": country[0]}
                rows.append(part | {"name_zh": ""})
            if len(rows) >= number:
                break
        return rows[:number]


def truth(rows):
    """The pairs of places in `rows` that are one."""
    places = {}
    for at, row in enumerate(rows):
        places.setdefault(row["entity"], []).append(at)
    return {(a, b) for found in places.values() for a in found for b in found if a < b}


def institutions(number, seed=7):
    """`number` records of institutions, always the same for a `seed`."""
    return Institutions(random.Random(seed), number).records(number)

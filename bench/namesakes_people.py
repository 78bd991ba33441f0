"""Invented people, each written in several ways, among many others of the same names."""

import random
from itertools import count

from .namesakes import mistyped, towns

FAMILIES = {
    "CHN": """
王 Wang|李 Li|张 Zhang|刘 Liu|陈 Chen|杨 Yang|赵 Zhao|黄 Huang|周 Zhou|吴 Wu|徐 Xu|孙 Sun|马 Ma|朱 Zhu|胡 Hu
林 Lin|郭 Guo|何 He|高 Gao|罗 Luo
""",
    "EGY": """
محمود Mahmoud Mahmud|حسن Hassan Hasan|إبراهيم Ibrahim Ebrahim|عثمان Othman Osman
يوسف Youssef Yusuf|سليمان Suleiman Sulayman|منصور Mansour Mansur|فاروق Farouk Faruq
خالد Khaled Khalid|رشيد Rashid Rasheed|بشير Bashir Basheer|حمدان Hamdan Hamdane
""",
    "KAZ": """
Иванов Ivanov Ivanoff|Ахметов Akhmetov Ahmetov|Жумабаев Zhumabayev Jumabaev
Сергеев Sergeev Sergeyev|Щербаков Shcherbakov Scherbakov|Юсупов Yusupov Iusupov
Беков Bekov Bekoff|Каримов Karimov Kareemov|Петренко Petrenko Petrenko|Волков Volkov Wolkow
""",
    "PER": """
Fernández|Gutiérrez|Muñoz|Quispe|Mamani|Rodríguez|Hernández|Sepúlveda|Castañeda|Villanueva
Aguirre|Zambrano|Cárdenas|Montenegro|Figueroa|Salazar
""",
    "SEN": """
Diallo|Ndiaye|Traoré|Coulibaly|Ouédraogo|Sawadogo|Keïta|Cissé|Konaté|Diouf|Sarr|Kaboré|Bâ|Touré
Sissoko|Guèye
""",
    "KEN": """
Otieno|Wanjiku|Mwangi|Kamau|Achieng|Kiprotich|Njoroge|Chebet|Mutua|Wambui|Odhiambo|Kipkemboi
Nyambura|Karanja|Omondi|Cherono
""",
    "NPL": """
श्रेष्ठ Shrestha Shreshtha|थापा Thapa Thaapa|गुरुङ Gurung Guruung|कार्की Karki Kaarki
भट्टराई Bhattarai Bhattaraee|पौडेल Paudel Poudel|राई Rai Raai
""",
}
GIVEN = {
    "CHN": """
伟 wei|芳 fang|娜 na|敏 min|静 jing|强 qiang|磊 lei|军 jun|洋 yang|勇 yong|艳 yan|杰 jie|涛 tao|明 ming
超 chao|秀 xiu|霞 xia|平 ping|刚 gang|桂 gui|文 wen|建 jian|国 guo|志 zhi|晓 xiao|玲 ling|华 hua|红 hong
""",
    "EGY": """
محمد Mohamed Muhammad|أحمد Ahmed Ahmad|فاطمة Fatima Fatma|مريم Mariam Maryam|كريم Karim Kareem
طارق Tarek Tariq|ليلى Layla Leila|سمير Samir Sameer|نادية Nadia Nadiya|جمال Gamal Jamal
""",
    "KAZ": """
Юрий Yuri Yury|Алексей Alexey Aleksei|Наталья Natalya Natalia|Дмитрий Dmitry Dmitriy
Айгуль Aigul Aygul|Ержан Yerzhan Erzhan|Сергей Sergey Sergei|Татьяна Tatyana Tatiana
""",
    "PER": """
María|José|Andrés|Lucía|Sofía|Martín|Inés|Raúl|Beatriz|Joaquín|Ángela|Mónica
""",
    "SEN": """
Aïssatou|Mamadou|Fatoumata|Ibrahima|Aminata|Ousmane|Mariama|Abdoulaye|Awa|Cheikh|Kadiatou
Moussa
""",
    "KEN": """
Grace|Peter|Faith|Joseph|Mercy|Daniel|Esther|Samuel|Ruth|Brian|Lilian|Kevin
""",
    "NPL": """
रमेश Ramesh Rameshh|सुनीता Sunita Suneeta|बिष्णु Bishnu Vishnu|अनिता Anita Aneeta
प्रकाश Prakash Prakaash|दीपक Deepak Dipak
""",
}
TITLES = ("Dr. ", "Prof. ", "Mr ", "Mme ", "Ms. ", "Eng. ")


class People:
    """Makes records of people: {"entity", "name", "country", "mail", "body"}; `bodies` is how many organisations."""

    def __init__(self, chance, bodies):
        self.chance, self.bodies = chance, bodies
        self.families = {code: self.names(text) for code, text in FAMILIES.items()}
        for code in ("PER", "SEN", "KEN"):
            self.families[code] += [(name,) * 3 for name in towns(200, chance)]
        self.given = {code: self.names(text) for code, text in GIVEN.items()}

    def names(self, text):
        """[[own script, Latin spelling, another one]] of a table."""
        return [(entry.split() * 3)[:3] for line in text.strip().splitlines() for entry in line.split("|")]

    def person(self, code):
        """(family, given) of somebody, each as [own script, Latin, another Latin]."""
        family, given = self.chance.choice(self.families[code]), [self.chance.choice(self.given[code])]
        if self.chance.random() < 0.6:
            more = self.chance.choice(self.given[code])
            given += [more] if more != given[0] else []
        if code in ("PER", "SEN", "KEN") and self.chance.random() < 0.5:
            more = self.chance.choice(self.families[code])
            family = [f"{one} {two}" for one, two in zip(family, more, strict=True)] if more != family else family
        return family, given

    def written(self, code, family, given, way):
        """The name in one `way`: 0 as usual, 1 own script, 2 family first, 3 initials, 4 other spelling, 5 title.

        In way 7 the second given name is left out.
        """
        script = {1: 0, 4: 2}.get(way, 1)
        if code == "CHN":
            own, sounds = "".join(one[0] for one in given), "".join(one[1] for one in given).capitalize()
            apart = " ".join(one[1].capitalize() for one in given)
            forms = {0: f"{sounds} {family[1]}", 1: family[0] + own, 2: f"{family[1].upper()} {sounds}"}
            forms |= {3: f"{given[0][1][0].upper()}. {family[1]}", 4: f"{apart} {family[1]}"}
            return forms.get(way, f"{self.chance.choice(TITLES)}{family[1]} {sounds}")
        first = [one[script if code in ("EGY", "KAZ", "NPL") else 0] for one in given]
        last = family[script if code in ("EGY", "KAZ", "NPL") else 0]
        if way == 2:
            return f"{last.upper()}, {' '.join(first)}"
        if way == 3:
            return " ".join([*(f"{one[0]}." for one in first), last])
        if way == 7:
            return f"{first[0]} {last}"
        title = self.chance.choice(TITLES) if way == 5 else ""
        return f"{title}{' '.join(first)} {last}"

    def records(self, number):
        """`number` records: of each five people one is recorded twice; many share a name at other institutions."""
        rows, codes, entity = [], [*FAMILIES, *("CHN", "PER", "SEN", "KEN") * 3], count(1)
        while len(rows) < number:
            code, key = self.chance.choice(codes), next(entity)
            family, given = self.person(code)
            body, mail = self.chance.randrange(self.bodies), f"somebody-{key}@zhinan.example"
            own = {"entity": key, "country": code}
            is_known = self.chance.random() < 0.85
            rows.append(
                own | {"name": self.written(code, family, given, 0), "mail": mail if is_known else "", "body": body}
            )
            if self.chance.random() < 0.2:
                rows.append(own | self.again(code, family, given, mail if is_known else "", body))
        return rows[:number]

    def again(self, code, family, given, mail, body):
        """The same person from another list: the same mail, or the same organisation, or both."""
        way = self.chance.choice((1, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 0))
        name = self.written(code, family, given, 0 if way == 6 else way)
        name = mistyped(name, self.chance) if way == 6 else name
        draw = self.chance.random()
        if mail and draw < 0.55:
            other = self.chance.randrange(self.bodies)
            return {"name": name, "mail": mail, "body": self.chance.choice((body, body, None, other))}
        private = f"private-{self.chance.random()}@zhinan.example"
        return {"name": name, "mail": private if draw > 0.9 else "", "body": body}


def people(number, bodies, seed=8):
    """`number` records of people in so many organisations, always the same for a `seed`."""
    return People(random.Random(seed), bodies).records(number)

"""Searching through the door of Zhinan beside bare tantivy: the same index, the same questions, by turns in one run."""

import argparse
import atexit
import itertools
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path

import django
import rjieba
from django.conf import settings

from zhinan.kit.terminal import say

ROUNDS = 12
ASKER = {"public", "signed-in", "focal_point@organisation:12", "organisation:12", "programme:7"}
FACETS = ("kind", "countries", "organisations", "goals", "programmes", "year")
COUNTRY_CODES = "TZ KE ET UG RW MZ ZM MW SN GH CI BJ LA KH MM VN TH MN NP LK BD PK FJ WS PE BO CU JM BR AR"
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "or", "is")]
HAN_TEXT = (
    "农业 水稻 种植 技术 合作 南南合作 发展中国家 气候变化 可持续发展 能力建设 培训 "
    "研讨会 坦桑尼亚 肯尼亚 埃塞俄比亚 柬埔寨 老挝 蒙古 减贫 水资源 管理 太阳能 "
    "沼气 竹子 菌草 渔业 海洋 卫生 疟疾 中医药 教育 妇女 青年 数字 经济 电子商务 "
    "贸易 投资 基础设施 城市 灾害 预警 遥感 卫星 生物 多样性 荒漠化 治理 森林 "
    "生态 环境 保护 粮食 安全 营养 畜牧 机械 灌溉 土壤 项目 评估 监测 经验 分享 "
    "网络 机构 专家 政府 部门 社区 农民 示范 推广 创新 标准 政策 研究 报告 资金 "
    "伙伴 关系 联合国 三方合作"
)
COUNTRIES, HAN_WORDS = COUNTRY_CODES.split(), HAN_TEXT.split()


def ready():
    """Set Django up where nobody has yet, with a throw-away folder unless one is named."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhinan.config.settings")
    if not settings.configured:
        if "ZHINAN_DATA" not in os.environ:
            os.environ["ZHINAN_DATA"] = tempfile.mkdtemp(prefix="zhinan-bench-search-")
            atexit.register(shutil.rmtree, os.environ["ZHINAN_DATA"])
        django.setup()


def texts(number, chance):
    """`number` pairs of title and text of invented words, few of them frequent and most rare, as in a language."""
    words = ["".join(parts) for parts in itertools.product(SYLLABLES, repeat=2)]
    random.Random(1).shuffle(words)
    heavy = list(itertools.accumulate(1 / rank for rank in range(1, len(words) + 1)))
    for _ in range(number):
        chosen = chance.choices(words, cum_weights=heavy, k=chance.randint(40, 120))
        yield " ".join(chosen[:6]), " ".join(chosen)


def chinese_texts(number, chance):
    """The same in Chinese."""
    heavy = list(itertools.accumulate(1 / rank for rank in range(1, len(HAN_WORDS) + 1)))
    for _ in range(number):
        chosen = chance.choices(HAN_WORDS, cum_weights=heavy, k=chance.randint(30, 90))
        yield "".join(chosen[:5]), "，".join("".join(chosen[at : at + 6]) for at in range(0, len(chosen), 6))


def documents(number, make, chance):
    """`number` invented documents, half of them Chinese; seven in ten public, the rest for one of many audiences."""
    english, chinese = texts(number, chance), chinese_texts(number, chance)
    for key in range(number):
        draw = chance.random()
        token = "public" if draw < 0.7 else "signed-in" if draw < 0.8 else f"organisation:{chance.randint(1, 200)}"
        title, body = next(english if key % 2 else chinese)
        own = {"title": title, "body": body} if key % 2 else {"title": title, "title_zh": title, "body_zh": body}
        yield make(
            id=f"bench.record:{key}",
            kind=chance.choice(("grant", "event", "solution", "organisation", "expert")),
            address=f"/records/{key}/",
            audience=(token,),
            countries=tuple(chance.sample(COUNTRIES, chance.randint(1, 3))),
            organisations=(str(chance.randint(1, 400)),),
            goals=(str(chance.randint(1, 17)),),
            programmes=(str(chance.randint(1, 12)),),
            year=chance.randint(2008, 2026),
            date=f"{chance.randint(2008, 2026)}-06-15",
            **own,
        )


def questions(number):
    """{kind of query: 25 queries}, words taken from the documents themselves."""
    seen, phrases = {}, []
    for title, body in texts(number // 2, random.Random(7)):
        phrases.append(" ".join(title.split()[1:3]))
        for word in set(body.split()):
            seen[word] = seen.get(word, 0) + 1
    by_count = sorted(seen, key=seen.get)
    rare = [word for word in by_count if seen[word] >= 5][:25]
    return {
        "rare word": rare,
        "common word": by_count[-25:],
        "phrase": [f'"{phrase}"' for phrase in phrases[:25]],
        "Chinese": [word + other for word, other in zip(HAN_WORDS[:25], HAN_WORDS[30:55], strict=True)],
    }


def bare_facets(searcher, query):
    """The facet counts of `query`, as anybody would ask tantivy for them."""
    return searcher.aggregate(query, {name: {"terms": {"field": name, "size": 250}} for name in FACETS})


def bare(index, text, facets):
    """What a program without rules of who sees what would do: parse, twenty best hits and their number, as stored."""
    is_han = not text.isascii()
    fields = ["title_zh", "body_zh"] if is_han else ["title", "body"]
    words = " ".join(rjieba.cut(text)) if is_han else text
    query = index.parse_query(words, fields, field_boosts={fields[0]: 3.0}, conjunction_by_default=True)
    searcher = index.searcher()
    found = searcher.search(query, limit=20)
    shown = [json.loads(searcher.doc(address).get_first("shown")) for _, address in found.hits]
    return found.count, shown, bare_facets(searcher, query) if facets else None


def timed(act):
    """Milliseconds that `act` takes."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def compare(door, index, asked, facets):
    """Rows {query, ours_p50, ours_p95, bare_p50, bare_p95, ratio}, in ms, for each kind of query and for all."""
    times = {kind: ([], []) for kind in asked}
    for turn in range(ROUNDS + 1):
        for kind, queries in asked.items():
            for text in queries:
                sides = [
                    lambda text=text: door.search(text, tokens=ASKER, facets=facets),
                    lambda text=text: bare(index, text, facets),
                ]
                # Who goes second finds the documents read already, so each goes first in every other round.
                for side in (0, 1) if turn % 2 else (1, 0):
                    took = timed(sides[side])
                    if turn:  # the first round warms up
                        times[kind][side].append(took)
    times["all"] = tuple([each for pair in times.values() for each in pair[side]] for side in (0, 1))
    return [_row(kind, *sides) for kind, sides in times.items()]


def _row(kind, ours, plain):
    cut = {name: statistics.quantiles(side, n=20) for name, side in (("ours", ours), ("bare", plain))}
    row = {f"{name}_p{5 * (at + 1)}": round(cut[name][at], 3) for name in cut for at in (9, 18)}
    return {"query": kind, **row, "ratio": round(row["ours_p95"] / row["bare_p95"], 2)}


def measure(documents_wanted=100_000):
    """Measure over so many documents.

    Returns {"documents", "per_second" (indexed), "megabytes", "plain": rows, "facets": rows, "snippets_ms",
    "suggest_ms", "similar_ms", "ratio" (p95 of ours over p95 of bare, all queries, without facets), "target"}.
    """
    ready()
    actions, models = import_module("zhinan.search.actions"), import_module("zhinan.search.models")  # Django is ready

    with tempfile.TemporaryDirectory(prefix="zhinan-bench-") as name:
        root = Path(name)
        begin = time.perf_counter()
        actions.rebuild(documents(documents_wanted, models.Document, random.Random(7)), root=root)
        took = time.perf_counter() - begin
        door = models.Index(root)
        index, asked = door.opened().index, questions(documents_wanted)
        plain, faceted = (compare(door, index, asked, facets) for facets in (False, True))
        hits = [door.search(text, tokens=ASKER, facets=False).hits for text in asked["common word"]]
        return {
            "documents": documents_wanted,
            "per_second": round(documents_wanted / took),
            "megabytes": round(actions.status(root)["bytes"] / 1e6),
            "plain": plain,
            "facets": faceted,
            "snippets_ms": _middle(lambda page: [hit.snippet for hit in page], hits),
            "suggest_ms": _middle(lambda text: door.suggest(text[:3], ASKER), asked["common word"]),
            "similar_ms": _middle(lambda page: door.similar(page[0].id, ASKER), hits),
            "ratio": plain[-1]["ratio"],
            "target": 2,
        }


def _middle(act, cases):
    return round(statistics.median(timed(lambda case=case: act(case)) for case in cases), 3)


def main():
    """Say what `measure` finds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    found = measure(parser.parse_args().documents)
    for name in ("plain", "facets"):
        say(f"\n{name:12}  ours p50   p95   bare p50   p95   ratio of p95  (ms)")
        for row in found.pop(name):
            say("{query:12} {ours_p50:9} {ours_p95:6} {bare_p50:9} {bare_p95:6} {ratio:9}".format(**row))
    say("\n" + "\n".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()

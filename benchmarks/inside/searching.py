"""`python -m benchmarks.inside.searching COUNT`: fill the directory, index it, search it, print the times as JSON."""

import json
import random
import statistics
import sys
import time

import django

QUESTIONS = 200


def main() -> None:
    """Measure in the database of the environment."""
    django.setup()
    from django.contrib.auth.models import AnonymousUser

    from servicecloud.demo.city import enterprises
    from servicecloud.demo.loading import load
    from servicecloud.identity.standing import scope_of_everything
    from servicecloud.search.selectors import search, suggestions
    from servicecloud.search.services import index_objects, reindex

    count = int(sys.argv[1])
    anybody = AnonymousUser()
    load(scale=count)
    names = [invented.name_zh for invented in enterprises(count)]
    found: dict[str, float] = {}
    with scope_of_everything():
        started = time.perf_counter()
        reindex()
        found["reindex"] = time.perf_counter() - started
        draw = random.Random(7)
        pieces = []
        while len(pieces) < QUESTIONS:
            name = draw.choice(names)
            start = draw.randrange(3, 6)
            pieces.append((name, name[start : start + draw.randrange(4, 8)]))
        found["recall"] = 100 * statistics.mean(
            any(name == "".join(p.text for p in hit.title) for hit in search(piece, actor=anybody, per_page=10).hits)
            or sum(piece in other for other in names) > 10
            for name, piece in pieces
        )
        questions = {
            "name": [piece for _name, piece in pieces],
            "one common word": ["机械", "食品", "软件", "物流", "电子器件", "环保"] * 10,
            "two common words": ["软件 望潮区", "机械 微型", "食品 有限公司", "咨询 小型"] * 10,
            "nothing": ["火星车 月球", "琉璃瓦", "zzzz"] * 10,
        }
        for label, texts in questions.items():
            found[label] = p95([timed(lambda text=text: search(text, actor=anybody)) for text in texts])
        typed = [piece[:length] for _name, piece in pieces[:50] for length in (1, 2, 3)]
        found["suggestions"] = p95([timed(lambda text=text: suggestions(text, actor=anybody)) for text in typed])
        found["one entry"] = statistics.median(
            timed(lambda pk=pk: index_objects(kind="directory.enterprise", ids=[pk])) for pk in range(1, 60)
        )
    sys.stdout.write(json.dumps(found) + "\n")


def timed(call: object) -> float:
    """Milliseconds of a call."""
    started = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - started)


def p95(times: list[float]) -> float:
    """The time that 95 of 100 stay below."""
    return sorted(times)[int(0.95 * len(times))]


if __name__ == "__main__":
    main()

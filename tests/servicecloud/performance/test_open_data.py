"""Open data: the CSV keeps to its schema, the JSON says the same, and only the latest publication stands in it."""

import csv
import json
from decimal import Decimal
from io import StringIO

from tests.servicecloud.performance import making

KINDS = {"integer": int, "year": int, "number": Decimal, "string": str, "date": str}


def content(client, name):
    return client.get(f"/performance/{name}").content_of_stream.decode("utf-8-sig")


def test_the_csv_keeps_to_its_schema_and_the_json_says_the_same(house, client):
    making.disclosed(house)
    fields = client.get("/performance/datapackage.json").json()["resources"][0]["schema"]["fields"]

    lines = list(csv.reader(StringIO(content(client, "data.csv"))))
    rows = json.loads(content(client, "data.json"))

    assert lines[0] == [field["name"] for field in fields] == list(rows[0])
    assert len(lines) - 1 == len(rows) == len(making.ROWS)
    for line, row in zip(lines[1:], rows, strict=True):
        for field, text in zip(fields, line, strict=True):
            if text:
                KINDS[field["type"]](text)
            value = row[field["name"]]
            assert text.lstrip("'") == ("" if value is None else str(value))
    assert [row["score"] for row in rows] == ["50", "28", "10"]
    assert rows[0]["counting_rule"].startswith("培训企业家次（家次）：统计到场参训的企业")


def test_without_a_publication_there_is_a_heading_and_an_empty_list(house, client):
    making.evaluated(house)

    assert len(content(client, "data.csv").splitlines()) == 1
    assert json.loads(content(client, "data.json")) == []

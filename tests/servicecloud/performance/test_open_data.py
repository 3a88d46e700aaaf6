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


def nodes(value, kind):
    """Every node of a type in a JSON-LD document."""
    if isinstance(value, dict):
        return [*([value] if value.get("@type") == kind else []), *(n for v in value.values() for n in nodes(v, kind))]
    return [n for v in value for n in nodes(v, kind)] if isinstance(value, list) else []


def test_the_catalogue_has_what_dcat_ap_asks_for_and_every_address_in_it_answers(house, client):
    making.disclosed(house)
    answer = client.get("/performance/catalogue.jsonld")
    catalogue = json.loads(answer.content)

    datasets, files = nodes(catalogue, "dcat:Dataset"), nodes(catalogue, "dcat:Distribution")

    assert answer["Content-Type"] == "application/ld+json"
    assert set(catalogue["@context"]) >= {name.split(":")[0] for name in catalogue if ":" in name}
    assert {"dct:title", "dct:description", "dct:publisher", "dcat:dataset", "dct:license"} <= set(catalogue)
    assert len(datasets) == 3
    assert len({each["@id"] for each in (*datasets, *files)}) == len(datasets) + len(files)
    for each in datasets:
        assert {"dct:title", "dct:description", "dcat:theme", "dcat:distribution", "dcat:keyword"} <= set(each)
        for text in (*each["dct:title"], *each["dct:description"], *each["dcat:keyword"]):
            assert text["@language"] in ("zh", "en")
            assert text["@value"]
        assert client.get(path_of(each["dcat:landingPage"]["@id"])).status_code == 200
    for each in files:
        assert each["dct:license"]["@id"].startswith("https://creativecommons.org/licenses/by/4.0")
        got = client.get(path_of(each["dcat:downloadURL"]["@id"]))
        assert got.status_code == 200
        assert got["Content-Type"].startswith(each["dcat:mediaType"]["@id"].rpartition("media-types/")[2])


def path_of(address):
    return address.removeprefix("http://testserver")


def test_the_package_names_the_licence(client, db):
    package = client.get("/performance/datapackage.json").json()

    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "Creative Commons Attribution 4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
        }
    ]

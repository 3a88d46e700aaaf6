"""The catalogue of the site's open data in the terms of DCAT 3 (JSON-LD), as DCAT-AP asks: what there is, where, under which licence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from servicecloud.performance.selectors.open_data import LICENCE_URL

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
THEME = "http://publications.europa.eu/resource/authority/data-theme/GOVE"
CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"
ENGLISH = "http://publications.europa.eu/resource/authority/language/ENG"
CONTINUOUS = "http://publications.europa.eu/resource/authority/frequency/CONT"
IANA = "https://www.iana.org/assignments/media-types/"
TABLE_SCHEMA = "https://specs.frictionlessdata.io/table-schema/"

Address = Callable[[str], str]


@dataclass(frozen=True)
class File:
    """One way to get a dataset; `schema` is the address of its description."""

    url_name: str
    media_type: str
    title_zh: str
    title_en: str
    schema: str = ""


@dataclass(frozen=True)
class Dataset:
    """One set of data with its page."""

    key: str
    title: tuple[str, str]
    description: tuple[str, str]
    keywords: tuple[tuple[str, str], ...]
    page: str
    files: tuple[File, ...]


DATASETS = (
    Dataset(
        "disclosed-self-evaluations",
        ("公开的项目支出绩效自评", "Published self-evaluations of projects"),
        (
            "每个已公开项目的每项指标一行：年度指标值、实际完成值、分值、得分、书面口径、存证台账链首。",
            "One line for each indicator of each published project: target, actual, points, score, written counting rule, ledger head.",
        ),
        (("预算绩效", "budget performance"), ("绩效自评", "self-evaluation"), ("财政公开", "fiscal transparency")),
        "portal:disclosed",
        (
            File("portal:disclosed_csv", "text/csv", "CSV 文件", "CSV file", "portal:disclosed_package"),
            File("portal:disclosed_json", "application/json", "JSON 文件", "JSON file"),
        ),
    ),
    Dataset(
        "published-forms",
        ("各地公开的绩效表及审核结果", "Performance forms published elsewhere, and what the audit found"),
        (
            "各部门公开的绩效目标表和自评表，逐份列出重新计算的得分和审核发现的问题数。",
            "Target tables and self-evaluations that departments published, each with its recomputed score and the findings of the audit.",
        ),
        (("绩效表", "performance forms"), ("审核", "audit")),
        "portal:published",
        (File("portal:published_csv", "text/csv", "CSV 文件", "CSV file"),),
    ),
    Dataset(
        "ledger-head",
        ("存证台账链首", "Head of the evidence ledger"),
        (
            "当前链首的摘要、条数和封存时间；留存它，即可在多年以后核对此前的全部记录。",
            "Digest, count and time of the present head; whoever keeps it can check all earlier entries years later.",
        ),
        (("存证", "evidence"), ("默克尔树", "Merkle tree")),
        "portal:proof",
        (File("portal:proof_json", "application/json", "JSON 文件", "JSON file"),),
    ),
)


def catalogue(address: Address) -> dict[str, Any]:
    """Return the catalogue. `address` gives the full address of a page by its name."""
    publisher = {"@type": "foaf:Agent", "foaf:name": _site_names()}
    return {
        "@context": CONTEXT,
        "@id": address("portal:data_catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _both("绩效公开数据目录", "Catalogue of open performance data"),
        "dct:description": _both(
            "本站全部开放数据：公开的绩效自评、各地公开的绩效表、存证台账链首。",
            "All open data of this site: published self-evaluations, forms published elsewhere, heads of the evidence ledger.",
        ),
        "dct:publisher": publisher,
        "dct:language": [{"@id": CHINESE}, {"@id": ENGLISH}],
        "dct:license": {"@id": LICENCE_URL},
        "foaf:homepage": {"@id": address("portal:home")},
        "dcat:themeTaxonomy": {"@id": THEME.rpartition("/")[0]},
        "dcat:dataset": [_dataset(each, address, publisher) for each in DATASETS],
    }


def _dataset(dataset: Dataset, address: Address, publisher: dict[str, Any]) -> dict[str, Any]:
    return {
        "@id": f"{address('portal:data_catalogue')}#{dataset.key}",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.key,
        "dct:title": _both(*dataset.title),
        "dct:description": _both(*dataset.description),
        "dct:publisher": publisher,
        "dct:license": {"@id": LICENCE_URL},
        "dct:accrualPeriodicity": {"@id": CONTINUOUS},
        "dcat:keyword": [text for pair in dataset.keywords for text in _both(*pair)],
        "dcat:theme": {"@id": THEME},
        "dcat:landingPage": {"@id": address(dataset.page)},
        "dcat:distribution": [_distribution(file, address) for file in dataset.files],
    }


def _distribution(file: File, address: Address) -> dict[str, Any]:
    described = {}
    if file.schema:
        described = {"dct:conformsTo": {"@id": TABLE_SCHEMA}, "foaf:page": {"@id": address(file.schema)}}
    return {
        "@id": f"{address(file.url_name)}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _both(file.title_zh, file.title_en),
        "dcat:accessURL": {"@id": address(file.url_name)},
        "dcat:downloadURL": {"@id": address(file.url_name)},
        "dcat:mediaType": {"@id": IANA + file.media_type},
        "dct:license": {"@id": LICENCE_URL},
        **described,
    }


def _both(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@language": "zh", "@value": zh}, {"@language": "en", "@value": en}]


def _site_names() -> list[dict[str, str]]:
    def name(language: str) -> str:
        with translation.override(language):
            return str(settings.SITE_NAME)

    return _both(name("zh-hans"), name("en"))

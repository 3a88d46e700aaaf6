"""The README of a pack, in both languages: what is in it and how to check it without this site."""

from plumbline.packs.model import Manifest

_ZH = """# {name}（{year}）绩效自评证据包

{unit} · {department} · 自评表第 {number} 版 · 数值截至 {as_of}

| 文件 | 内容 |
|---|---|
| `form/` | 自评表：Word、Excel、PDF，以及冻结的原文（两个 JSON） |
| `numbers.json` | 每个定格值：口径、数值、记录数、记录摘要、当时的链首 |
| `entries/` | 每个数值所依据的记录，逐条，与台账导出的格式相同 |
| `proofs/` | 每个数值一份证明：这些记录都在所印链首之下（`ledger/seal.json`） |
| `money.json` | 年初预算、调整、逐笔支付 |
| `rulebook.json` | 计分所用的规则手册 `{rulebook}` |
| `files/` | 随自评提交的佐证文件 |
| `manifest.json` | 全部文件的清单、长度和 SHA-256 |

## 怎样查验（不需要联网，也不必相信本站）

1. 安装 plumbline（一个 Python 软件包）。
2. 从公布处抄下链首：{address}
3. 运行：`plumbline verify-pack 证据包.zip --head {digest} --count {count}`

它会核对：每个文件与清单一致；自评表与冻结时一致；每条记录未经改动，且都在链首之下；
按口径重算的数与表上印的相同；得分按规则手册重算无误；资金等于逐笔之和。
任何改动都会指明在哪里。

## 它不能说明什么

证据包证明表上的数来自这些记录，记录封存后没有改动。
它不证明台账没有别的记录（例如后来的冲销）：这一点用台账的完整导出和 `plumbline verify` 核对。
记录含服务对象的代码，请按保密要求保管。
"""
_EN = """# Evidence pack: {name} ({year}), self-evaluation

{unit} · {department} · version {number} of the form · values as of {as_of}

| File | Content |
|---|---|
| `form/` | the self-evaluation as Word, Excel and PDF, and the frozen originals (two JSON files) |
| `numbers.json` | each frozen number: rule, value, entries counted, their digest, the head at that time |
| `entries/` | the entries behind each number, as the ledger exports them |
| `proofs/` | one proof for each number: these entries are under the printed head (`ledger/seal.json`) |
| `money.json` | initial budget, adjustments, every payment |
| `rulebook.json` | the rulebook of the scores, `{rulebook}` |
| `files/` | the evidence attached to the form |
| `manifest.json` | every file with its length and SHA-256 |

## How to check it (offline, without trusting this site)

1. Install plumbline (a Python package).
2. Copy the head from where it is published: {address}
3. Run: `plumbline verify-pack PACK.zip --head {digest} --count {count}`

It checks that every file is as listed, that the form is what was frozen, that every entry is unaltered and under the head,
that the numbers counted again are those printed, that the scores follow from the rulebook, and that the money is the sum of
its parts. Any change is named.

## What it does not show

The pack proves that the printed numbers come from these entries and that these were not altered since they were sealed. It does
not prove that the ledger has no others, such as later reversals: check that with a whole export and `plumbline verify`.
Entries name who was served; keep them safe.
"""


def readme(manifest: Manifest, *, address: str) -> list[tuple[str, str]]:
    """Return the language and the text of each README."""
    head = manifest.head
    said = {
        "name": manifest.name,
        "year": manifest.year,
        "unit": manifest.unit,
        "department": manifest.department,
        "number": manifest.version_number,
        "as_of": manifest.as_of.isoformat(),
        "rulebook": manifest.rulebook,
        "address": address or "—",
        "digest": head.digest if head else "—",
        "count": head.count if head else "—",
    }
    return [("zh", _ZH.format(**said)), ("en", _EN.format(**said))]

"""Rulebooks by id, or from the text of a user's file that may extend a bundled one."""

from functools import lru_cache
from importlib import resources

from plumbline.rulebooks.faults import InvalidRulebookError, RulebookFault, UnknownRulebookError
from plumbline.rulebooks.model import Rulebook
from plumbline.rulebooks.validate import build_rulebook
from plumbline.rulebooks.yaml_text import Plain, parse_mapping

BUNDLED_IDS = ("national-2020", "national-2021", "shanghai-2022", "shanghai-2023", "integrated-platform")

_REMOVED = ("null", "~")


def load_rulebook(id_or_text: str) -> Rulebook:
    """Return a bundled rulebook by its id, or the one that a YAML text writes out.

    Text is told from an id by its line break or colon. UnknownRulebookError, InvalidRulebookError.
    """
    if "\n" in id_or_text or ":" in id_or_text:
        return rulebook_from_yaml(id_or_text)
    return _bundled(id_or_text.strip())


def rulebook_from_yaml(text: str) -> Rulebook:
    """Return the rulebook of a user's file; InvalidRulebookError lists every fault with its path.

    With `extends: <bundled id>` the file gives only what differs: mappings are joined, a list whose items have an `id` is joined
    by it, any other list replaces, and `null` takes an inherited optional value away.
    """
    values = parse_mapping(text)
    own_id = values.get("id")
    if not isinstance(own_id, str) or not own_id.strip():
        raise InvalidRulebookError((RulebookFault("id", "缺少此项", "is missing"),))
    if own_id in BUNDLED_IDS:
        message_zh, message_en = "与内置规则手册同名，请另取名称", "is the id of a bundled rulebook; choose another"
        raise InvalidRulebookError((RulebookFault("id", message_zh, message_en),))
    return build_rulebook(_extended(values))


def bundled_rulebooks() -> tuple[Rulebook, ...]:
    """Return every bundled rulebook."""
    return tuple(_bundled(rulebook_id) for rulebook_id in BUNDLED_IDS)


@lru_cache(maxsize=len(BUNDLED_IDS))
def _bundled(rulebook_id: str) -> Rulebook:
    return build_rulebook(_bundled_values(rulebook_id))


@lru_cache(maxsize=len(BUNDLED_IDS))
def _bundled_values(rulebook_id: str) -> dict[str, Plain]:
    if rulebook_id not in BUNDLED_IDS:
        raise UnknownRulebookError(rulebook_id, BUNDLED_IDS)
    text = resources.files("plumbline.rulebooks").joinpath("data", f"{rulebook_id}.yaml").read_text("utf-8")
    return _extended(parse_mapping(text))


def _extended(values: dict[str, Plain]) -> dict[str, Plain]:
    base = values.get("extends")
    if base is None:
        return values
    return _joined(_bundled_values(str(base)), values)


def _joined(base: dict[str, Plain], own: dict[str, Plain]) -> dict[str, Plain]:
    joined = dict(base)
    for key, value in own.items():
        inherited = base.get(key)
        if isinstance(value, str) and value in _REMOVED:
            joined.pop(key, None)
        elif isinstance(value, dict) and isinstance(inherited, dict):
            joined[key] = _joined(inherited, value)
        elif isinstance(value, list) and isinstance(inherited, list):
            joined[key] = _joined_list(inherited, value)
        else:
            joined[key] = value
    return joined


def _joined_list(base: list[Plain], own: list[Plain]) -> list[Plain]:
    base_items = {item.get("id"): item for item in base if isinstance(item, dict)}
    own_items = {item.get("id"): item for item in own if isinstance(item, dict)}
    if None in base_items or None in own_items or len(base_items) != len(base) or len(own_items) != len(own):
        return own
    joined: list[Plain] = [_joined(item, own_items.get(item_id, {})) for item_id, item in base_items.items()]
    return joined + [item for item_id, item in own_items.items() if item_id not in base_items]

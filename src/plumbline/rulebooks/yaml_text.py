"""YAML text to plain mappings, lists and strings, nothing guessed.

Numbers stay as they are written (0.8 is not a float), a key may stand only once, and anchors are refused, so that a file
cannot grow when it is read.
"""

import yaml

from plumbline.rulebooks.faults import InvalidRulebookError, RulebookFault

Plain = str | list["Plain"] | dict[str, "Plain"]

LARGEST_TEXT = 1_000_000
"""A rulebook of more characters is refused; the longest bundled one has about 15,000."""

_Loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse_mapping(text: str) -> dict[str, Plain]:
    """Return the mapping that a YAML text holds; InvalidRulebookError when it holds none."""
    if len(text) > LARGEST_TEXT:
        raise _refused(f"超过{LARGEST_TEXT}个字符", f"longer than {LARGEST_TEXT} characters")
    try:
        node = yaml.compose(text, Loader=_Loader)
        faults: list[RulebookFault] = []
        value = _plain(node, "", faults, set()) if node is not None else None
    except yaml.YAMLError as error:
        where = " ".join(str(error).split())
        raise _refused(f"不是有效的 YAML（{where}）", f"not valid YAML ({where})") from error
    except RecursionError as error:
        raise _refused("嵌套过深", "nested too deeply") from error
    if faults:
        raise InvalidRulebookError(tuple(faults))
    if not isinstance(value, dict):
        raise _refused("应为“名称: 值”的对照表", "expected a mapping of names to values")
    return value


def _plain(node: yaml.Node, path: str, faults: list[RulebookFault], seen: set[int]) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if id(node) in seen:
        faults.append(RulebookFault(path, "不支持锚点与引用", "anchors and aliases are not supported"))
        return ""
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, f"{path}[{number}]", faults, seen) for number, item in enumerate(node.value)]
    mapping: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        below = f"{path}.{key}" if path else key
        if key in mapping:
            line = key_node.start_mark.line + 1
            faults.append(RulebookFault(below, f"第{line}行重复出现", f"stands again in line {line}"))
        mapping[key] = _plain(value_node, below, faults, seen)
    return mapping


def _refused(message_zh: str, message_en: str) -> InvalidRulebookError:
    return InvalidRulebookError((RulebookFault("", message_zh, message_en),))

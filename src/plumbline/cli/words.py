"""The words that the command line library says by itself (Usage, Options, Error …), in Chinese.

The library takes its sentences from the standard `gettext` functions, once in each of its modules; `speak` puts ours in their place.
The sentences are found by the English that the library is written in, so one that it adds later appears in English and nothing breaks.
"""

import sys
from gettext import gettext, ngettext
from typing import TYPE_CHECKING

from plumbline.errors import Lang

if TYPE_CHECKING:
    from collections.abc import Callable

SENTENCES = {
    "Usage:": "用法：",
    "Options": "选项",
    "Positional arguments": "参数",
    "Commands": "命令",
    "Aborted!": "已中断。",
    "deprecated": "已停用",
    "required": "必填",
    "default: {default}": "默认：{default}",
    "env var: {var}": "环境变量：{var}",
    "(dynamic)": "（自动）",
    "Show this message and exit.": "显示本说明。",
    "Missing command.": "缺少命令。",
    "Error: {message}": "错误：{message}",
    "Try '{command} {option}' for help.": "输入“{command} {option}”查看用法。",
    "Invalid value: {message}": "取值不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 取值不对：{message}",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少参数",
    "Missing {param_type}": "缺少 {param_type}",
    "Missing parameter: {param_name}": "缺少参数：{param_name}",
    "Choose from:\n\t{choices}": "可选：\n\t{choices}",
    "No such option {name!r}.": "没有 {name} 这个选项。",
    "No such option: {name}": "没有 {name} 这个选项。",
    "No such command {name!r}.": "没有 {name} 这个命令。",
    "Did you mean {possibility}?": "是不是要用 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "（是不是要用其中之一：{possibilities}？）",
    "Could not open file {filename!r}: {message}": "无法打开文件 {filename}：{message}",
    "unknown error": "原因不明",
    "Got unexpected extra argument ({args})": "多出了参数（{args}）",
    "Got unexpected extra arguments ({args})": "多出了参数（{args}）",
    "Option {name!r} requires an argument.": "选项 {name} 后面要有取值。",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要有 {nargs} 个取值。",
    "Option {name!r} does not take a value.": "选项 {name} 不带取值。",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要有 {nargs} 个取值。",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
    "File": "文件",
    "Directory": "文件夹",
    "Path": "路径",
    "{name} {filename!r} does not exist.": "{name} {filename!r} 不存在。",
    "{name} {filename!r} is a file.": "{name} {filename!r} 是文件。",
    "{name} {filename!r} is a directory.": "{name} {filename!r} 是文件夹。",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 不可读取，请检查权限。",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 不可写入，请检查权限。",
    "{value!r} is not {choice}.": "{value!r} 不是 {choice}。",
    "{value!r} is not one of {choices}.": "{value!r} 不在可选之列：{choices}。",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是有效的数。",
    "{value} is not in the range {range}.": "{value} 不在 {range} 范围内。",
}


def speak(lang: Lang) -> None:
    """Let the command line library speak the language from now on."""
    one: Callable[[str], str] = _say if lang == "zh" else gettext
    many: Callable[[str, str, int], str] = _say_number if lang == "zh" else ngettext
    for name, module in list(sys.modules.items()):
        if name.startswith("click.") and hasattr(module, "_"):
            vars(module)["_"] = one
        if name.startswith("click.") and hasattr(module, "ngettext"):
            vars(module)["ngettext"] = many


def _say(sentence: str) -> str:
    return SENTENCES.get(sentence, sentence)


def _say_number(one: str, many: str, count: int) -> str:
    return _say(one if count == 1 else many)

"""Which language the command speaks: `--lang`, else PLUMBLINE_LANG, else Chinese unless the locale is English."""

from collections.abc import Mapping

from plumbline.errors import Lang

__all__ = ["Lang", "say", "take_language"]


def say(lang: Lang, zh: str, en: str) -> str:
    """Choose one of two sentences."""
    return zh if lang == "zh" else en


def take_language(arguments: list[str], environment: Mapping[str, str]) -> tuple[Lang, list[str]]:
    """Take `--lang` out of the arguments, wherever it stands; the rest goes to the command."""
    chosen: str | None = None
    rest: list[str] = []
    waiting = False
    for index, argument in enumerate(arguments):
        if argument == "--":
            rest.extend(arguments[index:])
            break
        if waiting:
            chosen, waiting = argument, False
        elif argument == "--lang":
            waiting = True
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    if waiting or (chosen is not None and chosen not in {"zh", "en"}):
        # Leave a wrong value for the command to refuse in its usual way.
        rest.append("--lang" if waiting else f"--lang={chosen}")
        chosen = None
    if chosen is None:
        chosen = environment.get("PLUMBLINE_LANG") or _of_locale(environment)
    return ("en" if chosen == "en" else "zh"), rest


def _of_locale(environment: Mapping[str, str]) -> str:
    locale = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "en" if locale.startswith("en") else "zh"


def some(count: int, what: str) -> str:
    """Say in English how many of something there are.

    >>> some(1, "form"), some(2, "form")
    ('1 form', '2 forms')
    """
    return f"{count} {what}{'' if count == 1 else 's'}"

"""The command-line library's own words in Swedish.

The library asks gettext for each of its messages; these are the Swedish ones. What is not here
(rare, or new in a later version) comes out in English.
"""

import sys
from collections.abc import Callable
from typing import Any

import click

_SWEDISH = {
    "Usage:": "Användning:",
    "Options": "Tillval",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Aborted!": "Avbrutet!",
    "Missing command.": "Kommando saknas.",
    "default: {default}": "utan: {default}",
    "env var: {var}": "miljövariabel: {var}",
    "required": "krävs",
    "Show the version and exit.": "Visa versionen.",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Error: {message}": "Fel: {message}",
    "Try '{command} {option}' for help.": "Hjälp: {command} {option}",
    "Invalid value: {message}": "Ogiltigt värde: {message}",
    "Invalid value for {param_hint}: {message}": "Ogiltigt värde för {param_hint}: {message}",
    "Missing argument": "Argument saknas:",
    "Missing option": "Tillval saknas:",
    "Missing parameter": "Parameter saknas:",
    "Choose from:\n\t{choices}": "Välj bland:\n\t{choices}",
    "Missing parameter: {param_name}": "Parameter saknas: {param_name}",
    "No such option {name!r}.": "Tillvalet {name!r} finns inte.",
    "No such option: {name}": "Tillvalet {name} finns inte.",
    "No such command {name!r}.": "Kommandot {name!r} finns inte.",
    "Option {name!r} does not take a value.": "Tillvalet {name!r} tar inget värde.",
    "Argument {name!r} takes {nargs} values.": "Argumentet {name!r} tar {nargs} värden.",
    "Could not open file {filename!r}: {message}": (
        "Filen {filename!r} går inte att öppna: {message}"
    ),
    "Got unexpected extra argument ({args})": "Oväntat ord ({args})",
    "Got unexpected extra arguments ({args})": "Oväntade ord ({args})",
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Menade du någon av: {possibilities}?)",
    "Option {name!r} requires an argument.": "Tillvalet {name!r} behöver ett värde.",
    "Option {name!r} requires {nargs} arguments.": "Tillvalet {name!r} behöver {nargs} värden.",
    "path": "sökväg",
    "file": "fil",
    "directory": "mapp",
    "{value!r} is not a valid {number_type}.": "{value!r} är inget {number_type}.",
    "{value} is not in the range {range}.": "{value} ligger inte i {range}.",
    "{value!r} is not {choice}.": "{value!r} är inte {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} är ingen av {choices}.",
}
_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types", "utils")


def _one(message: str) -> str:
    return _SWEDISH.get(message, message)


def _one_or_many(one: str, many: str, count: int) -> str:
    return _one(one if count == 1 else many)


def speak(lang: str) -> None:
    """Let the command-line library speak Swedish in this process; English is its own."""
    if lang != "sv":
        return
    click.types.IntParamType.name = "heltal"
    click.types.IntRange.name = "heltal"
    click.types.FloatParamType.name = "tal"
    words: dict[str, Callable[..., Any]] = {"_": _one, "ngettext": _one_or_many}
    for name in _MODULES:
        module = sys.modules.get(f"{click.__name__}.{name}")
        for function, ours in words.items():
            if hasattr(module, function):
                setattr(module, function, ours)

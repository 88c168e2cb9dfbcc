"""Sums of money as the sources state them, beside whoever pays."""

from kgraph.report.desk import Desk
from kgraph.report.value import Words
from kgraph.terms import CURRENCY, local_name
from kgraph.wording import Text

_SUMS = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?node ?bearer ?target ?amount ?currency WHERE {
  ?node a ks:FundingContribution ; ks:bearer ?bearer ; ks:target ?target ; ks:amount ?amount .
  OPTIONAL { ?node ks:currency ?currency }
}"""
_NARROW = "\N{NO-BREAK SPACE}"
Known = dict[tuple[str, str], tuple[str, ...]]


def grouped(amount: str) -> Text:
    """A number with its thousands apart, as each language writes them."""
    whole, _, part = amount.lstrip("+").partition(".")
    part = part.rstrip("0")
    try:
        english = f"{int(whole):,}"
    except ValueError:
        return Text(amount, amount)
    return Text(
        english.replace(",", _NARROW) + (f",{part}" if part else ""),
        english + (f".{part}" if part else ""),
    )


def sum_words(amount: str, currency: str) -> Text:
    """A sum with its currency; where none is stated, the number alone.

    Parameters:
        amount: as it is stored.
        currency: IRI of the currency, or "".
    """
    number = grouped(amount)
    code = currency.removeprefix(str(CURRENCY)) if currency else ""
    sign = "kr" if code == "SEK" else code
    return Text(f"{number.sv}{_NARROW}{sign}".strip(), f"{code}{_NARROW}{number.en}".strip())


def sums(desk: Desk) -> Known:
    """By who pays and for what: the sums that are stated, in words of the report's language."""
    found: Known = {}
    for _, bearer, target, amount, currency in desk.store.select(_SUMS, desk.view).rows:
        told = desk.say(sum_words(str(amount), str(currency or "")))
        key = str(bearer), str(target)
        found[key] = tuple(sorted({*found.get(key, ()), told}))
    return found


def sum_of(known: Known, bearer: str, target: str, role: str) -> Words | None:
    """What somebody pays for something, in brackets; nothing where no sum is stated.

    Parameters:
        role: in which the body is told: only whoever pays has a sum.
    """
    told = known.get((bearer, target)) if local_name(role) == "finansiar" else None
    return Words(f" ({', '.join(told)})") if told else None

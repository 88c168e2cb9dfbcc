"""What people write for the parameters of a question, as terms."""

import datetime
import re
from collections.abc import Mapping

from kgraph.errors import UsageError
from kgraph.queries.question import Parameter, Query
from kgraph.queries.spelling import near_miss
from kgraph.queries.things import resolve
from kgraph.store import Store, View
from kgraph.terms import XSD, Literal, Term
from kgraph.wording import Text


def bind(store: Store, query: Query, values: Mapping[str, str], view: View) -> dict[str, Term]:
    """The values of a question's parameters as terms.

    Raises:
        UsageError: a parameter the question lacks, one that is missing, a value of the wrong
            kind, or a thing that is not in the graph.
    """
    names = [parameter.name for parameter in query.parameters]
    for given in values:
        if given not in names:
            otherwise = Text(
                f"Frågan tar: {', '.join(names) or 'inga'}.",
                f"The query takes: {', '.join(names) or 'none'}.",
            )
            raise UsageError(
                Text(f"Okänd parameter: {given}.", f"Unknown parameter: {given}."),
                query.name,
                near_miss(given, names, otherwise),
            )
    bound: dict[str, Term] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is not None and not value.strip():
            raise _empty(parameter)
        if value is not None:
            bound[parameter.name] = _value(store, parameter, value, view)
        elif parameter.required:
            raise UsageError(
                Text(
                    f"Parametern {parameter.name} behövs.",
                    f"The parameter {parameter.name} is needed.",
                ),
                query.name,
                Text(f"Ange --{parameter.name} …", f"Give --{parameter.name} …"),
            )
    return bound


def _empty(parameter: Parameter) -> UsageError:
    mend = (
        Text("Ange ett värde.", "Give a value.")
        if parameter.required
        else Text("Ange ett värde, eller utelämna den: då menas alla.",
                  "Give a value, or leave it out: then all are meant.")
    )  # fmt: skip
    return UsageError(
        Text(f"Parametern {parameter.name} är tom.", f"The parameter {parameter.name} is empty."),
        f"--{parameter.name}",
        mend,
    )


def _value(store: Store, parameter: Parameter, value: str, view: View) -> Term:
    if parameter.kind == "iri":
        return resolve(store, value, view, parameter.of, parameter.name, parameter.choices)
    if parameter.kind == "date":
        return _date(value if value != "view" else view.as_of.isoformat(), parameter.name)
    if parameter.kind == "integer":
        if not re.fullmatch(r"-?[0-9]+", value):
            raise UsageError(
                Text(f"{value} är inget heltal.", f"{value} is no integer."),
                f"--{parameter.name}",
                Text("Skriv bara siffror, till exempel 3.", "Write digits alone, such as 3."),
            )
        return Literal(value, XSD("integer"))
    return Literal(value)


def _date(value: str, name: str) -> Literal:
    try:
        return Literal(datetime.date.fromisoformat(value).isoformat(), XSD("date"))
    except ValueError:
        raise UsageError(
            Text(f"{value} är inget datum.", f"{value} is no date."),
            f"--{name}",
            Text(
                "Skriv åååå-mm-dd, till exempel 2026-11-21.",
                "Write yyyy-mm-dd, such as 2026-11-21.",
            ),
        ) from None

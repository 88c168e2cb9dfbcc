"""Tables as RDF: the W3C's result-set vocabulary, in Turtle and JSON-LD."""

import json
from collections.abc import Sequence
from typing import Any

from kgraph.terms import STRING, Blank, Iri, Term

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
Row = Sequence[Term | None]


def to_turtle(columns: Sequence[str], rows: Sequence[Row], boolean: bool | None = None) -> str:
    """A table, or the answer to an ASK query, as Turtle."""
    lines = [f"@prefix rs: <{RS}> .", ""]
    if boolean is not None:
        lines.append(f"[] a rs:ResultSet ; rs:boolean {str(boolean).lower()} .")
        return "\n".join(lines) + "\n"
    lines.append("[] a rs:ResultSet ;")
    if columns:
        names = ", ".join(quoted(column) for column in columns)
        lines.append(f"  rs:resultVariable {names} ;")
    lines.append(f"  rs:size {len(rows)}")
    for row in rows:
        cells = [
            f"rs:binding [ rs:variable {quoted(c)} ; rs:value {turtle(v)} ]"
            for c, v in zip(columns, row, strict=True)
            if v is not None
        ]
        lines.append("  ; rs:solution [ " + " ; ".join(cells) + " ]")
    return "\n".join(lines) + " .\n"


def to_jsonld(columns: Sequence[str], rows: Sequence[Row], boolean: bool | None = None) -> str:
    """The same statements as ``to_turtle``, as JSON-LD."""
    value: dict[str, Any] = {"@context": {"rs": RS}, "@type": "rs:ResultSet"}
    if boolean is not None:
        value["rs:boolean"] = boolean
    else:
        value |= {
            "rs:resultVariable": list(columns),
            "rs:size": len(rows),
            "rs:solution": [{"rs:binding": _bindings(columns, row)} for row in rows],
        }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _bindings(columns: Sequence[str], row: Row) -> list[dict[str, Any]]:
    return [
        {"rs:variable": column, "rs:value": _value(term)}
        for column, term in zip(columns, row, strict=True)
        if term is not None
    ]


def _value(term: Term) -> dict[str, str]:
    if isinstance(term, Iri):
        return {"@id": term}
    if isinstance(term, Blank):
        return {"@id": f"_:{term}"}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value} | ({} if term.datatype == STRING else {"@type": term.datatype})


def quoted(text: str) -> str:
    """A text as Turtle writes it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for char, code in (("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        escaped = escaped.replace(char, code)
    return f'"{escaped}"'


def turtle(term: Term) -> str:
    """A term as Turtle writes it."""
    if isinstance(term, Iri):
        return f"<{term}>"
    if isinstance(term, Blank):
        return f"_:{term}"
    if term.language:
        return f"{quoted(term.value)}@{term.language}"
    return quoted(term.value) + ("" if term.datatype == STRING else f"^^<{term.datatype}>")

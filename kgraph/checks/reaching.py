"""Whether the questions of shapes would ask somebody else."""

from kgraph.errors import InputError, UsageError
from kgraph.store.convert import read_turtle
from kgraph.store.gate import mentions_service, refuse
from kgraph.terms import SH, Literal, local_name
from kgraph.wording import Text

_ASKING = tuple(SH(name) for name in ("select", "ask", "construct"))


def refuse_reaching(shapes: str) -> None:
    """Refuse shapes with a question that would ask somebody else: both engines would do so.

    Raises:
        InputError: a question has SERVICE, or has an escaped letter, which
            could hide the word.
    """
    if not mentions_service(shapes) and "\\" not in shapes:
        return
    try:
        triples = read_turtle(shapes.encode())
    except SyntaxError:
        return  # the engine tells of it
    for shape, path, value in triples:
        if path in _ASKING and isinstance(value, Literal):
            _refuse_question(local_name(str(shape)), value.value)


def _refuse_question(shape: str, text: str) -> None:
    try:
        refuse(text)
    except UsageError as error:
        raise InputError(
            Text("Kontrollen {s}: {r}", "The check {s}: {r}").format(s=shape, r=error.what),
            "ontology/shapes.ttl",
            error.mend,
        ) from None
    if "\\u" in text.casefold():
        raise InputError(
            Text(f"Frågan i kontrollen {shape} har en kodad bokstav (\\u…).",
                 f"The question of the check {shape} has an escaped letter (\\u…)."),
            "ontology/shapes.ttl",
            Text("Skriv bokstaven.", "Write the letter."),
        )  # fmt: skip

"""What cannot stand in a cell of names, and what to write instead."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kgraph.wording import Text
from kgraph.workbook.bodies import base_form, is_group, is_organ
from kgraph.workbook.cells import Wrong
from kgraph.workbook.codes import body_number
from kgraph.workbook.naming import plain
from kgraph.workbook.value import Place


def other_thing(known: str, name: str) -> tuple[Text, Text]:
    """The identifier on a row is another thing's: what is wrong, and what to do."""
    return (
        Text(f"Identiteten är den för ”{known}”, men raden heter ”{name}”.",
             f"The identifier is that of “{known}”, but the row is called “{name}”."),
        Text("Töm Identitet på en ny rad; programmet fyller i den.",
             "Empty the identifier on a new row; the program fills it in."),
    )  # fmt: skip


def copied_evidence(told: str, owner: int, placed: bool) -> tuple[Text, Text]:
    """The evidence of another row on a new one: what is wrong, and what to do.

    Parameters:
        told: what the cell says.
        owner: the row of the sheet that it belongs to; 0 where none is known.
        placed: whether the row names a document and a place in it; a document's own row does not.
    """
    evidence = " ".join(told.split())
    whose = Text(f"{evidence}, rad {owner}", f"{evidence}, row {owner}") if owner else Text(
        evidence, evidence)  # fmt: skip
    own = _ITS_PLACE if placed else _ITSELF
    return (
        Text(f"Raden är ny, men Belägg är en annan rads ({whose.sv}).",
             f"The row is new, but its Evidence is another row's ({whose.en})."),
        Text(f"Töm Belägg: raden vilar på {own.sv}.",
             f"Empty Evidence: the row rests on {own.en}."),
    )  # fmt: skip


_ITS_PLACE = Text(
    "dokumentet och sidan som den själv anger", "the document and page that it names itself"
)
_ITSELF = Text("dokumentet självt", "the document itself")


def no_name(above: tuple[str, Place] | None) -> tuple[Text, Text]:
    """A row says something of nothing: what is wrong, and what to do.

    Parameters:
        above: the name on the nearest row above that has one, and its cell. People write a name
            once and leave the cells below it empty.
    """
    missing = Text("Namnet saknas.", "There is no name.")
    if above is None:
        return missing, Text("Fyll i det.", "Fill it in.")
    name, place = above
    return missing, Text(
        f"Upprepa namnet på varje rad. Är det ”{name}”, som i {place}: skriv så här också.",
        f"Repeat the name on every row. If it is “{name}”, as in {place}, write that here too.",
    )


PARTS = re.compile(r"\s*[,;/]\s*|\s+(?:och|and|samt|&)\s+")
LISTED = re.compile(r"[,;/]")
SHORT = re.compile(r"[A-ZÅÄÖ]{1,4}")
SEVERAL = (
    Text("Cellen har flera namn på samma rad.", "The cell has several names on one line."),
    Text("Skriv ett på varje rad i cellen (Alt + Enter).",
         "Write one on each line of the cell (Alt + Enter)."),
)  # fmt: skip
_EACH_ON_ITS_LINE = Text(
    "Är det flera namn: skriv ett på varje rad i cellen (Alt + Enter).",
    "If these are several names, write one on each line of the cell (Alt + Enter).",
)


def perhaps_several(wrong: Wrong, text: str) -> Wrong:
    """A name that is not known, with what to do if it is several that are not known."""
    if not LISTED.search(text):
        return wrong
    each = _EACH_ON_ITS_LINE
    mend = Text(f"{wrong.mend.sv} {each.sv}", f"{wrong.mend.en} {each.en}")
    return Wrong(wrong.what, mend, wrong.candidates, wrong.asks)


def perhaps_own(wrong: Wrong, near: Sequence[str]) -> Wrong:
    """A name that is not known, with a new one of the same workbook that is like it."""
    if not near or wrong.asks is None:
        return wrong
    mend = Text(f"Menas ”{near[0]}”, som är nytt i arbetsboken: skriv så. {wrong.mend.sv}",
                f"If “{near[0]}”, new in this workbook, is meant, write that. "
                f"{wrong.mend.en}")  # fmt: skip
    return Wrong(wrong.what, mend, wrong.candidates, wrong.asks)


def told_new(names: Iterable[str]) -> Iterator[Text]:
    """The new actors, and what each becomes: an organisation, or a group of several."""
    every = list(names)
    groups = ", ".join(name for name in every if is_group(name))
    own = ", ".join(name for name in every if not is_group(name))
    organs = ", ".join(name for name in every if not is_group(name) and is_organ(name))
    if own:
        yield Text(f"Nya aktörer: {own}. De förs in som organisationer; kontrollera att ingen av "
                   "dem är en person.",
                   f"New actors: {own}. They are entered as organisations; check that none of "
                   "them is a person.")  # fmt: skip
    if organs:
        yield Text(f"{organs}: namnet kan vara ett organ i en annan organisation. Då ändras slaget "
                   "i den fullständiga arbetsboken.",
                   f"{organs}: the name may be that of a part of another body. If so, change its "
                   "kind in the full workbook.")  # fmt: skip
    if groups:
        yield Text(f"Nya aktörsgrupper: {groups}. Vilka som ingår är inte angivet.",
                   f"New actor groups: {groups}. Who belongs to them is not stated.")  # fmt: skip


def told_forms(names: Iterable[str]) -> Iterator[Text]:
    """The new actors whose name may be several or a genitive, which only the writer knows."""
    for name in names:
        base = base_form(name)
        if base:
            yield Text(f"”{name}” blir en ny aktör med det namnet. Heter den ”{base}”: skriv så.",
                       f"“{name}” becomes a new actor of that name. If it is called “{base}”, "
                       "write that.")  # fmt: skip
        if LISTED.search(name):
            each = _EACH_ON_ITS_LINE
            yield Text(f"”{name}” blir en enda aktör. {each.sv}",
                       f"“{name}” becomes one actor. {each.en}")  # fmt: skip


WHOLE_NAME = (
    Text("Namnet ser ut som en förkortning.", "The name looks like an abbreviation."),
    Text("Skriv namnet helt ut. Heter aktören så: svara ny på bladet Namnfrågor.",
         "Write the whole name. If that is its name, answer new on the sheet of questions."),
)  # fmt: skip


WHERE = (
    Text("Så kan de heta i varje län.", "They may be called so in every county."),
    Text("Skriv var, som ”Kommunerna i Kalmar län”. Räcker namnet ändå: svara ny på bladet "
         "Namnfrågor.",
         "Write where, as “Kommunerna i Kalmar län”. If the name will do, answer new on the sheet "
         "of questions."),
)  # fmt: skip


def same_stem(text: str, other: str, kind: str) -> Wrong:
    """Two new names of a workbook are forms of one word: what is wrong, and what to do.

    Parameters:
        kind: of thing, as identifiers begin: ``actor``, ``forum``, ``element``.
    """
    new = _NEW[kind]
    return Wrong(
        Text(f"”{text}” liknar ”{other}”, som också är {new.sv} i arbetsboken.",
             f"“{text}” is like “{other}”, which is {new.en} of the workbook too."),
        Text("Skriv namnet lika på båda raderna. Är det två olika: svara ny på bladet Namnfrågor.",
             "Write the name alike on both rows. If they are two, answer new on the sheet of "
             "questions."),
        asks=(text, kind),
    )  # fmt: skip


_NEW = {
    "actor": Text("en ny aktör", "a new actor"),
    "forum": Text("ett nytt forum", "a new forum"),
    "element": Text("ett nytt mål eller en ny insats", "a new goal or measure"),
}


# What people write where a document names nobody, or nobody in particular.
_NO_NAMES = {
    *("ja", "nej", "yes", "no", "sant", "falskt", "true", "false"),
    *("okänd", "okänt", "vet ej", "vet inte", "oklart", "oklar", "unknown", "unclear"),
    *("ingen", "inga", "inget", "ingen alls", "none", "nobody", "no one"),
    *("saknas", "vakant", "missing", "vacant", "n/a", "na", "n.a", "tbd", "tba"),
    *(
        f"{verb} {no}"
        for verb in ("framgår", "anges", "nämns", "står", "finns")
        for no in ("ej", "inte")
    ),
    *("ej angivet", "ej angiven", "ej bestämt", "inte bestämt", "not stated", "not named"),
    *("alla", "samtliga", "övriga", "andra", "flera", "olika", "all", "others", "various"),
    *("m.fl", "m fl", "mfl", "med flera", "osv", "etc", "et al"),
}


def refuse_no_name(text: str) -> None:
    """Refuse to make an actor of an answer or a number.

    Raises:
        Wrong: it is no name.
    """
    if body_number(text):
        raise Wrong(
            Text(f"Organisationsnumret {text} är inte känt här.",
                 f"The number {text} of a body is not known here."),
            _BODY_NAME,
        )  # fmt: skip
    if plain(text).strip(" .!?()") in _NO_NAMES or not any(sign.isalpha() for sign in text):
        raise Wrong(
            Text(f"”{text}” är inget namn på en aktör.", f"“{text}” is no name of an actor."),
            _BODY_NAME,
        )


_BODY_NAME = Text(
    "Skriv organisationens namn. Nämner dokumentet ingen: lämna cellen tom.",
    "Write the name of the body. If the document names nobody, leave the cell empty.",
)

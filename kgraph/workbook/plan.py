"""Which sheets a workbook has and which columns: made from the shapes, the terms and the lists.

A class that a shape is about has a sheet; a property that a shape asks for, that the terms give to
the class, or that the data already state, has a column there. Nobody keeps a list of either.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kgraph.terms import (
    DCT,
    ELI,
    FOAF,
    KS,
    ORG,
    PROV,
    RDF,
    RDFS,
    SKOS,
    SKOSXL,
    XSD,
    Iri,
    Literal,
    Quad,
    Term,
)
from kgraph.wording import LANGUAGES, Text, collation_key
from kgraph.workbook.borrowed import TOLD
from kgraph.workbook.naming import listed, plain
from kgraph.workbook.value import Book, Column, Form
from kgraph.workbook.vocabulary import Vocabulary

# Never filled in: who a person is, what is computed, and what is only a common name of others.
_NO_SHEET = {
    KS("Finding"),
    KS("EvidenceRow"),
    KS("Assignment"),
    KS("StrategyElement"),
    SKOS("Concept"),
    "http://schema.org/Person",
    "http://www.w3.org/2006/vcard/ns#Individual",
    "http://xmlns.com/foaf/0.1/Person",
    PROV("Person"),
}
# What the standards' own terms hold, which their stubs do not say.
_REUSED: dict[str, tuple[str, ...]] = {
    RDFS("label"): ("@sv", "@en"),
    SKOS("prefLabel"): ("@sv", "@en"),
    SKOS("altLabel"): ("@sv", "@en"),
    SKOS("hiddenLabel"): ("@sv", "@en"),
    SKOS("notation"): (str(XSD("string")),),
    SKOSXL("literalForm"): ("@sv",),
    DCT("title"): ("@sv", "@en"),
    DCT("description"): ("@sv",),
    DCT("alternative"): ("@sv", "@en"),
    DCT("language"): (str(XSD("string")),),
    DCT("modified"): (str(XSD("date")),),
    DCT("source"): (str(XSD("string")),),
    ORG("purpose"): ("@sv",),
    DCT("identifier"): (str(XSD("string")),),
    DCT("issued"): (str(XSD("date")),),
    ORG("identifier"): (str(XSD("string")),),
    ELI("id_local"): (str(XSD("string")),),
    ELI("number"): (str(XSD("string")),),
    ELI("title"): ("@sv",),
    ELI("date_document"): (str(XSD("date")),),
    ELI("date_no_longer_in_force"): (str(XSD("date")),),
    ELI("first_date_entry_in_force"): (str(XSD("date")),),
    ELI("in_force"): ("iri",),
    ELI("version_date"): (str(XSD("date")),),
}
# What may stand as values of the standards' own terms, which their stubs do not say.
_FITTING: dict[str, tuple[str, ...]] = {
    ORG("member"): (FOAF("Agent"),),
    ORG("organization"): (KS("Forum"), KS("Project"), KS("ActorGroup")),
}
_FIRST = {SKOS("prefLabel"): 0, DCT("title"): 0, SKOSXL("literalForm"): 0, ORG("organization"): 0,
          KS("bearer"): 0, ORG("member"): 1, KS("role"): 1, ORG("role"): 2, KS("target"): 2,
          KS("assertionMode"): 3, KS("summary"): 8, KS("inferred"): 20,
          KS("inferredBecause"): 21}  # fmt: skip
_LANGUAGES = {"@sv": Text("", ""), "@en": Text("engelska", "English")}


def sheet_classes(words: Vocabulary) -> tuple[str, ...]:
    """The classes that have a sheet."""
    return tuple(sorted(set(words.asked) - _NO_SHEET))


def sheet_of(types: Iterable[str], words: Vocabulary, classes: Iterable[str]) -> str:
    """The class whose sheet a thing stands in: the narrowest of those it is of, or ""."""
    own = {broad for cls in types for broad in words.kinds_of(cls)}
    fitting = [cls for cls in classes if cls in own]
    return min(fitting, key=lambda c: (-len(words.kinds_of(c)), c), default="")


def form_of(term: Term) -> str:
    """The form of a value: ``iri``, a language tag or a datatype."""
    if not isinstance(term, Literal):
        return "iri"
    return f"@{term.language}" if term.language else term.datatype


def forms_for(
    words: Vocabulary, sheets: Mapping[str, Iterable[Quad]], names: Mapping[str, Text]
) -> dict[str, Form]:
    """The sheets with their columns.

    Parameters:
        sheets: the statements of each class's sheet; an empty one has the columns that shapes and
            terms give it.
        names: what list values are called.
    """
    usual = _usual_forms(quad for quads in sheets.values() for quad in quads)
    return {
        cls: Form(
            _TABS.get(cls) or words.label(cls),
            cls,
            _columns(cls, words, usual, tuple(quads), names),
        )
        for cls, quads in sheets.items()
    }


# What people call them; the term's own label is for those who read the ontology.
_TABS: dict[str, Text] = {KS("AssertionGraph"): Text("Textställen", "Passages")}


def _usual_forms(quads: Iterable[Quad]) -> dict[str, str]:
    """The form that each property most often has in the data."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for _, path, value, _ in quads:
        counts[path][form_of(value)] += 1
    return {path: min(c, key=lambda f: (-c[f], f)) for path, c in counts.items()}


def _columns(
    cls: str,
    words: Vocabulary,
    usual: Mapping[str, str],
    quads: tuple[Quad, ...],
    names: Mapping[str, Text],
) -> tuple[Column, ...]:
    asked: dict[str, bool] = {}
    once = {path for broad in words.kinds_of(cls) for path in words.once.get(broad, ())}
    for broad in sorted(words.kinds_of(cls)):
        for path, needed in words.asked.get(broad, {}).items():
            asked[path] = asked.get(path, False) or needed
        for path in words.given.get(broad, ()):
            asked.setdefault(path, False)
    stated = {(str(q[1]), form_of(q[2])) for q in quads} - {(str(RDF("type")), "iri")}
    wanted = set(stated)
    for path in asked:
        if path != RDF("type") and path not in words.derived:
            wanted.update((path, form) for form in _forms(path, words, usual))
    made = [
        _column(path, form, asked.get(path, False), words, names, many=path not in once)
        for path, form in wanted
    ]
    fixed = (_MARK, *sorted(made, key=_order), _PASSAGES, _CLASS, _ID)
    return fixed


def _forms(path: str, words: Vocabulary, usual: Mapping[str, str]) -> tuple[str, ...]:
    if path in _REUSED:
        return _REUSED[path]
    kind = words.ranges.get(path, "")
    if kind == RDF("langString"):
        return ("@sv",)
    if kind.startswith(XSD):
        return (kind,)
    return ("iri",) if kind else (usual.get(path, "iri"),)


def _order(column: Column) -> tuple[object, ...]:
    place = _FIRST.get(Iri(column.path), 9 if column.needed else 10)
    return place, collation_key(column.heading.sv), column.form != "@sv", column.form


def _column(
    path: str,
    form: str,
    needed: bool,
    words: Vocabulary,
    names: Mapping[str, Text],
    *,
    many: bool = True,
) -> Column:
    label, tongue = words.label(path), _tongue(form)
    heading = Text(label.sv[:1].upper() + label.sv[1:], label.en[:1].upper() + label.en[1:])
    if tongue.sv:
        heading = Text(f"{heading.sv} ({tongue.sv})", f"{heading.en} ({tongue.en})")
    kind = words.ranges.get(path, "")
    fitting = _FITTING.get(path, (kind,) if kind and kind != SKOS("Concept") else ())
    choices = listed(words.values.get(path, ()), names) if form == "iri" else ()
    told = words.definitions.get(path) or TOLD.get(path, Text("", ""))
    return Column(
        heading,
        "value",
        path,
        form,
        help=_help(told, form if many else form.replace("iri", "")),
        choices=tuple(text for _, text in choices),
        classes=fitting if form == "iri" else (),
        needed=needed and form != "@en",
        many=many,
        values=tuple(iri for iri, _ in choices),
    )


def _tongue(form: str) -> Text:
    if form in _LANGUAGES:
        return _LANGUAGES[form]
    return Text(form[1:], form[1:]) if form.startswith("@") else Text("", "")


_HOW: dict[str, Text] = {
    str(XSD("date")): Text("Skriv som 2026-05-01.", "Write as 2026-05-01."),
    str(XSD("gYear")): Text("Skriv ett årtal.", "Write a year."),
    str(XSD("boolean")): Text("Skriv ja eller nej.", "Write yes or no."),
    str(XSD("decimal")): Text("Skriv ett tal.", "Write a number."),
    "iri": Text("Flera värden: ett på varje rad i cellen.", "Several values: a line each."),
}


def _help(told: Text, form: str) -> Text:
    how = _HOW.get(form, Text("", ""))
    return Text(" ".join(p for p in (told.sv, how.sv) if p), " ".join(
        p for p in (told.en, how.en) if p))  # fmt: skip


_MARK = Column(
    Text("Rad", "Row"), "mark",
    help=Text("Lämna tomt. Rader med Hjälp eller Exempel läses inte.",
              "Leave empty. Rows with Help or Example are not read."), many=False)  # fmt: skip
_PASSAGES = Column(
    Text("Belägg", "Evidence"), "passages",
    help=Text("Textstället som säger det, som på bladet Textställen; flera: ett på varje rad. "
              "Tomt: arbetsboken själv blir källan.",
              "The passage that says so, as on the sheet of passages; several: a line each. "
              "Empty: the workbook itself becomes the source."))  # fmt: skip
_CLASS = Column(
    Text("Slag", "Kind"), "class",
    help=Text("Tomt: det som bladet heter. Annars ett på varje rad; – för inget.",
              "Empty: what the sheet is called. Else a line each; – for none."))  # fmt: skip
_ID = Column(
    Text("Identitet", "Identifier"), "id",
    help=Text("Skapas av namnet; skriv inget här på nya rader.",
              "Made from the name; write nothing here on new rows."), many=False)  # fmt: skip
REST = Form(
    Text("Övrigt", "Other"), "",
    (_MARK, _ID,
     Column(Text("Egenskap", "Property"), "property", many=False,
            help=Text("Som prefix:namn.", "As prefix:name.")),
     Column(Text("Värde", "Value"), "term", many=False,
            help=Text("Som i N-Triples: <adress>, \"text\"@sv.",
                      "As in N-Triples: <address>, \"text\"@en.")),
     _PASSAGES),
)  # fmt: skip


def with_columns(
    book: Book,
    keys: Mapping[str, Iterable[str]],
    headings: Mapping[str, Iterable[str]],
    words: Vocabulary,
    names: Mapping[str, Text],
) -> tuple[Form, ...]:
    """The sheets of a workbook, with columns too that only the workbook that is read has.

    Parameters:
        keys: the columns that it remembers, by class.
        headings: what stands above its columns, by class; a property that the data do not use
            yet is known by its label.
    """
    made = []
    called: dict[str, list[tuple[str, str]]] | None = None
    for page in book.pages:
        known = {column.key for column in page.form.columns}
        lost = [
            _column(key.rpartition(" ")[0], key.rpartition(" ")[2], False, words, names)
            for key in keys.get(page.form.about, ())
            if key not in known and " " in key
        ]
        known |= {column.key for column in lost}
        heads = {plain(form.heading(c, one)) for form in (page.form,) for c in form.columns
                 for one in LANGUAGES}  # fmt: skip
        for heading in headings.get(page.form.about, ()):
            if plain(heading) in heads or not page.form.about:
                continue
            called = called if called is not None else _called(words)
            found = called.get(plain(heading), [])
            if len(found) == 1 and " ".join(found[0]) not in known:
                lost.append(_column(*found[0], False, words, names))
                known.add(lost[-1].key)
        made.append(replace(page.form, columns=(*page.form.columns, *lost)))
    return tuple(made)


def _called(words: Vocabulary) -> dict[str, list[tuple[str, str]]]:
    """Every property and form by what its column is called, in both languages."""
    classes = {*words.asked, *words.broader}
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path in sorted({*words.labels} - classes):
        forms = _forms(path, words, {})
        for form in dict.fromkeys((*forms, *(("@en",) if "@sv" in forms else ()))):
            heading = _column(path, form, False, words, {}).heading
            own = path.rpartition("#")[2].rpartition("/")[2]
            for text in {plain(heading.sv), plain(heading.en)}:
                found[text].append((path, form))
                found[plain(f"{text} ({own})")].append((path, form))
    return found

"""The query files themselves: their heads, their answers on the smallest case, and their speed.

Each named question and network has a folder under ``tests/cases/queries`` with the smallest graph
that shows what it must tell apart (``data.trig``), the answer (``expected.csv``: names shortened,
lists of names sorted) and, where it needs them, parameter values (``values.json``).
"""

import csv
import datetime
import io
import json
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kgraph import findings, network, queries
from kgraph.project import Project
from kgraph.queries import Query
from kgraph.store import Store, View, open_store
from kgraph.terms import KS, PREFIXES, VOCAB, Iri, Literal, Term, expand, shorten

ROOT = Path(__file__).parents[1]
PROJECT = Project(ROOT, "given")
CASES = ROOT / "tests" / "cases" / "queries"
VIEW = View(as_of=datetime.date(2026, 11, 21))
NAMED = [
    "responsible-by-strategy",
    "gap-responsibility",
    "actor-profile",
    "alignment-chain",
    "goal-means",
    "vertical-coverage",
    "theme-by-region",
    "strategy-theme-overlap",
    "mandate-register",
    "mandates-at-date",
    "mandate-without-delivery",
    "responsibility-without-mandate",
    "mandate-overlap",
    "double-accountability",
    "measure-overlap",
    "forum-register",
    "forum-members",
    "forum-overlap",
    "forum-coverage",
    "representation-gap",
    "forum-composition",
    "collaborative-gap",
    "integrative-gap",
    "cross-region-actors",
    "funding",
    "follow-up",
    "expired-and-stale",
    "name-history",
    "evidence",
    "edges",
]
GROUPS = {
    "ansvar",
    "dokument",
    "uppdrag",
    "forum",
    "tema",
    "uppfoljning",
    "belagg",
    "natverk",
    "luckor",
    "overlapp",
}
LINK = ("a", "relation", "b", "mode", "role", "weight", "evidence")
QUERIES = queries.catalogue(PROJECT)
NETWORKS = network.catalogue(PROJECT)
OF_FINDINGS = {n: q for n, q in findings.catalogue(PROJECT).items() if n not in QUERIES}
ALL = {
    **QUERIES,
    **{f"networks/{name}": query for name, query in NETWORKS.items()},
    **OF_FINDINGS,
}
RULES = {path.stem: path for path in sorted((PROJECT.queries / "derived").glob("*.rq"))}
TEXTS = {
    **{name: query.text for name, query in ALL.items()},
    **{name: path.read_text(encoding="utf-8") for name, path in RULES.items()},
}
PARAMETERS = [(name, p.name) for name, query in ALL.items() for p in query.parameters]
# A date says when the question is asked; it does not pick rows out of one answer.
FILTERS = [(n, p) for n, p in PARAMETERS if p != "date"]
CASE_STORES: dict[str, Store] = {}

every_query = pytest.mark.parametrize("name", sorted(ALL))
every_text = pytest.mark.parametrize("name", sorted(TEXTS))


def body(name: str) -> str:
    """A file's SPARQL without comments."""
    return re.sub(r"^\s*#.*$", "", TEXTS[name], flags=re.M)


def selected(name: str) -> list[str]:
    """The variables of the outermost SELECT."""
    head = body(name).split("WHERE", 1)[0].split("SELECT", 1)[1]
    while "(" in head:
        head = re.sub(r"\([^()]*\bAS (\?\w+)\s*\)", r" \1 ", head)
        head = re.sub(r"\((?![^()]*\bAS\b)[^()]*\)", " ", head)
    return re.findall(r"\?(\w+)", head)


def case_store(name: str) -> Store:
    """The store of a case, built once."""
    if name not in CASE_STORES:
        CASE_STORES[name] = open_store(PROJECT, [CASES / name / "data.trig"])
    return CASE_STORES[name]


@pytest.fixture(scope="module")
def shipped() -> Store:
    """The store of the data in the project."""
    return open_store(PROJECT)


def values_of(name: str) -> dict[str, str]:
    """The parameter values that a case gives."""
    path = CASES / name / "values.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def bound(query: Query, values: Mapping[str, str]) -> dict[str, Term]:
    """Parameter values as terms, without asking whether the graph knows them."""
    kinds = {p.name: p.kind for p in query.parameters}
    date = Iri("http://www.w3.org/2001/XMLSchema#date")
    made: dict[str, Term] = {}
    for key, value in values.items():
        kind = kinds[key]
        made[key] = expand(value) if kind == "iri" else Literal(value)
        if kind == "date":
            made[key] = Literal(value, date)
    return made


def cell(value: Term | None) -> str:
    """A cell as the case files write it."""
    if value is None:
        return ""
    if isinstance(value, Iri):
        return short(value)
    parts = str(value).split(" ")
    if all(part.startswith("http") for part in parts):
        return " ".join(sorted(short(part) for part in parts))
    return str(value)


def short(iri: str) -> str:
    """A name as the case files write it; their passages are ``g:1-1`` and so on."""
    passages = PREFIXES["graph"] + "s/"
    return "g:" + iri.removeprefix(passages) if iri.startswith(passages) else shorten(iri)


def answer(store: Store, query: Query, values: Mapping[str, Term]) -> list[list[str]]:
    """The answer's columns as the head names them, rows sorted."""
    found = store.select(query.text, VIEW, values)
    places = [found.columns.index(column) for column in query.columns]
    return sorted([cell(row[i]) for i in places] for row in found.rows)


# -- heads ---------------------------------------------------------------------------------------


def test_the_thirty_named_questions_and_the_unread_documents_are_there() -> None:
    """Every name of the design has a file, and no file has another name."""
    assert sorted(QUERIES) == sorted([*NAMED, "unread-documents"])


@every_query
def test_a_head_gives_title_and_question_in_both_languages(name: str) -> None:
    """Help, menus and pages are made from the head, in Swedish and in English."""
    head = ALL[name].head
    for key in ("title-sv", "title-en", "question-sv", "question-en"):
        assert head.get(key), key
    assert head["question-sv"].endswith("?") and head["question-en"].endswith("?")
    assert head["group"] in GROUPS


@every_query
def test_columns_and_order_are_variables_that_the_query_selects(name: str) -> None:
    """A column that the head names but the query lacks would be silently left out."""
    query = ALL[name]
    assert set(query.columns) <= set(selected(name))
    assert set(query.order) <= set(query.columns)


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS)
def test_a_parameter_is_selected_and_labelled(name: str, parameter: str) -> None:
    """The engine refuses to bind a variable outside the SELECT list."""
    found = next(p for p in ALL[name].parameters if p.name == parameter)
    assert parameter in selected(name)
    assert found.label.sv != parameter and found.label.en != parameter


def test_each_competency_question_that_a_query_answers_is_answered() -> None:
    """Questions 29 and 50 belong to the shapes; every other number is in some head."""
    numbers = {int(number) for query in QUERIES.values() for number in query.cq}
    assert numbers == set(range(1, 51)) - {29, 50}


@pytest.mark.parametrize("name", sorted(NETWORKS))
def test_a_network_has_the_columns_of_a_link(name: str) -> None:
    """Whatever draws or measures a network can read every one of them."""
    assert NETWORKS[name].columns == LINK


@every_text
def test_prefixes_are_the_project_s_own_and_all_are_used(name: str) -> None:
    """One name stands for one vocabulary everywhere; vocab: reaches the lists themselves."""
    known = {**PREFIXES, "vocab": str(VOCAB)}
    text = body(name)
    for prefix, iri in re.findall(r"PREFIX ([\w-]+): <([^>]+)>", text):
        assert known[prefix] == iri
        used = re.sub(r"PREFIX.*", "", text)
        assert re.search(rf"(?<![\w-]){prefix}:", used), f"{prefix} is not used"


@every_text
def test_words_of_the_lists_and_the_ontology_exist(name: str, shipped: Store) -> None:
    """A misspelt role or property gives an empty answer and no error."""
    own = {p for p, iri in PREFIXES.items() if iri.startswith(VOCAB)} | {"ks"}
    used = set(re.findall(r"(?<![\w-])([a-z-]+:[\w-]+)", body(name)))
    words = sorted(word for word in used if word.split(":")[0] in own)
    text = "ASK { { <%s> ?p ?o } UNION { GRAPH ?g { <%s> ?p ?o } } }"
    missing = [w for w in words if not shipped.ask(text % (expand(w), expand(w)), VIEW)]
    assert not missing


@every_text
def test_a_query_is_standard_sparql_and_stays_inside(name: str) -> None:
    """A second parser accepts it; nothing is fetched and no clock is read."""
    from rdflib.plugins.sparql import prepareQuery

    prepareQuery(TEXTS[name])
    assert not re.search(r"\b(SERVICE|NOW|RAND|UUID|LOAD)\b", body(name))


@every_text
def test_exists_holds_one_triple_and_no_chain(name: str) -> None:
    """EXISTS is run once a row: with a chain or several patterns it is quadratic."""
    for inner in re.findall(r"EXISTS \{([^{}]*)\}", body(name)):
        assert not re.search(r"[/*+;]|\.\s", re.sub(r"<[^>]*>", "", inner)), inner
    assert not re.search(r"EXISTS \{[^{}]*\{", body(name))


# -- answers -------------------------------------------------------------------------------------


@every_query
def test_a_query_answers_its_case(name: str) -> None:
    """The smallest graph that shows what the question tells apart gives the expected rows."""
    query = ALL[name]
    found = answer(case_store(name), query, bound(query, values_of(name)))
    text = (CASES / name / "expected.csv").read_text(encoding="utf-8")
    heading, *rows = csv.reader(io.StringIO(text))
    assert tuple(heading) == query.columns
    assert found == sorted(rows)


def test_every_case_belongs_to_a_query() -> None:
    """A case that no query answers is left over from a name that changed."""
    found = {p.parent.relative_to(CASES).as_posix() for p in CASES.rglob("data.trig")}
    assert found == set(ALL)


def bindings(store: Store, query: Query, parameter: str, most: int = 4) -> Iterator[Term]:
    """Some values that a parameter takes in an answer, and one that it does not."""
    rows = store.select(query.text, VIEW)
    place = rows.columns.index(parameter)
    found = sorted({row[place] for row in rows.rows if row[place] is not None}, key=str)
    yield from (value for value in found[:most] if value is not None)
    yield Iri("https://w3id.org/kompsam/id/other/none")


@pytest.mark.parametrize(("name", "parameter"), FILTERS)
def test_binding_a_parameter_gives_the_rows_that_have_its_value(
    name: str, parameter: str, shipped: Store
) -> None:
    """Binding filters: no more rows than the whole answer has for the value, and no fewer."""
    query = ALL[name]
    for store in (case_store(name), shipped):
        rows = store.select(query.text, VIEW)
        place = rows.columns.index(parameter)
        for value in bindings(store, query, parameter):
            narrow = store.select(query.text, VIEW, {parameter: value})
            wide = [row for row in rows.rows if row[place] == value]
            assert sorted(map(whole, narrow.rows)) == sorted(map(whole, wide)), value


def whole(row: tuple[Term | None, ...]) -> list[str]:
    """A row in a form that can be compared: lists of names in one order."""
    return [cell(value) for value in row]


def test_without_a_date_the_view_s_date_is_meant() -> None:
    """Both questions about a date give the same on the view's date, named or not."""
    date = Literal("2026-11-21", Iri("http://www.w3.org/2001/XMLSchema#date"))
    for name in ("mandates-at-date", "expired-and-stale"):
        store, query = case_store(name), QUERIES[name]
        assert answer(store, query, {}) == answer(store, query, {"date": date})


def test_another_date_gives_another_answer() -> None:
    """What is over on one day may be in force on another."""
    date = Literal("2019-06-01", Iri("http://www.w3.org/2001/XMLSchema#date"))
    for name in ("mandates-at-date", "expired-and-stale"):
        store, query = case_store(name), QUERIES[name]
        assert answer(store, query, {}) != answer(store, query, {"date": date})


@every_query
def test_a_query_runs_on_the_shipped_data(name: str, shipped: Store) -> None:
    """Every question has an answer, but for those where no source gives one."""
    query = ALL[name]
    values = {"actor": "actor:region-jonkopings-lan", "node": "strategy:jonkoping-plan-2024-2028"}
    needed = {p.name: values[p.name] for p in query.parameters if p.required}
    rows = shipped.select(query.text, VIEW, bound(query, needed))
    assert rows.rows or name in MAY_BE_EMPTY


# On these no source of the shipped data gives an answer, and that is itself an answer.
MAY_BE_EMPTY = {
    "responsibility-without-mandate",
    "double-accountability",
    "representation-gap",
    "collaborative-gap",
    "integrative-gap",
    "findings/basis-not-read",
    "findings/duties-to-follow",
}


def test_the_plan_s_measures_stand_at_the_levels_the_text_supports(shipped: Store) -> None:
    """Two of sixteen have somebody named, four through the focus area, ten through the whole."""
    text = f"""SELECT ?level (COUNT(?m) AS ?n) WHERE {{
      ?m a <{KS("Measure")}> ; <{KS("partOfStrategy")}> <{expand(PLAN)}> ;
        <{KS("responsibilityLevel")}> ?level }} GROUP BY ?level"""
    found = {cell(level): cell(n) for level, n in shipped.select(text, VIEW).rows}
    prefix = "responsibility-level:"
    assert found == {
        prefix + "utpekad": "2",
        prefix + "genom-fokusomradet": "4",
        prefix + "genom-helheten": "10",
    }


PLAN = "strategy:jonkoping-plan-2024-2028"


# -- rules ---------------------------------------------------------------------------------------


def test_rules_run_in_the_order_of_their_numbers() -> None:
    """Each name begins with a number of its own, so the order is plain to see."""
    numbers = [name.split("-")[0] for name in RULES]
    assert all(number.isdigit() for number in numbers) and len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_rule_has_a_title_and_says_why(name: str) -> None:
    """Titles in both languages, then at least one line of reason."""
    lines = TEXTS[name].split("\n")
    assert lines[0].startswith("# title-sv: ") and lines[1].startswith("# title-en: ")
    assert lines[2].startswith("# ")


def derived(data: str, tmp_path: Path, **view: object) -> set[tuple[str, str, str]]:
    """What the rules derive from some statements of one passage."""
    prefixes = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
    prefixes += f"@prefix g: <{PREFIXES['graph']}s/> .\n"
    meta = "g:meta { g:1 a ks:AssertionGraph ; ks:reviewStatus review-status:extracted }"
    path = tmp_path / "case.trig"
    path.write_text(f"{prefixes}g:1 {{ {data} }}\n{meta}", encoding="utf-8")
    asked = View(as_of=datetime.date(2026, 11, 21), **view)  # type: ignore[arg-type]
    rows = open_store(PROJECT, [path]).select(
        "SELECT ?s ?p ?o WHERE { GRAPH <https://w3id.org/kompsam/graph/derived> { ?s ?p ?o } }",
        asked,
    )
    return {(cell(s), cell(p), cell(o)) for s, p, o in rows.rows}


def about(found: set[tuple[str, str, str]], predicate: str) -> set[tuple[str, str]]:
    """Subject and object of the triples with one predicate."""
    return {(s, o) for s, p, o in found if p == predicate}


ASSIGNED = """
  assignment:now a ks:Responsibility ; ks:bearer actor:a ; ks:role role:utforare ;
    ks:target element:e ; ks:assertionMode mode:actual .
  assignment:over a ks:Responsibility ; ks:bearer actor:b ; ks:role role:ansvarig ;
    ks:target element:e ; ks:assertionMode mode:actual ; ks:validThrough "2026-11-20"^^xsd:date .
  assignment:wished a ks:Responsibility ; ks:bearer actor:c ; ks:role role:ansvarig ;
    ks:target element:e ; ks:assertionMode mode:target .
  assignment:helps a ks:Responsibility ; ks:bearer actor:d ; ks:role role:stodjande ;
    ks:target element:e ; ks:assertionMode mode:norm ; ks:validFrom "2026-11-21"^^xsd:date .
  element:e a ks:Goal ; ks:partOfStrategy strategy:s ; dct:subject theme:unga .
"""


def test_only_counting_modes_within_their_period_are_in_view(tmp_path: Path) -> None:
    """The first and the last day count; a wish and a thing that is over do not."""
    found = derived(ASSIGNED, tmp_path)
    assert about(found, "ks:inView") == {
        ("assignment:now", "true"),
        ("assignment:helps", "true"),
    }


def test_a_view_that_counts_wishes_has_them_in_view(tmp_path: Path) -> None:
    """The modes that count are the view's, not the rule's."""
    found = derived(ASSIGNED, tmp_path, modes=("target",))
    assert about(found, "ks:inView") == {("assignment:wished", "true")}
    assert about(found, "ks:responsibleFor") == {("actor:c", "element:e")}


def test_answering_roles_make_responsible_and_all_roles_involved(tmp_path: Path) -> None:
    """An implementer answers for the thing; a supporter is involved in it."""
    found = derived(ASSIGNED, tmp_path)
    assert about(found, "ks:responsibleFor") == {("actor:a", "element:e")}
    assert about(found, "ks:involvedIn") == {("actor:a", "element:e"), ("actor:d", "element:e")}


def test_whoever_is_involved_is_active_in_the_theme(tmp_path: Path) -> None:
    """The theme of what one is involved in becomes one's own."""
    found = derived(ASSIGNED, tmp_path)
    assert about(found, "ks:activeInTheme") == {
        ("actor:a", "theme:unga"),
        ("actor:d", "theme:unga"),
    }


def test_whatever_has_a_type_in_a_passage_is_stated_there(tmp_path: Path) -> None:
    """An actor that is only named as bearer is not described by the passage."""
    found = about(derived(ASSIGNED, tmp_path), "ks:statedIn")
    assert ("element:e", "g:1") in found
    assert "actor:a" not in {s for s, _ in found}


def test_members_in_view_share_the_forum_both_ways(tmp_path: Path) -> None:
    """A wished-for member shares nothing yet."""
    member = (
        "membership:{0} a org:Membership ; org:organization forum:f ; org:member actor:{0} ; "
        "org:role role:ledamot ; ks:assertionMode mode:{1} ."
    )
    people = (("a", "actual"), ("b", "norm"), ("c", "target"))
    data = "forum:f a ks:Forum . " + " ".join(member.format(*who) for who in people)
    found = derived(data, tmp_path)
    assert about(found, "org:memberOf") == {("actor:a", "forum:f"), ("actor:b", "forum:f")}
    assert about(found, "ks:sharesForumWith") == {("actor:a", "actor:b"), ("actor:b", "actor:a")}


def test_a_territory_lies_within_itself_and_all_above(tmp_path: Path) -> None:
    """Municipality, county, country: reflexive and transitive."""
    data = (
        "territory:a a ks:Territory ; dct:isPartOf territory:b . "
        "territory:b a ks:Territory ; dct:isPartOf territory:c . territory:c a ks:Territory ."
    )
    pairs = {(s[-1], o[-1]) for s, o in about(derived(data, tmp_path), "ks:within")}
    assert pairs == {(x, y) for x, y in ("aa", "ab", "ac", "bb", "bc", "cc")}


def test_the_four_links_upward_align_and_a_place_does_not(tmp_path: Path) -> None:
    """Being part of a strategy is where something stands, not what it links to."""
    data = (
        "strategy:a a ks:Strategy ; ks:implements strategy:b ; ks:contributesTo strategy:c ; "
        "ks:guidedBy strategy:d ; ks:informedBy strategy:e ; dct:isPartOf strategy:f ."
    )
    found = about(derived(data, tmp_path), "ks:alignsWith")
    assert {o for _, o in found} == {f"strategy:{x}" for x in "bcde"}


LEVELS = [
    ("", "namns-inte"),
    ("ks:role role:ansvarig ; ks:target element:m ; ks:assertionMode mode:actual", "utpekad"),
    (
        "ks:role role:utforare ; ks:target element:f ; ks:assertionMode mode:norm",
        "genom-fokusomradet",
    ),
    (
        "ks:role role:ansvarig ; ks:target strategy:s ; ks:assertionMode mode:actual",
        "genom-helheten",
    ),
    ("ks:role role:samordnare ; ks:target element:m ; ks:assertionMode mode:actual", "medverkar"),
    ("ks:role role:samordnare ; ks:target element:f ; ks:assertionMode mode:actual", "namns-inte"),
    (
        "ks:role role:ansvarig ; ks:target element:m ; ks:assertionMode mode:target",
        "bara-onskat-lage",
    ),
    (
        "ks:role role:ansvarig ; ks:target element:m ; ks:assertionMode mode:planned",
        "bara-onskat-lage",
    ),
    ("ks:role role:ansvarig ; ks:target element:m ; ks:assertionMode mode:permitted", "namns-inte"),
]


@pytest.mark.parametrize(("assignment", "level"), LEVELS)
def test_the_level_is_the_nearest_that_the_source_names(
    assignment: str, level: str, tmp_path: Path
) -> None:
    """A measure under a part of a focus area in a strategy, with one assignment at a time."""
    data = (
        "strategy:s a ks:Strategy . element:f a ks:Priority ; ks:partOfStrategy strategy:s . "
        "element:p a ks:Priority ; ks:partOfStrategy strategy:s ; ks:parentElement element:f . "
        "element:m a ks:Measure ; ks:partOfStrategy strategy:s ; ks:parentElement element:p . "
    )
    if assignment:
        data += f"assignment:r a ks:Responsibility ; ks:bearer actor:a ; {assignment} ."
    found = dict(about(derived(data, tmp_path), "ks:responsibilityLevel"))
    assert found["element:m"] == f"responsibility-level:{level}"


# -- speed ---------------------------------------------------------------------------------------


class Made:
    """A seeded graph of the domain as N-Quads, of any size: 1 gives about 100 000 statements."""

    def __init__(self, size: float, seed: int = 7) -> None:
        self.pick, self.size, self.lines = random.Random(seed), size, list[str]()
        self.counties = [f"territory:lan{i}" for i in range(21)]
        self.actors, self.strategies, self.elements = list[str](), list[str](), list[str]()
        self.passages = [f"s{i}/{j}" for i in range(self.n(40)) for j in range(60)]
        self.sources()
        self.places()
        self.contents()
        self.assignments()
        self.forums()

    def n(self, count: int) -> int:
        """A count at this size."""
        return max(1, int(count * self.size))

    def say(self, graph: str, subject: str, text: str) -> None:
        """Add ``property object`` pairs about a subject; many with ``;`` between them."""
        for pair in text.split(" ; "):
            predicate, _, value = pair.partition(" ")
            known = predicate if predicate != "a" else "rdf:type"
            target = value if value[0] in '"<' else f"<{expand(value)}>"
            where = f"<{PREFIXES['graph']}{graph}>"
            self.lines.append(f"<{expand(subject)}> <{expand(known)}> {target} {where} .\n")

    def somewhere(self) -> str:
        """A passage."""
        return self.pick.choice(self.passages)

    def theme(self) -> str:
        """A theme."""
        words = "validering matchning unga integration larcentrum attraktivitet folkbildning"
        return "dct:subject theme:" + self.pick.choice(words.split())

    def task(self) -> str:
        """A kind of task."""
        words = "folja-upp finansiera sprida-kunskap aterrapportera ta-fram-strategi"
        return "ks:taskType task-type:" + self.pick.choice(words.split())

    def mode(self) -> str:
        """A mode, mostly one that counts."""
        mode = self.pick.choice(["actual"] * 7 + ["norm", "target", "planned"])
        return f"ks:assertionMode mode:{mode}"

    def sources(self) -> None:
        """Sources, one in three loaded, with their passages."""
        for passage in self.passages:
            source = passage.split("/")[0]
            self.say(
                f"{source}/meta",
                f"<{PREFIXES['graph']}{passage}>",
                f"a ks:AssertionGraph ; ks:reviewStatus review-status:extracted ; "
                f"prov:wasDerivedFrom source:{source}",
            )
        for i in range(self.n(40)):
            loaded = f'"{"false" if i % 3 else "true"}"^^<{PREFIXES["xsd"]}boolean>'
            self.say(f"s{i}/meta", f"source:s{i}", f"a ks:SourceDocument ; ks:loaded {loaded}")

    def places(self) -> None:
        """Counties, municipalities and actors."""
        for i, county in enumerate(self.counties):
            self.say("ref", county, "a ks:Territory ; ks:territoryType territory-type:lan")
            self.actor(f"actor:region{i}", "region", county)
            self.say(
                "ref",
                f"group:kommuner{i}",
                "a ks:ActorGroup ; ks:groupResolution group-resolution:derived ; "
                f"ks:groupMemberType actor-type:kommun ; dct:spatial {county}",
            )
        for i in range(290):
            area = f"territory:kommun{i}"
            within = self.counties[i % 21]
            self.say("ref", area, f"a ks:Territory ; dct:isPartOf {within}")
            self.actor(f"actor:kommun{i}", "kommun", area)
        for i in range(self.n(1000)):
            self.actor(f"actor:a{i}", "larosate", self.pick.choice(self.counties))
            if i % 5 == 0:
                self.say("ref", f"actor:u{i}", f"a org:OrganizationalUnit ; org:unitOf actor:a{i}")

    def actor(self, name: str, kind: str, area: str) -> None:
        """An organisation with kind, sector and area."""
        sector = self.pick.choice(["offentlig", "utbildning", "naringsliv"])
        self.actors.append(name)
        self.say(
            self.somewhere(),
            name,
            f"a org:FormalOrganization ; org:classification actor-type:{kind} ; "
            f"org:classification sector:{sector} ; dct:spatial {area}",
        )

    def contents(self) -> None:
        """A national strategy, and plans with goals, priorities, measures and challenges."""
        self.say("ref", "strategy:nat", "a ks:Strategy ; ks:governanceLevel level:nationell")
        for i in range(10):
            text = f"a ks:Priority ; ks:partOfStrategy strategy:nat ; {self.theme()}"
            self.say(self.somewhere(), f"element:nat{i}", text)
        for i in range(self.n(120)):
            self.plan(i)

    def plan(self, i: int) -> None:
        """One plan of a county, linked to an earlier one or to the national strategy."""
        name, date = f"strategy:t{i}", f"^^<{PREFIXES['xsd']}date>"
        upward = self.pick.choice([*self.strategies, "strategy:nat"])
        self.strategies.append(name)
        self.say(
            self.somewhere(),
            name,
            f"a ks:Strategy ; ks:documentType document-type:handlingsplan ; "
            f"dct:spatial {self.counties[i % 21]} ; ks:guidedBy {upward} ; "
            f'ks:validFrom "20{15 + i % 10}-01-01"{date} ; '
            f'ks:validThrough "20{25 + i % 6}-12-31"{date} ; '
            f"ks:adoptedBy {self.pick.choice(self.actors)}",
        )
        self.say("s0/meta", f"source:s{i % self.n(40)}", f"ks:represents {name}")
        if i % 4 == 0:
            text = f"a ks:CoverageStatement ; ks:coversSubject {name}"
            for kind in ("ansvar", "insatser", "medlemskap"):
                text += f" ; ks:coversRelation relation-kind:{kind}"
            self.say("s0/meta", f"coverage:c{i}", text)
        for j in range(50):
            self.element(i, j, name)

    def element(self, i: int, j: int, plan: str) -> None:
        """Three goals, nine priorities, thirty-one measures and seven challenges a plan."""
        name = f"element:e{i}-{j}"
        kind = "Goal" if j < 3 else "Priority" if j < 12 else "Measure" if j < 43 else "Challenge"
        text = f"a ks:{kind} ; ks:partOfStrategy {plan} ; {self.theme()}"
        if kind == "Priority":
            goal = self.pick.choice([f"element:e{i}-0", f"element:nat{j % 10}"])
            text += f" ; ks:contributesTo {goal}"
        if kind == "Measure":
            above = f"element:e{i}-{3 + j % 9}"
            text += f" ; ks:parentElement {above} ; {self.task()}"
        self.elements.append(name)
        self.say(self.somewhere(), name, text)

    def assignments(self) -> None:
        """Responsibilities, mandates, follow-up and funding."""
        for i in range(self.n(3000)):
            role = self.pick.choice(["ansvarig", "utforare", "medverkande", "samordnare"])
            self.assign("Responsibility", i, f"ks:role role:{role}")
        for i in range(self.n(300)):
            self.assign("FundingContribution", i, "ks:role role:finansiar")
            to = self.pick.choice(self.actors)
            self.assign("FollowUp", i, f"ks:role role:uppfoljare ; ks:reportsTo {to}")
        for i in range(self.n(800)):
            self.say(
                self.somewhere(),
                f"assignment:mandate{i}",
                f"a ks:Mandate ; ks:bearer {self.pick.choice(self.actors)} ; {self.mode()} ; "
                f"ks:modality modality:skyldighet ; ks:legalBasis law:l{i % 50} ; "
                f"{self.task()} ; {self.theme()}",
            )

    def assign(self, kind: str, i: int, text: str) -> None:
        """One assignment for some element or plan."""
        target = self.pick.choice([*self.elements, *self.strategies])
        self.say(
            self.somewhere(),
            f"assignment:{kind.lower()}{i}",
            f"a ks:{kind} ; ks:bearer {self.pick.choice(self.actors)} ; ks:target {target} ; "
            f"{self.mode()} ; {text}",
        )

    def forums(self) -> None:
        """Forums of twelve members, three in four with a closed list."""
        groups = [f"group:kommuner{i}" for i in range(21)]
        for i in range(self.n(250)):
            name, passage = f"forum:f{i}", self.somewhere()
            area = self.pick.choice(self.counties)
            aim = self.pick.choice([*self.strategies, *self.elements])
            text = f"a ks:Forum ; dct:spatial {area} ; {self.theme()} ; ks:contributesTo {aim}"
            self.say(passage, name, text)
            if i % 4:
                text = f"a ks:CoverageStatement ; ks:coversSubject {name} ; "
                text += "ks:coversRelation relation-kind:medlemskap"
                self.say("s0/meta", f"coverage:f{i}", text)
            for j, member in enumerate(self.pick.sample([*self.actors, *groups], 12)):
                role = "ledamot" if j else "sammankallande"
                self.say(
                    passage,
                    f"membership:f{i}--{j}",
                    f"a org:Membership ; org:organization {name} ; org:member {member} ; "
                    f"org:role role:{role} ; {self.mode()}",
                )


def needed_values(query: Query) -> dict[str, str]:
    """Values for the parameters that a query cannot do without, in the large graph."""
    values = {"actor": "actor:region3", "node": "strategy:t5"}
    return {p.name: values[p.name] for p in query.parameters if p.required}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of about 100 000 statements, its view already made."""
    path = tmp_path_factory.mktemp("large") / "large.nq"
    path.write_text("".join(Made(1).lines), encoding="utf-8")
    store = open_store(PROJECT, [path])
    store.select("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1", VIEW)
    return store


@pytest.mark.prove
@every_query
def test_a_query_answers_on_a_hundred_thousand_statements(name: str, large: Store) -> None:
    """No form that the engine cannot finish; how long it takes is for the bench to tell."""
    query = ALL[name]

    answer = large.select(query.text, VIEW, bound(query, needed_values(query)))

    assert set(query.columns) <= set(answer.columns)

"""The names of a thing: what it is called today, what else, and from when to when."""

from collections import defaultdict

from kgraph.report.value import Part, Row, Table, Words, cell
from kgraph.web.pages.desk import WebDesk
from kgraph.web.pages.render import known_of
from kgraph.web.pages.ties import answered, period
from kgraph.wording import Text, collation_key

_NAMES = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX dct: <http://purl.org/dc/terms/>
SELECT DISTINCT ?name ?how ?from ?through ?precision ?g (LANG(?name) AS ?lang) WHERE {
  { ?thing skos:altLabel|skos:hiddenLabel|dct:alternative ?name . BIND("alt" AS ?how)
    OPTIONAL { GRAPH ?g { ?thing skos:altLabel|skos:hiddenLabel|dct:alternative ?name } } }
  UNION { ?thing skosxl:prefLabel|skosxl:altLabel ?l . ?l skosxl:literalForm ?name .
    BIND("dated" AS ?how)
    OPTIONAL { ?l ks:validFrom ?from } OPTIONAL { ?l ks:validThrough ?through }
    OPTIONAL { ?l ks:datePrecision ?precision }
    OPTIONAL { ?l ks:statedIn ?g } }
  UNION { ?thing skos:prefLabel ?name . BIND("pref" AS ?how) }
}"""


# What the sources tell in whole sentences: it has a short name of our own in both languages.
_TOLD = """
PREFIX ks: <https://w3id.org/kompsam/def#>
PREFIX element-type: <https://w3id.org/kompsam/vocab/element-type/>
SELECT ?thing WHERE {
  { VALUES ?class { ks:Challenge ks:TargetState ks:AbsenceStatement ks:Mandate } ?thing a ?class }
  UNION { ?thing ks:elementType element-type:inriktning }
}"""
# Bodies, places and funds have names of their own in English, and themes are our list.
_OWN_ENGLISH = ("/id/actor/", "/id/territory/", "/id/programme/", "/id/law/", "/vocab/")
_OUR_NAME = Text("kort namn av oss: källan säger det i en mening",
                 "short name of ours: the source says it in a sentence")  # fmt: skip
_OUR_ENGLISH = Text("på engelska; översatt av oss, om inte källan själv har namnet",
                    "in English; translated by us unless the source has the name")  # fmt: skip
_TONGUES = {"sv": Text(", på svenska", ", in Swedish"), "en": Text(", på engelska", ", in English")}


def _in(desk: WebDesk, tongue: str) -> str:
    """In which language a name is, where it is not the page's."""
    return desk.say(_TONGUES[tongue]) if tongue in _TONGUES and tongue != desk.lang else ""


def _how(desk: WebDesk, iri: str, words: Text, tongue: str, told: bool) -> str:
    """What sort of name it is: one of ours is not told as one that is in use."""
    if told and tongue != "en":
        return desk.say(_OUR_NAME)
    if tongue == "en" and not any(kind in iri for kind in _OWN_ENGLISH):
        return desk.say(_OUR_ENGLISH)
    return desk.say(words) + _in(desk, tongue)


def names_over_time(desk: WebDesk, iri: str) -> list[Part]:
    """Other names, and from when to when; of a value of a list its word for people is the one."""
    if "/vocab/" in iri and "/vocab/theme/" not in iri:
        return []
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    how: dict[tuple[str, str, str], str] = {}
    tongue: dict[tuple[str, str, str], str] = {}
    for name, kind, start, end, precision, g, lang in answered(desk, _NAMES, iri):
        key = name, known_of(start, precision), known_of(end, precision)
        found[key].add(g)
        tongue[key] = max(tongue.get(key, ""), lang)  # sv where a name is the same in both
        how[key] = min(how.get(key, kind), kind, key=("dated", "alt", "pref").index)
    if len(found) < 2:
        return []
    told = bool(answered(desk, _TOLD, iri))
    words = {"pref": Text("namn i dag", "name today"), "alt": Text("kallas också", "also called"),
             "dated": Text("namn under en tid", "name for a time")}  # fmt: skip
    rows = [
        Row((
            cell(Words(key[0], tongue[key] if tongue[key] != desk.lang else ""), " ",
                 desk.cites(sorted(g for g in found[key] if g))),
            cell(_how(desk, iri, words[how[key]], tongue[key], how[key] == "pref" and told)),
            cell(period(desk, key[1], key[2]) or Words(desk.word("sägs inte", "not said"),
                                                        quiet=True)),
        ))
        for key in sorted(found, key=lambda k: (how[k] != "pref", k[1], collation_key(k[0]), k))
    ]  # fmt: skip
    heads = (Text("Namn", "Name"), Text("Hur", "How"), Text("Tid", "Time"))
    return [Table(desk.word("Namn över tid", "Names over time"), tuple(map(desk.say, heads)),
                  tuple(rows), (0.56, 0.24, 0.2), titled=True)]  # fmt: skip

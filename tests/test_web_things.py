"""A thing's page: who is whose object, what is our reading, and what the worked-out rests on."""

from pathlib import Path

import pytest

from kgraph.project import find_project
from kgraph.store import View, open_store
from kgraph.web.pages import statements
from kgraph.web.pages.backwards import BACK
from tests.asking import Client
from tests.helpers import HEAD, ROOT, project
from tests.pages_app import create_app
from tests.test_web_told import rows_of

META = "".join(
    f"""  g:{g} a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:lineRange "{g}" ; ks:searchFor "{words}" ; ks:summary "Stället."@sv ;
    ks:reviewStatus review-status:reviewed .
"""
    for g, words in (("1-1", "målet är en insats"), ("2-3", "Kommunen ansvarar för insatsen"))
)
DATA = f"""{HEAD}
g:1-1 {{
  strategy:s a ks:Strategy ; skos:prefLabel "Planen"@sv .
  element:m a ks:Measure ; skos:prefLabel "Insatsen"@sv ; ks:partOfStrategy strategy:s ;
    ks:inferred true ; ks:inferredBecause "Texten placerar den inte."@sv .
  element:n a ks:Measure ; skos:prefLabel "Den andra"@sv ; ks:partOfStrategy strategy:s .
  actor:a a org:FormalOrganization ; skos:prefLabel "Kommunen"@sv .
  actor:b a org:FormalOrganization ; skos:prefLabel "Bolaget"@sv .
  assignment:old a ks:Mandate ; skos:prefLabel "Uppdraget"@sv ; ks:bearer actor:a .
  assignment:new a ks:Mandate ; skos:prefLabel "Det nya"@sv ; ks:bearer actor:a ;
    dct:replaces assignment:old ; <https://example.org/def#led> actor:b .
}}
g:2-3 {{
  assignment:two a ks:Responsibility ; ks:bearer actor:a , actor:b ; ks:role role:utforare ;
    ks:target element:m ; ks:assertionMode mode:actual .
  assignment:read a ks:Responsibility ; ks:bearer actor:a ; ks:role role:utforare ;
    ks:target element:n ; ks:assertionMode mode:actual ; ks:inferred true .
}}
g:meta {{
{META}}}
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """The pages of a plan with two who share a task, and one task that is read into the text."""
    folder: Path = tmp_path_factory.mktemp("p")
    return Client(create_app(project(folder, {"sources/liten-plan-2026-01-01.trig": DATA})))


@pytest.fixture(scope="module")
def ours() -> Client:
    """The pages of the checkout's own graph."""
    found = find_project(ROOT)
    return Client(create_app(found, open_store(found)))


def row(client: Client, path: str, head: str) -> str:
    """What a row of a page says, by what it begins with."""
    (told,) = [" ".join(r[1:]) for r in rows_of(client.get(path).text) if r[:1] == [head]]
    return told


def test_who_shares_a_task_is_no_object_of_it(client: Client) -> None:
    """Told as somebody beside, never as what the task is for."""
    told = row(client, "/id/actor/b.html", "Utförare")
    assert "tillsammans med Kommunen" in told and "Insatsen" in told


def test_a_page_tells_in_its_own_language_what_is_told_in_both(client: Client) -> None:
    """A term too, and the names of a theme say which is the other language's."""
    theme, english = (client.get(f"{p}/vocab/theme/validering.html").text for p in ("", "/en"))
    assert "Hör hit:" in theme and "In: methods" not in theme and "på engelska" in theme
    assert "In: methods" in english and "Hör hit:" not in english and "in Swedish" in english
    term = client.get("/def/adoptedBy.html").text
    assert "Sägs om" in term and "owl:" not in term and "Rdfs:" not in term


def test_what_is_worked_out_is_called_by_its_word_and_has_its_places(client: Client) -> None:
    """To carry out is not said to be to answer for, and each row leads to the text."""
    for path, head in (("/id/actor/b.html", "Ansvarar för eller utför"),
                       ("/id/element/m.html", "Ansvarar för eller utför det")):  # fmt: skip
        assert "[" in row(client, path, head)
    assert "Ansvarar för" not in [r[0] for r in rows_of(client.get("/id/actor/b.html").text)]


def test_our_reading_is_marked_and_what_is_stated_is_not(client: Client) -> None:
    """On the tie, on what is worked out from it, and on what we placed under a plan."""
    told = row(client, "/id/actor/a.html", "Ansvarar för eller utför")
    assert "Den andra (vår läsning)" in told and "Insatsen (vår läsning)" not in told
    parts = row(client, "/id/strategy/s.html", "Delar")
    assert "Insatsen (vår läsning)" in parts and "Den andra (vår läsning)" not in parts
    assert "Kommunen (vår läsning)" in row(client, "/id/element/n.html", "Utförare (avser det)")
    assert "(vår läsning)" not in row(client, "/id/actor/b.html", "Utförare")
    assert "Vår läsning" in (page := client.get("/id/element/m.html").text)
    assert "Texten placerar den inte." in page


_POINTING = """
SELECT DISTINCT ?p WHERE { ?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?o) && ?s != ?o)
  FILTER(STRSTARTS(STR(?o), "https://w3id.org/kompsam/")) }"""


def test_every_relation_has_a_name_of_its_own_from_the_other_end() -> None:
    """What was replaced does not replace, and whoever was evaluated has not evaluated."""
    store = open_store(find_project(ROOT))
    told_elsewhere = statements.LEFT_OUT | statements.TIED | statements.MUTUAL
    found = {str(row[0]) for row in store.select(_POINTING, View()).rows}

    assert not sorted(found - set(BACK) - {str(p) for p in told_elsewhere})
    for lang in ("sv", "en"):
        plain = store.labels(BACK, lang)
        assert not [p for p, told in BACK.items() if told.get(lang).lower() == plain[p].lower()]


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ("kh-a", "Genom projektet som genomför det"),
        ("ns-p1", "Ingen nämns i de lästa källorna"),
        ("jp-fo1-i1", "Utpekad"),
        ("jp-fo1-i3", "Genom helheten"),
    ],
)
def test_a_level_is_told_as_where_it_is_answered_who_does_what(
    ours: Client, element: str, told: str
) -> None:
    """Nobody in what was read is not nobody, and who carries a project out is not named for it."""
    assert told in row(ours, f"/id/element/{element}", "Ansvarsnivå")


def test_what_was_replaced_is_not_said_to_replace(client: Client) -> None:
    """And a relation without such a name is told as what the other thing has this one as."""
    replaced = client.get("/id/assignment/old.html").text
    assert "Ersatt av" in replaced and "Ersätter" not in replaced
    assert "Har det som ”" in client.get("/id/actor/b.html").text

"""Sums of money: in kronor as Swedes write them, beside whoever pays."""

from pathlib import Path

import pytest

from kgraph.report.sums import Known, grouped, sum_of, sum_words
from kgraph.terms import CURRENCY, VOCAB
from tests.asking import Client
from tests.helpers import HEAD, project
from tests.pages_app import create_app
from tests.test_web_told import rows_of

DATA = f"""{HEAD}
@prefix currency: <http://publications.europa.eu/resource/authority/currency/> .
g:1-1 {{
  strategy:s a ks:Strategy ; skos:prefLabel "Planen"@sv .
  actor:a a org:FormalOrganization ; skos:prefLabel "Fonden"@sv .
  project:p a ks:Project ; skos:prefLabel "Projektet"@sv ; ks:implements strategy:s .
  assignment:f a ks:FundingContribution ; ks:bearer actor:a ; ks:target project:p ;
    ks:role role:finansiar ; ks:assertionMode mode:actual ;
    ks:amount 3706566.50 ; ks:currency currency:SEK .
}}
g:meta {{
  g:1-1 a ks:AssertionGraph ; prov:wasDerivedFrom source:liten-plan-2026-01-01 ;
    ks:lineRange "1-1" ; ks:searchFor "målet är en insats" ; ks:summary "Stället."@sv ;
    ks:reviewStatus review-status:reviewed .
}}
"""


@pytest.mark.parametrize(
    ("amount", "sv", "en"),
    [("3706566", "3 706 566", "3,706,566"), ("12.50", "12,5", "12.5"), ("0", "0", "0"),
     ("1000.00", "1 000", "1,000"), ("många", "många", "många")],
)  # fmt: skip
def test_a_number_has_its_thousands_apart(amount: str, sv: str, en: str) -> None:
    """And a comma for its decimals in Swedish."""
    told = grouped(amount)
    assert (told.sv.replace("\N{NO-BREAK SPACE}", " "), told.en) == (sv, en)


def test_a_sum_without_a_currency_is_a_number() -> None:
    """Kronor are not guessed."""
    assert sum_words("5", "").sv == "5"
    assert sum_words("5", str(CURRENCY("SEK"))).sv == "5\N{NO-BREAK SPACE}kr"
    assert sum_words("5", str(CURRENCY("EUR"))).en == "EUR\N{NO-BREAK SPACE}5"


def test_who_carries_out_has_no_sum() -> None:
    """A body may pay for a project and carry it out: the sum is the payer's."""
    known: Known = {("a", "p"): ("5 kr",)}
    assert sum_of(known, "a", "p", VOCAB("role/utforare")) is None
    assert sum_of(known, "a", "p", VOCAB("role/finansiar")) is not None


def test_who_pays_stands_with_the_sum(tmp_path: Path) -> None:
    """On the page of the project, of the fund, and of the contribution itself."""
    client = Client(create_app(project(tmp_path, {"sources/liten-plan-2026-01-01.trig": DATA})))
    paid = "3\N{NO-BREAK SPACE}706\N{NO-BREAK SPACE}566,5"
    for path in ("/id/project/p.html", "/id/actor/a.html"):
        assert f"({paid}\N{NO-BREAK SPACE}kr)" in client.get(path).text
    rows = {r[0]: r[1] for r in rows_of(client.get("/id/assignment/f.html").text) if len(r) > 1}
    assert rows["Belopp"].startswith(paid.replace("\N{NO-BREAK SPACE}", " "))

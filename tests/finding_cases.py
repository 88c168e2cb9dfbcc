"""The smallest graphs for each kind of finding: it has it, it has not, it cannot say.

``S`` is a plan of county A whose document was read; what was read in full for is added by
``read``. In the honest graphs the document is only cited, its list is open, or it has run out.
"""

from collections.abc import Iterable

from tests.helpers import HEAD

PLACE = """
territory:a a ks:Territory ; ks:territoryType territory-type:lan ; skos:prefLabel "A län"@sv .
territory:b a ks:Territory ; ks:territoryType territory-type:lan ; skos:prefLabel "B län"@sv .
strategy:s a ks:Strategy ; skos:prefLabel "Planen"@sv ; dct:spatial territory:a .
"""
GOAL = 'element:g a ks:Goal ; skos:prefLabel "Målet"@sv ; ks:partOfStrategy strategy:s .'
MEASURE = """element:m a ks:Measure ; skos:prefLabel "Insatsen"@sv ; ks:partOfStrategy strategy:s ;
  ks:taskType task-type:analys-prognos-och-bedomning ; dct:subject theme:validering ."""
PRIORITY = """element:p a ks:Priority ; skos:prefLabel "Prioriteringen"@sv ;
  ks:partOfStrategy strategy:s ; dct:subject theme:validering ."""
ANSWERS = """assignment:r a ks:Responsibility ; ks:bearer actor:x ; ks:role role:ansvarig ;
  ks:target element:{} ; ks:assertionMode mode:actual ."""
ABSENT = """absence:x a ks:AbsenceStatement ; ks:about {} ; ks:absentRelation relation-kind:{} ;
  ks:absenceKind absence-kind:explicitly-none ; ks:reviewStatus review-status:extracted ;
  ks:inSource source:s ."""
FOLLOW = """assignment:f a ks:FollowUp ; ks:bearer actor:x ; ks:role role:uppfoljare ;
  ks:target strategy:s ; ks:assertionMode mode:actual {} ."""
MONEY = """assignment:k a ks:FundingContribution ; ks:bearer actor:x ; ks:role role:finansiar ;
  ks:target {} ; ks:assertionMode mode:actual ."""
FORUM = """forum:{0} a ks:Forum ; skos:prefLabel "Forum {0}"@sv ; dct:spatial territory:{1} ;
  dct:subject theme:validering ."""
MEMBER = """membership:{0}-{1} a org:Membership ; org:organization forum:{0} ;
  org:member actor:{1} ; org:role role:ledamot ; ks:assertionMode mode:actual ."""
DUTY = """assignment:{0} a ks:Mandate ; skos:prefLabel "Uppdrag {0}"@sv ; ks:bearer actor:{1} ;
  ks:role role:ansvarig ; ks:modality modality:skyldighet ; ks:assertionMode mode:norm ;
  ks:taskType task-type:{2} ; dct:subject theme:{3} ."""
PAST = 'strategy:s ks:validThrough "2020-12-31"^^xsd:date .'
OPEN = "{} ks:openList true ."
CITED = "source:s a ks:SourceDocument ; ks:loaded false ; ks:represents strategy:s ."
LOADED = "source:s a ks:SourceDocument ; ks:loaded true ; ks:represents strategy:s ."


def read(*relations: str, subject: str = "strategy:s") -> str:
    """That the document was read in full for something."""
    name = subject.replace(":", "-")
    return "\n".join(
        f"""coverage:{name}-{r} a ks:CoverageStatement ; ks:inSource source:s ;
  ks:coversSubject {subject} ; ks:coversRelation relation-kind:{r} ;
  ks:reviewStatus review-status:extracted ."""
        for r in relations
    )


def members(forum: str, names: Iterable[str]) -> str:
    """Memberships of a forum."""
    return "\n".join(MEMBER.format(forum, name) for name in names)


def trig(body: str, meta: str = LOADED) -> str:
    """A smallest graph: one passage, and what is said of it."""
    return f"""{HEAD}
g:1-1 {{ {PLACE} {body} }}
g:meta {{
  g:1-1 a ks:AssertionGraph ; prov:wasDerivedFrom source:s ; ks:lineRange "1-1" ;
    ks:reviewStatus review-status:extracted .
  {meta}
}}
"""


CLOSED = read("medlemskap", subject="forum:f") + read("medlemskap", subject="forum:h")
FIVE = ("a1", "a2", "a3", "a4", "a5")
TWO_FORUMS = FORUM.format("f", "a") + FORUM.format("h", "a")
PURPOSES = 'forum:f org:purpose "Ett"@sv . forum:h org:purpose "Ett annat"@sv .'
NATIONAL = """strategy:n a ks:Strategy ; skos:prefLabel "Nationell"@sv ;
  ks:governanceLevel level:nationell .
element:np a ks:Priority ; skos:prefLabel "Nationell prioritering"@sv ;
  ks:partOfStrategy strategy:n ; dct:subject theme:unga ."""
SECTORS = """
actor:o1 a org:Organization ; org:classification sector:offentlig .
actor:n1 a org:Organization ; org:classification sector:naringsliv .
actor:u1 a org:Organization ; org:classification sector:arbetsmarknadens-parter .
"""
COMPOSED = (
    FORUM.format("f", "a") + FORUM.format("h", "b") + SECTORS + members("f", ("o1", "n1"))
)  # fmt: skip
LAW = """actor:x a m8g:PublicOrganisation , org:FormalOrganization ; skos:prefLabel "X"@sv .
""" + ANSWERS.format("m")
PAIR = (
    MEASURE
    + """
actor:x a org:FormalOrganization . actor:y a org:FormalOrganization .
assignment:r1 a ks:Responsibility ; ks:bearer actor:x , actor:y ; ks:role role:medverkande ;
  ks:target element:m ; ks:assertionMode mode:actual ."""
)
TWO_THEMES = GOAL + "element:g dct:subject theme:validering , theme:unga ."
CHALLENGE = """element:c a ks:Challenge ; ks:partOfStrategy strategy:s ;
  skos:prefLabel "Stöd saknas"@sv ; ks:elementType element-type:{} ."""
SAME_TASK = DUTY.format("d1", "x", "analys-prognos-och-bedomning", "validering")
OTHER_PLAN = """strategy:o a ks:Strategy ; skos:prefLabel "Andra planen"@sv ;
  dct:spatial territory:a .
element:o a ks:Measure ; skos:prefLabel "Andra insatsen"@sv ; ks:partOfStrategy strategy:o ;
  ks:taskType task-type:analys-prognos-och-bedomning ; dct:subject theme:{} ."""
OTHER_LOADED = "source:o a ks:SourceDocument ; ks:loaded true ; ks:represents strategy:o ."
LOAD = "\n".join(
    FORUM.format(f"l{i}", "a") + members(f"l{i}", ("mycket", f"lite{i}")) for i in range(9)
)

# kind -> graphs: has it (with its status), has it not, cannot say (with its reason)
CASES: dict[str, tuple[tuple[str, str], str, tuple[str, str]]] = {
    "gap-01": (
        (trig(MEASURE, LOADED + read("ansvar")), "silent"),
        trig(MEASURE + ANSWERS.format("m"), LOADED + read("ansvar")),
        (trig(MEASURE + OPEN.format("element:m"), LOADED + read("ansvar")), "open-list"),
    ),
    "gap-02": (
        (trig(SAME_TASK + ABSENT.format("assignment:d1", "insatser")), "confirmed"),
        trig(SAME_TASK + MEASURE + "assignment:d1 ks:dischargedBy element:m ."),
        (trig(SAME_TASK + "strategy:s ks:adoptedBy actor:x .", CITED), "cited-not-loaded"),
    ),
    "gap-03": (
        (trig(MEASURE + LAW, LOADED + read("rattslig-grund", subject="actor:x")), "silent"),
        trig(MEASURE + LAW + SAME_TASK, LOADED + read("rattslig-grund", subject="actor:x")),
        (trig(MEASURE + LAW), "not-read"),
    ),
    "gap-04": (
        (trig(GOAL + MEASURE + PRIORITY + "element:m ks:parentElement element:p .",
              LOADED + read("insatser")), "silent"),
        trig(GOAL + MEASURE + "element:m ks:contributesTo element:g .", LOADED + read("insatser")),
        (trig(GOAL + PAST, LOADED + read("insatser")), "older-source"),
    ),
    "gap-05": (
        (trig(NATIONAL + PRIORITY, LOADED + read("mal")), "silent"),
        trig(NATIONAL + PRIORITY + "element:p ks:contributesTo element:np .",
             LOADED + read("mal")),
        (trig(NATIONAL + PRIORITY), "not-read"),
    ),
    "gap-06": (
        (trig(GOAL + FOLLOW.format("; ks:reportsTo actor:z"),
              LOADED + read("uppfoljning", "indikatorer")), "silent"),
        trig(GOAL + FOLLOW.format("; ks:reportsTo actor:z")
             + "element:g ks:measuredBy indicator:i . indicator:i a ks:Indicator .",
             LOADED + read("uppfoljning", "indikatorer")),
        (trig(PRIORITY, CITED), "cited-not-loaded"),
    ),
    "gap-07": (
        (trig(MEASURE + MONEY.format("strategy:s"), LOADED + read("finansiering")), "silent"),
        trig(MEASURE + MONEY.format("strategy:s , element:m"), LOADED + read("finansiering")),
        (trig(MEASURE + MONEY.format("strategy:s")), "not-read"),
    ),
    "gap-08": (
        (trig(MEASURE + ANSWERS.format("m") + FORUM.format("f", "a") + members("f", ("q",)),
              LOADED + read("medlemskap", subject="forum:f")), "silent"),
        trig(MEASURE + ANSWERS.format("m") + FORUM.format("f", "a") + members("f", ("x",)),
             LOADED + read("medlemskap", subject="forum:f")),
        (trig(MEASURE + ANSWERS.format("m") + FORUM.format("f", "a")
              + OPEN.format("forum:f")), "open-list"),
    ),
    "gap-09": (
        (trig(PAIR, LOADED + read("medlemskap")), "silent"),
        trig(PAIR + FORUM.format("f", "a") + members("f", ("x", "y")),
             LOADED + read("medlemskap")),
        (trig(PAIR), "not-read"),
    ),
    "gap-10": (
        (trig(TWO_THEMES, LOADED + read("ansvar", "medlemskap")), "silent"),
        trig(TWO_THEMES + FORUM.format("f", "a") + "forum:f dct:subject theme:unga ."),
        (trig(TWO_THEMES), "not-read"),
    ),
    "gap-11": (
        (trig(PRIORITY, LOADED + read("medlemskap")), "silent"),
        trig(PRIORITY + FORUM.format("f", "a") + "forum:f ks:contributesTo element:p .",
             LOADED + read("medlemskap")),
        (trig(PRIORITY, CITED), "cited-not-loaded"),
    ),
    "gap-12": (
        (trig(COMPOSED + members("h", ("o1", "u1")), LOADED + CLOSED), "silent"),
        trig(COMPOSED + members("h", ("o1", "n1")), LOADED + CLOSED),
        (trig(COMPOSED + members("h", ("o1", "u1")) + OPEN.format("forum:f")
              + OPEN.format("forum:h"),
              LOADED + CLOSED), "open-list"),
    ),
    "gap-13": (
        (trig(PAST), "silent"),
        trig(PAST + "strategy:t a ks:Strategy ; dct:replaces strategy:s ."),
        (trig(PAST, CITED), "older-source"),
    ),
    "gap-14": (
        (trig(CHALLENGE.format("angiven-brist")), "confirmed"),
        trig(CHALLENGE.format("utmaning")),
        (trig(PAST + CHALLENGE.format("angiven-brist")), "older-source"),
    ),
    "gap-15": (
        (trig('forum:f a ks:Forum ; skos:prefLabel "Styrgruppen"@sv .',
              LOADED + read("medlemskap")), "silent"),
        trig('forum:f a ks:Forum ; skos:prefLabel "Styrgruppen"@sv .' + members("f", ("x",)),
             LOADED + read("medlemskap")),
        (trig('forum:f a ks:Forum ; skos:prefLabel "Styrgruppen"@sv .'), "not-read"),
    ),
    "gap-16": (
        (trig(MEASURE + ANSWERS.format("m").replace("actual", "target"),
              LOADED + read("ansvar")), "silent"),
        trig(MEASURE + ANSWERS.format("m"), LOADED + read("ansvar")),
        (trig(MEASURE + ANSWERS.format("m").replace("actual", "target"), CITED),
         "cited-not-loaded"),
    ),
    "ovl-01": (
        (trig(SAME_TASK + DUTY.format("d2", "y", "analys-prognos-och-bedomning", "validering")
              + FORUM.format("f", "a") + members("f", ("x", "y"))), "silent"),
        trig(SAME_TASK.replace("analys-prognos-och-bedomning", "samordna-och-samverka")
             + DUTY.format("d2", "y", "samordna-och-samverka", "validering")),
        ("", ""),
    ),
    "ovl-02": (
        ("", ""),
        trig(MEASURE + ANSWERS.format("m").replace("actor:x", "actor:x , actor:y")),
        ("", ""),
    ),
    "ovl-03": (
        (trig(MEASURE + OTHER_PLAN.format("validering")), "silent"),
        trig(MEASURE + OTHER_PLAN.format("unga"), LOADED + OTHER_LOADED),
        (trig(MEASURE + OTHER_PLAN.format("unga")), "not-read"),
    ),
    "ovl-04": (
        (trig(TWO_FORUMS + members("f", FIVE) + members("h", FIVE), LOADED + CLOSED), "silent"),
        trig(TWO_FORUMS + members("f", FIVE) + members("h", ("b1", "b2")), LOADED + CLOSED),
        (trig(TWO_FORUMS + members("f", FIVE) + members("h", FIVE)), "open-list"),
    ),
    "ovl-05": (
        (trig(MEASURE + OTHER_PLAN.format("validering"), LOADED + OTHER_LOADED), "silent"),
        trig(MEASURE + OTHER_PLAN.format("unga")),
        (trig(MEASURE + OTHER_PLAN.format("validering")), "cited-not-loaded"),
    ),
    "ovl-06": (
        (trig(FOLLOW.format("; ks:reportsTo actor:z") + FOLLOW.format(
            "; ks:reportsTo actor:z").replace("assignment:f", "assignment:f2").replace(
            "actor:x", "actor:y")), "silent"),
        trig(FOLLOW.format("; ks:reportsTo actor:z")),
        (trig(FOLLOW.format("")), ""),
    ),
    "ovl-07": (
        (trig(LOAD), "unknown"),
        trig(FORUM.format("f", "a") + members("f", FIVE)),
        (trig(LOAD), "open-list"),
    ),
    "ovl-08": (
        (trig(TWO_FORUMS + PURPOSES.replace("Ett annat", "Ett")), "silent"),
        trig(TWO_FORUMS + PURPOSES),
        ("", ""),
    ),
}  # fmt: skip

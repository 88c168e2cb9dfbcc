"""Detection of what the sources say outright: stated lacks, bare names, dependence on others."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from kgraph.english import the
from kgraph.findings.gaps import thing, upper
from kgraph.findings.making import Draft, draft, finished, whole_or_each
from kgraph.findings.material import Material, Row, evidence_of, parts, source_of
from kgraph.findings.value import MODES, STATUSES, Finding
from kgraph.terms import local_name
from kgraph.wording import Text

# -- GAP-14 ----------------------------------------------------------------------------------------


def gap_14(material: Material) -> list[Finding]:
    """What a source itself says is missing, with what is said to answer it."""
    drafts = []
    for row in material.rows("findings/stated-lacks"):
        if _judged_later(material, row):
            continue
        past = row["past"] == "true"
        drafts.append(draft(
            "findings/stated-lacks", row, [row["item"]], _stated_lack(material, row),
            status="unknown" if past else "confirmed", reason="older-source" if past else "",
            document=material.home(row["source"]), value=len(parts(row["answers"])),
            region=material.document(row["document"]).region, level=_how_far(row),
        ))  # fmt: skip
    return finished(material, "gap-14", drafts)


def _judged_later(material: Material, row: Row) -> bool:
    """Whether it is told from evaluations alone that were all made after the view's day."""
    made = material.relations.by("ks:validFrom|ks:notBefore")
    day = material.view.as_of.isoformat()
    judged = parts(row["evaluation"])
    return bool(judged) and all(min(made.get(one, ("",))) > day for one in judged)


def _how_far(row: Row) -> str:
    """How near an answer is: stated, only by our reading, under the same heading, or none."""
    if row["answers"]:
        return "answered"
    return "inferred" if row["inferred"] else "near" if row["near"] or row["heading"] else (
        "unanswered")  # fmt: skip


def _stated_lack(material: Material, row: Row) -> Text:
    name, source = material.name(row["item"]), material.within(row["source"])
    if row["evaluation"]:
        judged = material.listed(parts(row["evaluation"]), 2, within=True)
        source = Text(f"{source.sv}, som återger {judged.sv}", f"{source.en}, which retells "
                      f"{judged.en}")  # fmt: skip
    tail = _answering(material, row)
    return Text(f"Enligt {source.sv}: {name.sv}; {tail.sv}.",
                f"According to {source.en}: {name.en}; {tail.en}.")  # fmt: skip


def _answering(material: Material, row: Row) -> Text:
    if row["answers"]:
        who = material.listed(parts(row["answers"]), 3, within=True)
        return Text(f"sägs tas upp av {who.sv}", f"said to be taken up by {who.en}")
    if row["inferred"]:
        who = material.listed(parts(row["inferred"]), 3, within=True)
        return Text(f"kan mötas av {who.sv}, enligt vår läsning",
                    f"may be taken up by {who.en}, by our reading")  # fmt: skip
    if row["near"]:
        near = parts(row["near"])
        who, word = material.listed(near, 2), "insatsen" if len(near) == 1 else "insatserna"
        return Text(f"samma tema under samma rubrik har {word} {who.sv}",
                    f"under the same heading with the same theme: {who.en}")  # fmt: skip
    if row["heading"]:
        n, above = len(parts(row["heading"])), material.name(row["about"])
        themes = material.relations.by("dct:subject")
        if not themes.get(row["item"], frozenset()).isdisjoint(themes.get(row["about"], ())):
            return Text(
                f"”{above.sv}” handlar i sin helhet om samma tema; vilken av de {n} insatserna som "
                "möter just detta sägs inte",
                f"“{above.en}” as a whole is about the same theme; which of its {n} measures "
                "addresses this one is not said",
            )
        elsewhere = _elsewhere(material, row)
        return Text(
            f"”{above.sv}” har {n} insatser, ingen sägs möta just detta{elsewhere.sv}",
            f"“{above.en}” has {n} measures, none of them said to address this{elsewhere.en}",
        )
    return Text("vilken insats som möter det anges inte",
                "no measure is said to address it")  # fmt: skip


def _elsewhere(material: Material, row: Row) -> Text:
    """The measures of the same document with the same theme, which stand under other headings."""
    themes, whole = material.relations.by("dct:subject"), material.elements.get(row["document"], {})
    mine = themes.get(row["item"], frozenset())
    found = [
        element for element, (kind, _) in whole.items()
        if kind == "Measure" and not mine.isdisjoint(themes.get(element, ()))
    ]  # fmt: skip
    if not found:
        return Text("", "")
    which, word = material.listed(sorted(found), 2), "insatsen" if len(found) == 1 else "insatserna"
    return Text(f"; samma tema under en annan rubrik har {word} {which.sv}",
                f"; under another heading with the same theme: {which.en}")  # fmt: skip


# -- GAP-15 ----------------------------------------------------------------------------------------

_BARE = {
    "Forum": Text("vilka som är med och vad det är till för anges inte",
                  "who takes part and what it is for are not stated"),
    "Project": Text("innehåll, parter och pengar anges inte",
                    "content, partners and money are not stated"),
    "Priority": Text("vad det omfattar anges inte", "what it covers is not stated"),
}  # fmt: skip


def gap_15(material: Material) -> list[Finding]:
    """Forums, projects and areas that are named and no more."""
    drafts = []
    for row in material.rows("findings/named-not-described"):
        kind = local_name(row["kind"])
        what, bare = upper(thing(material, row["item"], kind)), _BARE[kind]
        known = material.document(row["document"])
        status, reason = ("silent", "") if row["read"] == "true" else ("unknown", "not-read")
        if known.unread:
            status, reason = "unknown", "cited-not-loaded"
        words = Text(f"{what.sv} nämns, men {bare.sv}.", f"{what.en} is named, but {bare.en}.")
        drafts.append(draft("findings/named-not-described", row, [row["item"]], words,
                            status=status, reason=reason, unread=known.unread,
                            document=material.home(row["source"]), region=known.region
                            ))  # fmt: skip
    return finished(material, "gap-15", drafts)


# -- GAP-16 ----------------------------------------------------------------------------------------


def gap_16(material: Material) -> list[Finding]:
    """What depends on others: one finding a body that is needed, or a matter where nobody is."""
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for row in material.rows("findings/depends-on-others"):
        who = row["other"] if row["how"] == "wished" else row["element"]
        groups[row["strategy"], row["how"], who].append(row)
    wished: dict[str, list[Draft]] = defaultdict(list)
    needed: dict[str, list[str]] = defaultdict(list)
    drafts: list[Draft] = []
    for (strategy, how, who), rows in sorted(groups.items()):
        needed[strategy] += [who] if how == "wished" else []
        one = _dependence(material, strategy, how, who, rows)
        (wished[strategy] if how == "wished" else drafts).append(one)
    for strategy, each in wished.items():
        say = _others(material, strategy, needed[strategy])
        drafts += each if material.document(strategy).loaded else whole_or_each(
            each, len(each), strategy, say)  # fmt: skip
    return finished(material, "gap-16", drafts)


def _others(material: Material, strategy: str, needed: Sequence[str]) -> Callable[[int], Text]:
    """What is said of a document that nobody has read: one sentence for all who are needed."""
    who, plan = material.listed(needed, within=True), material.name(strategy)

    def say(_: int) -> Text:
        return Text(f"{plan.sv} räknar med andra ({who.sv}); vad de åtagit sig anges inte i det "
                    "lästa.",
                    f"{plan.en} counts on others ({who.en}); what they have undertaken is not "
                    "stated in what was read.")  # fmt: skip

    return say


def _dependence(
    material: Material, strategy: str, how: str, who: str, rows: Sequence[Row]
) -> Draft:
    elements = sorted({row["element"] for row in rows})
    weakest = min(rows, key=lambda r: (-STATUSES.index(local_name(r["status"])), r["element"]))
    things = [strategy, who] if how == "wished" else [who]
    made = draft("findings/depends-on-others", weakest, things,
                 _depending(material, strategy, how, who, rows), aspect=how,
                 document=_stating(material, strategy, weakest), value=len(elements),
                 region=material.document(strategy).region,
                 unread=_undertakings(material, strategy, weakest))  # fmt: skip
    rest = tuple(evidence_of("findings/depends-on-others", r) for r in rows if r is not weakest)
    made = replace(made, evidence=made.evidence + rest)
    if not made.unread or made.status == "confirmed" or made.reason == "older-source":
        return made
    return replace(made, status="unknown", reason="cited-not-loaded")


def _depending(material: Material, strategy: str, how: str, who: str, rows: Sequence[Row]) -> Text:
    name, plan = material.name(who), material.name(strategy)
    told = how == "said" or material.document(strategy).loaded  # else said of the whole
    more = _not_read(material, _undertakings(material, strategy, rows[0]) if told else ())
    if how == "wished":
        matters = material.listed(sorted({row["element"] for row in rows}), 2)
        return Text(
            f"{plan.sv} räknar med {name.sv} i det som önskas eller planeras ({matters.sv}); något "
            f"åtagande från dem anges inte{more.sv}.",
            f"{plan.en} counts on {the(name).en} in what is wished for or planned ({matters.en}); "
            f"no undertaking of theirs is stated{more.en}.",
        )
    if how == "said":
        sources = {source_of(p) for row in rows for p in parts(row["evidence"])} - {""}
        by_whom = material.listed(sorted(sources), 2, within=True)
        return Text(f"Enligt {by_whom.sv}: {name.sv}; vad de andra åtagit sig anges inte{more.sv}.",
                    f"According to {by_whom.en}: {name.en}; what the others have undertaken is not "
                    f"stated{more.en}.")  # fmt: skip
    other = material.listed(sorted({row["other"] for row in rows}), 2)
    return Text(f"”{name.sv}” hänger på {other.sv}, där ingen nämns.",
                f"“{name.en}” hangs on {other.en}, where nobody is mentioned.")  # fmt: skip


def _not_read(material: Material, works: Sequence[str]) -> Text:
    """That the works where an undertaking could stand were not read."""
    if not works:
        return Text("", "")
    unread = material.listed(works, 2)
    return Text(f" ({unread.sv} är inte läst)", f" (not read: {unread.en})")


_THEMES = """SELECT ?thing ?theme WHERE {{
  VALUES ?thing {{ {things} }} ?thing <http://purl.org/dc/terms/subject> ?theme }}"""


def _undertakings(material: Material, strategy: str, row: Row) -> tuple[str, ...]:
    """Unread works where an undertaking could stand: the document's own, and declarations.

    A declaration is a work that a forum for the document has adopted. It could hold the answer
    where the one who is needed sits in that forum, itself or through others, or the matter has
    one of its themes.
    """
    for_it = {f for f in material.forums_for.get(strategy, ()) if material.unread_of(f)}
    if row["how"] == "wished":
        near = {f for f in for_it if _takes_part(material, row["other"], f)}
    else:
        near = {f for f in for_it if _share_a_theme(material, row["element"], f)}
    works = {work for forum in near for work in material.unread_of(forum)}
    return tuple(sorted({*material.document(strategy).unread, *works}))


_CALLED_A_SECTOR = "?a org:classification ?b . ?b skos:inScheme vocab:sector"
_MEMBER_OF = """SELECT ?body WHERE {{ ?seat <http://www.w3.org/ns/org#member> <{who}> ;
  <http://www.w3.org/ns/org#organization> ?body }}"""


def _takes_part(material: Material, who: str, forum: str) -> bool:
    """Whether one sits in a forum, or somebody does who may speak for it.

    That is a body it is a member of; for a group of a kind of bodies, one of that kind; for a
    group that is called what a sector is called, somebody of that sector.
    """
    seated = material.members.get(forum, {}).get(MODES[0], frozenset())
    asked = material.store.select(_MEMBER_OF.format(who=who), material.view).rows
    if seated & {who, *(str(row[0]) for row in asked)}:
        return True
    kinds = material.relations.by("ks:groupMemberType").get(who, frozenset())
    types = material.relations.by("org:classification")
    if any(kinds & types.get(one, frozenset()) for one in seated):
        return True
    sectors = material.relations.pairs(_CALLED_A_SECTOR)
    return any(local_name(s) == local_name(who) for a in seated for s in sectors.get(a, ()))


def _share_a_theme(material: Material, element: str, forum: str) -> bool:
    """Whether a matter and a forum have a theme in common."""
    things = f"<{element}> <{forum}>"
    rows = material.store.select(_THEMES.format(things=things), material.view).rows
    mine = {str(theme) for one, theme in rows if str(one) == element}
    return any(str(theme) in mine for one, theme in rows if str(one) != element)


def _stating(material: Material, strategy: str, row: Row) -> str:
    """The document itself when it was read, else the source that speaks of it."""
    if material.document(strategy).loaded:
        return strategy
    sources = sorted(filter(None, map(source_of, parts(row["evidence"]))))
    return material.home(sources[0]) if sources else strategy

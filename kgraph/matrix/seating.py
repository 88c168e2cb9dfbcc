"""Forums against their members: who takes part in which, and in which role."""

from kgraph.counting import read_our_seats
from kgraph.matrix.answering import mode_of, note_of
from kgraph.matrix.draft import Asked, Draft
from kgraph.matrix.parts import covered, many
from kgraph.matrix.value import MEMBERS
from kgraph.store import MODE_WORDS
from kgraph.terms import VOCAB, Term
from kgraph.wording import Text

_OPEN = """
PREFIX ks: <https://w3id.org/kompsam/def#>
SELECT DISTINCT ?thing WHERE { ?thing ks:openList true }"""

_CONVENING = {VOCAB("role/sammankallande"), VOCAB("role/ordforande")}
_SEATED = {VOCAB("role/ledamot"), VOCAB("role/styrelseledamot")}


def forum_member(asked: Asked, rows: str, columns: str, groups: str) -> Draft:
    """Who sits in which forum, judged by what is known of its members."""
    draft = Draft(
        asked,
        rows,
        columns,
        Text(
            "Vilka är med i vilket forum, i vilken roll, och vilka forum saknar kända medlemmar?",
            "Who takes part in which forum, in which role, and which forums have no known members?",
        ),
        groups,
    )
    draft.judged, draft.verdicts = "rows", MEMBERS
    forums = asked.forums()
    facts = {str(r["forum"]): many(r["evidence"]) for r in asked.run("forum-register")}
    for forum in forums:
        draft.rows[forum] = {"evidence": set(facts.get(forum, ()))}
    ours = read_our_seats(asked.store, asked.view)
    for row in asked.run("forum-members"):
        if str(row["forum"]) in forums and row["via"] is None:
            counted = str(row["counted"]) == "true"
            note = row["role"] if counted else MODE_WORDS[mode_of(row)]
            sign = _member_sign(row["role"]) if counted else "uncounted"
            evidence = many(row["evidence"])
            read_in = {str(row["forum"]), str(row["member"])} in ours
            draft.put_actor(str(row["member"]), str(row["forum"]), sign, note_of(note), evidence,
                            ours=str(row["inferred"]) == "true" and read_in)  # fmt: skip
    was_read = covered(asked, "medlemskap")
    closed = was_read - {str(row[0]) for row in asked.select(_OPEN)}
    alike = {forum for pair in alike_forums(asked) for forum in pair}
    for forum in forums:
        _judge_members(draft, forum, closed, alike, forum in was_read)
    draft.read = lambda row, column: row in closed
    return draft


def _member_sign(role: Term | None) -> str:
    if role in _CONVENING:
        return "convener"
    return "member" if role in _SEATED else "participant"


def alike_forums(asked: Asked) -> set[tuple[str, str]]:
    """Forums of which it can be said that they share most members, as the finding OVL-04 has it.

    At least half of the smaller one's members; the question itself sees to it that both lists
    are closed and read, and to how many must be known.
    """
    return {
        tuple(sorted((str(row["f1"]), str(row["f2"]))))  # type: ignore[misc]
        for row in asked.run("forum-overlap")
        if str(row["verdict"]) == "overlap" and float(str(row["overlapCoefficient"])) >= 0.5
    }


def _judge_members(
    draft: Draft, forum: str, closed: set[str], alike: set[str], was_read: bool
) -> None:
    signs = draft.signs_of(forum)
    counted = [sign for sign in signs if sign != "uncounted"]
    values = draft.rows[forum]
    values["count"] = len(counted)
    if forum in alike:
        values["verdict"] = "duplicate"
    elif counted:
        values["verdict"] = "single" if len(counted) == 1 else "shared"
        if forum not in closed:
            values["note"] = Text("kan ha fler medlemmar", "may have more members")
        elif counted == ["convener"]:
            values["note"] = Text("bara den som sammankallar", "only the one who convenes")
        return
    else:
        values["verdict"] = "wished" if signs else "gap"
    if values["verdict"] in ("gap", "wished"):
        silent = forum in closed
        values["status"] = VOCAB("gap-status/" + ("silent" if silent else "unknown"))
        reason = "open-list" if was_read else "not-read"
        values["reason"] = None if silent else VOCAB("gap-reason/" + reason)

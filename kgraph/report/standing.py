"""Where a mandate stands on the view's day: held, not begun, run out, replaced, or nobody says.

A mandate without days of its own stands by what it rests on. Where that has none either, it is
known from the day of the document that tells of it; of a day before that nothing can be said.
"""

from collections.abc import Iterable, Mapping

from kgraph.findings.material import parts
from kgraph.report.desk import Desk
from kgraph.report.role_rows import mode_of
from kgraph.report.value import Words
from kgraph.terms import local_name
from kgraph.wording import dated

_DATED = "eli:first_date_entry_in_force|ks:validFrom"
# No act holds before it was issued; when it came into force may not be known.
_ISSUED = "eli:date_document"
_OF_A_SOURCE = (
    "dct:modified|dct:issued|ks:represents/ks:adoptedOn|ks:represents/ks:validFrom",
    "ks:retrievedOn",
)


def is_outside(desk: Desk, row: Mapping[str, str]) -> bool:
    """Whether a mandate does not hold on the view's day."""
    return bool(_why_outside(desk, row))


def is_unsaid(desk: Desk, row: Mapping[str, str]) -> bool:
    """Whether nothing says that a mandate held on the view's day, nor that it did not.

    It has no days, nor has what it rests on, and all that tells of it is from a later day; or its
    first day is that of a new form, and what the former one asked nobody says.
    """
    if _in_another_form(desk, row):
        return True
    if row["from"] or row["through"] or is_outside(desk, row):
        return False
    if any(_held(desk, basis) for basis in _all_of(desk, row)):
        return False
    told = [_told_on(desk, passage) for passage in parts(row["evidence"])]
    return bool(told) and all(first > _day(desk) for first in told)


def uncounted(desk: Desk, row: Mapping[str, str]) -> str:
    """Why a mandate does not count: its mode, or that it does not hold on the view's day."""
    if _in_another_form(desk, row):
        return desk.word("fanns före, i en annan form", "was there before, in another form")
    return _why_outside(desk, row) or mode_of(desk, row["mode"])


def _in_another_form(desk: Desk, row: Mapping[str, str]) -> bool:
    """Whether a mandate was there on the view's day, before it got the form that it has."""
    return row["from"] > _day(desk) and _had_a_form_before(desk, row["mandate"])


def _had_a_form_before(desk: Desk, mandate: str) -> bool:
    relations = desk.material.relations
    return mandate in relations.by("dct:replaces") or bool(
        relations.by("ks:existedBefore").get(mandate, frozenset()) & {"true", "1"})  # fmt: skip


def _why_outside(desk: Desk, row: Mapping[str, str]) -> str:
    day = _day(desk)
    if _in_another_form(desk, row):
        return ""
    if row["from"] > day or _basis_begins_later(desk, row):
        return desk.word("hade inte börjat gälla", "not yet in force")
    if row["through"] and row["through"] < day:
        return desk.word("gällde inte längre", "held no more")
    since = _replaced(desk, row["mandate"])
    if since:
        return since
    if row["counted"] != "true" and local_name(row["mode"]) in desk.view.modes:
        return desk.word("gällde inte längre", "held no more")
    return ""


def _day(desk: Desk) -> str:
    return desk.view.as_of.isoformat()


def _days(desk: Desk, path: str, thing: str) -> list[str]:
    """The days that a property or path gives of a thing, in order."""
    return sorted(map(str, desk.material.relations.by(path).get(thing, ())))


def _basis_begins_later(desk: Desk, row: Mapping[str, str]) -> bool:
    """Whether a mandate without days of its own rests on nothing that had begun."""
    basis = _all_of(desk, row)
    dated_itself = row["from"] or row["through"]
    return bool(basis) and not dated_itself and all(_begins_later(desk, b) for b in basis)


def _all_of(desk: Desk, row: Mapping[str, str]) -> list[str]:
    """All that a mandate rests on: the register has a row for each; one that holds is enough."""
    return sorted(desk.material.relations.by("ks:legalBasis").get(row["mandate"], frozenset()))


def _begins_later(desk: Desk, basis: str) -> bool:
    """Whether a law, a section, a wording or a strategy had not begun on the view's day."""
    if desk.begins_later(basis):
        return True
    days = [d for one in _and_act(desk, basis) for d in _days(desk, f"{_DATED}|{_ISSUED}", one)]
    return bool(days) and days[0] > _day(desk)


def _and_act(desk: Desk, law: str) -> list[str]:
    """A law, or a section with the act that it is part of."""
    return [law, *sorted(map(str, desk.material.relations.by("eli:is_part_of").get(law, ())))]


def _held(desk: Desk, basis: str) -> bool:
    """Whether a law, a wording or a strategy is known to have held on the view's day."""
    day = _day(desk)
    starts = _days(desk, _DATED, basis)
    ends = _days(desk, "eli:date_no_longer_in_force|ks:validThrough", basis)
    return bool(starts) and starts[0] <= day and (not ends or day <= ends[-1])


def _replaced(desk: Desk, mandate: str) -> str:
    """From when another mandate had taken a mandate's place on the view's day; else ""."""
    heirs = [new for new, old in desk.material.relations.by("dct:replaces").items()
             if mandate in old]  # fmt: skip
    begun = sorted((d, str(n)) for n in heirs for d in _days(desk, "ks:validFrom", str(n)))
    if not begun or begun[0][0] > _day(desk):
        return ""
    start, heir = begun[0]
    since = desk.say(desk.material.told_date(start, [heir]))
    return desk.word(f"ersatt från {since}", f"replaced from {since}") + _ours(desk, heir)


def _ours(desk: Desk, mandate: str) -> str:
    """That some of what is said of a mandate is our reading: its place among others, say."""
    read_in = any(one == mandate for one, _ in desk.ours.mandates)
    return desk.word("; vår läsning", "; our reading") if read_in else ""


def _told_on(desk: Desk, passage: str) -> str:
    """The first day from which a passage's document tells something; "" where none is known."""
    for path in _OF_A_SOURCE:
        days = [d for source in desk.material.relations.by("prov:wasDerivedFrom").get(passage, ())
                for d in _days(desk, path, str(source))]  # fmt: skip
        if days:
            return min(days)
    return ""


def ended_wordings(desk: Desk) -> Mapping[str, str]:
    """The wordings of acts that had been replaced on the view's day, each with its last day."""
    ends = desk.material.relations.by("eli:date_no_longer_in_force")
    found = {act: max(map(str, days)) for act, days in ends.items()}
    return {act: end for act, end in found.items() if end < _day(desk)}


def period(desk: Desk, row: Mapping[str, str], ends: Mapping[str, str]) -> str:
    """The first and last day of a mandate, as far as they are known; else those of its basis."""
    start, end = (desk.say(desk.material.told_date(row[c], [row["mandate"]]))
                  for c in ("from", "through"))  # fmt: skip
    basis = parts(row["basis"])
    if not start and not end and basis and all(one in ends for one in basis):
        last = desk.say(dated(max(ends[one] for one in basis)))
        return desk.word(f"lydelsen gällde till och med {last}", f"the wording held until {last}")
    if start and end:
        return f"{start}–{end}"
    from_, to = desk.word("från", "from"), desk.word("till och med", "through")
    if not start and not end and _basis_begins_later(desk, row):
        days = [d for one in basis for d in _days(desk, _DATED, one)]
        later = desk.say(desk.material.told_date(min(days), basis)) if days else ""
        return desk.word(f"grunden gäller från {later}", f"its basis holds from {later}") if (
            later) else "–"  # fmt: skip
    if start and _had_a_form_before(desk, row["mandate"]):
        form = desk.word(f"i den formen från {start}", f"in that form from {start}")
        return form + _ours(desk, row["mandate"])
    return f"{from_} {start}" if start else f"{to} {end}" if end else "–"


def named(desk: Desk, laws: Iterable[str]) -> list[Words]:
    """Acts by name, with what they were called on the view's day where that is another name."""
    listed = list(laws)
    made: list[Words] = []
    for law, name in zip(listed, _one_by_one(desk, listed), strict=True):
        made += name
        if _begins_later(desk, law):
            made.append(Words(desk.word(" (gällde inte än)", " (did not yet hold)")))
            continue
        then = [
            called
            for act in _and_act(desk, law)
            for label in sorted(desk.material.relations.by("skosxl:altLabel").get(act, ()))
            if _was_name(desk, str(label))
            for called in _called(desk, str(label))
        ]
        if then:
            made += [Words(desk.word(" (hette då ", " (then called ")), *then, Words(")")]
    return made


def _one_by_one(desk: Desk, laws: list[str]) -> list[list[Words]]:
    """The names of some acts, each with the comma or the word that stands before it."""
    joined = iter(desk.names(laws))
    return [[next(joined) for _ in range(1 if number == 0 else 2)] for number in range(len(laws))]


def _was_name(desk: Desk, label: str) -> bool:
    starts, ends = (_days(desk, path, label) for path in ("ks:validFrom", "ks:validThrough"))
    day = _day(desk)
    return bool(starts or ends) and (not starts or starts[0] <= day) and (
        not ends or day <= ends[-1])  # fmt: skip


def _called(desk: Desk, label: str) -> list[Words]:
    lang = "sv" if desk.lang != "sv" else ""
    return [Words(name, lang) for name in _days(desk, "skosxl:literalForm", label)]

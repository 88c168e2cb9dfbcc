"""What waits for a reader, by reason, and the reader's decision."""

import datetime
from collections import Counter
from typing import Any

from kgraph.report.value import line
from kgraph.reviewing import Waiting, waiting
from kgraph.roles import STATUSES, WHY_WORDS
from kgraph.web.pages import own
from kgraph.web.pages.addresses import path_of
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.own import Here
from kgraph.web.pages.page import Page
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text, counted

_SHOWN = 100
STATUS_WORDS: dict[str, Text] = {
    "reviewed": Text("granskat: jämfört med källan av en andra läsare",
                     "reviewed: compared with the source by a second reader"),
    "verified": Text("verifierat: bekräftat av någon som känner saken",
                     "verified: confirmed by someone who knows the matter"),
    "disputed": Text("ifrågasatt: någon har invänt", "disputed: someone has objected"),
    "rejected": Text("avvisat: fel, räknas inte", "rejected: wrong, not counted"),
    "extracted": Text("läst men inte granskat", "read but not reviewed"),
}  # fmt: skip


def page(shelf: Shelf, visit: Visit, here: Here) -> Page:
    """The passages that wait, of one reason or all."""
    word = visit.word
    today = datetime.date.today()
    found: tuple[Waiting, ...] = shelf.keep(
        ("waiting", today, visit.lang), lambda: waiting(shelf.store, today, visit.lang)
    )
    counts: Counter[str] = Counter(item.why for item in found)
    why = visit.given.get("skal", "")
    why = why if why in WHY_WORDS else ""
    chosen = [item for item in found if why in ("", item.why)]
    lead = line(word(
        "Textställen som ingen har granskat, som någon ifrågasätter, som saknar dokument, eller "
        "vars källa borde ha kommit i ny utgåva.",
        "Passages that nobody has reviewed, that somebody disputes, that lack a document, or whose "
        "source should have come in a new edition."))  # fmt: skip
    values = own.shared(visit, shelf.project, here) | {
        "reasons": [
            {"href": visit.url(own.REVIEW, skal=key), "name": visit.say(text).capitalize(),
             "number": counts[key], "here": key == why}
            for key, text in WHY_WORDS.items()
        ],
        "reasons_name": word("Skäl", "Reasons"),
        "everything": (visit.url(own.REVIEW), word("Alla skäl", "All reasons"), not why),
        "list_title": word("Väntar på granskning", "Waits for review"),
        "groups": _groups(visit, chosen),
        "none": word("Inget väntar.", "Nothing waits."),
        "more": _more(visit, len(chosen)),
        "decide": {
            "action": visit.url(own.REVIEW), "title": word("Beslut", "Decision"),
            "lead": word("Kryssa för textställen ovan, välj status och roll.",
                         "Tick passages above, and choose a status and a role."),
            "status": word("Ny status", "New status"), "button": word("Spara", "Save"),
            "statuses": [(key, visit.say(STATUS_WORDS[key])) for key in STATUSES],
        },
        "why": why,
        "none_chosen": word("Kryssa för minst ett textställe.", "Tick at least one passage.")
        if visit.given.get("fel") == "val" else "",
    }  # fmt: skip
    return Page(word("Granska", "Review"), lead=lead, tab="own", template="review.html",
                values=values, answers=False)  # fmt: skip


def _more(visit: Visit, many: int) -> str:
    if many <= _SHOWN:
        return ""
    return visit.word(f"De första {_SHOWN} av {many} visas; de övriga när dessa är avgjorda.",
                      f"The first {_SHOWN} of {many} are shown; the others come when these are "
                      "decided.")  # fmt: skip


def _groups(visit: Visit, chosen: list[Waiting]) -> list[dict[str, Any]]:
    """The passages under their reasons; each with a link to its page."""
    shown, groups = chosen[:_SHOWN], []
    for key, text in WHY_WORDS.items():
        items = [item for item in shown if item.why == key]
        if items:
            groups.append({
                "id": f"skal-{key}", "title": visit.say(text).capitalize(),
                "number": visit.say(counted(len(items), Text("textställe", "passage"),
                                            Text("textställen", "passages"))),
                "passages": [
                    {"iri": item.passage, "place": item.place, "summary": item.summary,
                     "href": visit.url(path_of(item.passage)),
                     "status": visit.say(STATUS_WORDS[item.status]) if item.status in STATUS_WORDS
                     else item.status, "id": f"{key}-{number}"}
                    for number, item in enumerate(items)
                ],
            })  # fmt: skip
    return groups

"""What the pages of people's own data have in common: who may change, and the fields they share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kgraph.project import Project
from kgraph.roles import ROLES
from kgraph.web.pages.visit import Visit
from kgraph.web.proposals import Proposal
from kgraph.web.session import FIELD, SHORTEST, Session
from kgraph.web.settings import TOKEN
from kgraph.wording import Text

DATA, LOG, REVIEW = "/egna-data", "/andringar", "/granska"
PREVIEW, BOOK, MARKED = f"{DATA}/forslag", f"{DATA}/arbetsbok.xlsx", f"{DATA}/markt.xlsx"
KEY, LEAVE = f"{DATA}/nyckel", f"{DATA}/lamna"
SEND, ANSWER, ACCEPT, DISCARD = (f"{DATA}/{name}" for name in ("las-in", "svar", "godta", "kasta"))
UNDO, FORGET = f"{LOG}/angra", f"{DATA}/glom"
NEW, FIX, FORM, NAMES = (f"{DATA}/{name}" for name in ("ny", "ratta", "formular", "namn.json"))
_FORMS = re.compile(rf"(?:{NEW}|{FIX})/[A-Za-z0-9][A-Za-z0-9/_.-]*")


def fix_path(page: str) -> str:
    """The address of the form for a thing whose page is at a path."""
    return FIX + page.removesuffix(".html")


def leads_to_form(path: str) -> bool:
    """Whether a path may be one of a form."""
    return bool(_FORMS.fullmatch(path)) and ".." not in path and "//" not in path


@dataclass(frozen=True, slots=True)
class Here:
    """Who asks for a page, and whether they may change anything.

    Parameters:
        session: of a visitor who has shown the token.
        possible: whether the server has a token at all.
        stale: whether a change is written that is not served until the next start.
        proposal: a workbook of theirs that waits.
        seal: what a form carries to and fro so that nobody can have changed it.
    """

    session: Session | None = None
    possible: bool = False
    stale: bool = False
    proposal: Proposal | None = None
    seal: Callable[[str], str] = str


def refusal(project: Project, possible: bool) -> tuple[Text, Text] | None:
    """Why nobody may change the project here, and the mend; None where it can be done."""
    if project.read_only:
        return (
            Text(
                "Det här är den kopia som följde med programmet. Den ändras aldrig.",
                "This is the copy that came with the program. It is never changed.",
            ),
            Text(
                "Gör ett eget projekt och visa det: kgraph new MAPP, sedan "
                "kgraph serve --project MAPP.",
                "Make a project of your own and serve it: kgraph new FOLDER, then "
                "kgraph serve --project FOLDER.",
            ),
        )
    if not possible:
        return (
            Text(
                "Servern är startad utan nyckel, så här kan man bara läsa.",
                "The server was started without a token, so one can only read here.",
            ),
            Text(
                f"Den som driver den sätter {TOKEN} till minst {SHORTEST} tecken och startar om. "
                "Kommandot kgraph import FIL.xlsx gör samma sak utan webbläsare.",
                f"Whoever runs it sets {TOKEN} to at least {SHORTEST} characters and starts it "
                "again. The command kgraph import FILE.xlsx does the same without a browser.",
            ),
        )
    return None


def may(project: Project, here: Here) -> bool:
    """Whether somebody may change the project here and now."""
    return here.session is not None and refusal(project, here.possible) is None


def shared(visit: Visit, project: Project, here: Here) -> dict[str, Any]:
    """The values that the templates of these pages share."""
    word = visit.word
    refused = refusal(project, here.possible)
    ways = ((DATA, word("Egna data", "Your own data")), (REVIEW, word("Granska", "Review")),
            (LOG, word("Ändringar", "Changes")))  # fmt: skip
    return {
        "ways_name": word("Egna data", "Your own data"),
        "ways": [(visit.url(path), name, visit.path == path) for path, name in ways],
        "refused": [visit.say(text) for text in refused] if refused else None,
        "sign": here.session.sign if here.session else "",
        "field": FIELD,
        "stale": word(
            "Den senaste ändringen är sparad, men syns först när servern startas om.",
            "The latest change is saved, but shows only when the server is started again.",
        ) if here.stale else "",
        "may": may(project, here),
        "key": {
            "action": visit.url(KEY), "leave": visit.url(LEAVE), "next": visit.path,
            "label": word("Nyckel", "Token"),
            "title": word("Här går det bara att läsa", "Only reading here") if refused
            else word("Lås upp", "Unlock"),
            "lead": word(
                "Att ändra kräver nyckeln. Den som driver servern har den. Den behövs en gång; "
                "sedan minns webbläsaren det i fyra timmar.",
                "Changing takes the token, which whoever runs the server has. It is needed once; "
                "then the browser remembers it for four hours."),
            "button": word("Lås upp", "Unlock"), "lock": word("Lås igen", "Lock again"),
            "wrong": word("Det var inte rätt nyckel.", "That was not the token.")
            if visit.given.get("fel") == "nyckel" else "",
        },
        "roles": [(key, visit.say(text)) for key, text in ROLES.items()],
        "role_label": word("Din roll, till ändringsloggen (inga namn)",
                           "Your role, for the log of changes (no names)"),
    }  # fmt: skip

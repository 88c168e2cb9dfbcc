"""What people have answered about names: listed where one may change things, to be forgotten."""

from typing import TYPE_CHECKING, Any

from kgraph.errors import UsageError
from kgraph.web.pages import own
from kgraph.web.pages.desk import Shelf
from kgraph.web.pages.visit import Visit
from kgraph.wording import Text

if TYPE_CHECKING:
    from starlette.responses import Response

    from kgraph.journal import Entry
    from kgraph.project import Project
    from kgraph.web.pages.own_routes import Case
    from kgraph.web.uploads import Sent


def told(shelf: Shelf, visit: Visit) -> dict[str, Any] | None:
    """The answers with what each means; None where there are none."""
    from kgraph.workbook.decisions import read_decisions

    known = sorted(read_decisions(shelf.project).items(), key=lambda one: one[0][::-1])
    if not known:
        return None
    word = visit.word
    labels = shelf.store.labels([str(d.means) for _, d in known if d.means], visit.lang)
    new = word("något nytt, med det namnet", "something new, of that name")
    return {
        "title": word("Svar om namn", "Answers about names"),
        "lead": word(
            "Så här förstås namnen nästa gång de skrivs. Var ett svar fel: glöm det, så frågas det "
            "om igen. Det som redan är infört ändras inte.",
            "This is how the names are understood when next written. If an answer was wrong, "
            "forget it, and it is asked again. What is entered already does not change."),
        "rows": [(f"{kind} {name}", d.name, labels[str(d.means)] if d.means else new, d.decided)
                 for (kind, name), d in known],
        "label": word("Svaret", "The answer"), "button": word("Glöm svaret", "Forget the answer"),
        "action": visit.url(own.FORGET),
    }  # fmt: skip


async def forget(case: "Case", sent: "Sent") -> "Response":
    """Strike an answer about a name, and note that in the log."""
    wanted = sent.get("svar")
    return await case.change(lambda project: _struck(project, wanted, sent.get("roll")))


def _struck(project: "Project", wanted: str, role: str) -> "Entry":
    from kgraph.journal import note
    from kgraph.workbook.decisions import FILE, decisions_file, read_decisions

    kind, _, name = wanted.partition(" ")
    known = read_decisions(project)
    gone = known.pop((kind, name), None)
    if gone is None:
        raise UsageError(
            Text("Det svaret finns inte längre.", "There is no such answer any more."), "",
            Text("Läs in sidan på nytt.", "Load the page anew."),
        )  # fmt: skip
    what = Text(f"Glömde svaret om ”{gone.name}”", f"Forgot the answer about “{gone.name}”")
    files = {project.root.resolve() / FILE: decisions_file(known)}
    return note(project, what, own.DATA, role, files)

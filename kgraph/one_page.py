"""One web page from a template: it fetches nothing, carries its style and runs no script."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kgraph.drawing import policy

_TEMPLATES = Path(__file__).parent / "templates"


def to_page(name: str, values: Mapping[str, Any]) -> str:
    """A page, the same bytes every time.

    Parameters:
        name: of its template and its style sheet, without their endings.
        values: what the template shows, all plain text, which it escapes, but for a ``Markup``.
    """
    import jinja2
    from markupsafe import Markup

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    css = (_TEMPLATES / f"{name}.css").read_text(encoding="utf-8").strip()
    no_script = policy((), css).replace("script-src ;", "script-src 'none';")
    dressed = {"css": Markup(css), "policy": no_script}
    return environment.get_template(f"{name}.html").render(dict(values) | dressed)

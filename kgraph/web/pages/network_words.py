"""The words of the network pages; the script gets those of ``SAID`` from the page."""

from kgraph.network.value import OUR_READING
from kgraph.wording import Text


def foreign(text: Text, lang: str) -> str:
    """``sv`` for a name that is Swedish on an English page, else ""."""
    return "sv" if lang != "sv" and text.en == text.sv else ""


TITLE = Text("Nätverk", "Networks")
LEAD = Text(
    "Bilder av vad som hänger ihop med vad, enligt de lästa dokumenten. Allt i en bild står också "
    "i tabeller, med textställen.",
    "Pictures of what hangs together with what, by the documents read. All of a picture also "
    "stands in tables, with passages.",
)
FACETS: dict[str, tuple[Text, Text]] = {
    "slag": (Text("Slag", "Kind"), Text("Annat", "Other")),
    "lan": (Text("Län", "County"), Text("Inget enskilt län", "No single county")),
    "niva": (Text("Nivå", "Level"), Text("Nivån är inte angiven", "Level not stated")),
    "tema": (Text("Tema", "Theme"), Text("Inget tema", "No theme")),
    "lage": (Text("Läge", "Mode"), Text("Utan läge", "No mode")),
}
COLOURS: dict[str, Text] = {
    "slag": Text("slag", "kind"),
    "krets": Text("krets", "circle"),
    "lan": Text("län", "county"),
}
LAYOUTS: dict[str, Text] = {
    "fritt": Text("efter samband", "by links"),
    "spalter": Text("i spalter", "in columns"),
}
# Words of the page itself.
T: dict[str, Text] = {
    "controls": Text("Sök, filtrera och färga", "Search, filter and colour"),
    "search": Text("Sök i bilden", "Search in the picture"),
    "show_only": Text("Visa bara", "Show only"),
    "all_if_none": Text("Inget förkryssat: allt visas.", "Nothing ticked: everything shows."),
    "colour": Text("Färg visar", "Colour shows"),
    "order": Text("Ordnad", "Ordered"),
    "gaps": Text("Framhäv där ingen ansvarig nämns", "Mark where nobody responsible is named"),
    "wide": Text(
        "Ta med önskat läge, planer och det som varit",
        "Include what is wished for, planned or past",
    ),
    "way": Text("Väg mellan två", "Way between two"),
    "from": Text("Från", "From"),
    "to": Text("Till", "To"),
    "steps": Text("Samband bort", "Links away"),
    "apply": Text("Visa", "Show"),
    "reset": Text("Nollställ", "Reset"),
    "tools": Text("Bilden", "The picture"),
    "fit": Text("Visa hela", "Fit"),
    "in": Text("Förstora", "Zoom in"),
    "out": Text("Förminska", "Zoom out"),
    "png": Text("Spara bilden (PNG)", "Save picture (PNG)"),
    "svg": Text("SVG", "SVG"),
    "full_size": Text(
        "Öppna bilden i full storlek, där alla namn går att läsa",
        "Open the picture in full size, where every name can be read",
    ),
    "gexf": Text("GEXF", "GEXF"),
    "csv": Text("CSV", "CSV"),
    "help": Text(
        "Klicka på en symbol för uppgifter, dra för att flytta, nyp eller Ctrl och hjulet för att "
        "zooma. Tangentbord: piltangenterna går mellan symbolerna, Retur väljer, plus och minus "
        "zoomar, 0 visar hela, Esc stänger.",
        "Click a symbol for facts, drag to move, pinch or Ctrl and the wheel to zoom. Keyboard: "
        "arrow keys walk between symbols, Enter chooses, plus and minus zoom, 0 fits, Esc closes.",
    ),
    "stage": Text(
        "Nätverksbild med {nodes} och {edges}. Piltangenterna går mellan symbolerna.",
        "Network picture with {nodes} and {edges}. Arrow keys walk between symbols.",
    ),
    "still": Text(
        "Nätverksbild med {nodes} och {edges}. Tabellerna nedan har samma innehåll.",
        "Network picture with {nodes} and {edges}. The tables below have the same content.",
    ),
    "key": Text("Vad tecknen betyder", "What the signs mean"),
    "thin_key": Text(
        "Tunn linje: vår läsning, inget textställe säger det med de orden",
        "Thin line: our reading, no passage says it in those words",
    ),
    "gap_key": Text(
        "Streckad kontur: ingen ansvarig nämns i de lästa källorna",
        "Dashed outline: the sources read name nobody responsible",
    ),
    "more_colours": Text("grått: flera, inget eller mindre", "grey: several, none or smaller"),
    "circle_key": Text(
        "En krets är saker med fler samband inbördes än utåt. Indelningen räknas fram; en annan "
        "uträkning kan dra gränsen på annat sätt.",
        "A circle is things with more links among themselves than outward. The division is "
        "reckoned; another reckoning may draw the line elsewhere.",
    ),
    "loading": Text("Bilden hämtas …", "Getting the picture …"),
    "empty": Text(
        "Inget passar filtren. Kryssa ur något, eller nollställ.",
        "Nothing fits the filters. Untick something, or reset.",
    ),
    "nothing": Text(
        "Inga samband i det som är läst och räknas här. Räkna fler uppgifter (”Ändra” ovan), eller "
        "ta med önskat läge och planer.",
        "No links in what was read and counts here. Count more statements (“Change” above), or "
        "include what is wished for and planned.",
    ),
    "not_built": Text(
        "Den rörliga bilden ingår inte i den här installationen. Stillbilden och tabellerna har "
        "samma innehåll.",
        "The live picture is not part of this installation. The still picture and the tables have "
        "the same content.",
    ),
    "no_script": Text(
        "Den rörliga bilden behöver JavaScript. Stillbilden och tabellerna har samma innehåll, och "
        "knappen Visa gör det valen säger.",
        "The live picture needs JavaScript. The still picture and the tables have the same "
        "content, and the button Show does what the choices say.",
    ),
    "details": Text("Valt i bilden", "Chosen in the picture"),
    "other": Text("Andra nätverk", "Other networks"),
    "around": Text("Allt kring en sak", "Everything around a thing"),
    "around_label": Text(
        "Namn på en aktör, ett forum, en strategi, en insats, ett tema eller en lag",
        "Name of an actor, forum, strategy, measure, theme or law",
    ),
}
# Words that the script says.
SAID: dict[str, Text] = {
    "one_link": Text("{n} samband", "{n} link"),
    "many_links": Text("{n} samband", "{n} links"),
    "one_thing": Text("{n} sak", "{n} thing"),
    "many_things": Text("{n} saker", "{n} things"),
    "of": Text("{n} av {all}", "{n} of {all}"),
    "hits": Text("{n} träffar", "{n} hits"),
    "one_hit": Text("{n} träff", "{n} hit"),
    "circle": Text("krets {n}", "circle {n}"),
    "no_circle": Text("ingen krets", "no circle"),
    "said": Text("{name}, {kind}, {links}, {circle}", "{name}, {kind}, {links}, {circle}"),
    "gap": Text(
        "Ingen ansvarig nämns i de lästa källorna. Det kan finnas en ändå.",
        "The sources read name nobody responsible. There may still be somebody.",
    ),
    "close": Text("Stäng", "Close"),
    "open_page": Text("Öppna sidan", "Open its page"),
    "expand": Text("Visa alla grannar", "Show all neighbours"),
    "fold": Text("Dölj tillagda grannar", "Hide added neighbours"),
    "around": Text("Allt kring det här", "Everything around this"),
    "way_from": Text("Väg härifrån", "Way from here"),
    "way_to": Text("Väg hit", "Way to here"),
    "county": Text("Län", "County"),
    "level": Text("Nivå", "Level"),
    "responsibility": Text("Ansvar", "Responsibility"),
    "part_of": Text("Ingår i", "Part of"),
    "themes": Text("Teman", "Themes"),
    "circle_word": Text("Krets", "Circle"),
    "source": Text("Källa", "Source"),
    "no_source": Text("Inget textställe.", "No passage."),
    "ours": OUR_READING,
    "sources_lost": Text("Textställena kunde inte hämtas; de står i tabellen nedan.",
                         "The passages could not be fetched; they stand in the table below."),
    "no_links": Text("Inga samband visas.", "No links are shown."),
    "more": Text("… och {n} till, i tabellen nedan.", "… and {n} more, in the table below."),
    "no_webgl": Text(
        "Webbläsaren kan inte rita den rörliga bilden (WebGL saknas). Stillbilden och tabellerna "
        "har samma innehåll.",
        "This browser cannot draw the live picture (no WebGL). The still picture and the tables "
        "have the same content.",
    ),
    "failed": Text(
        "Bilden kunde inte hämtas. Ladda om sidan; tabellerna nedan gäller.",
        "The picture could not be fetched. Reload the page; the tables below hold.",
    ),
    "way_found": Text("Vägen går över {n} samband.", "The way goes over {n} links."),
    "no_way": Text("Ingen väg mellan de två i det som visas.",
                   "No way between the two in what is shown."),
    "all_shown": Text("Allt visas.", "Everything is shown."),
    "added": Text("{n} grannar lades till.", "{n} neighbours were added."),
    "none_added": Text("Alla grannar visas redan.", "All neighbours show already."),
    "picture_of": Text("Läst ur offentliga dokument, CC BY 4.0",
                       "From public documents, CC BY 4.0"),
}  # fmt: skip

"""The words that every page has in common."""

from kgraph.wording import Text

WORDS: dict[str, Text] = {
    "site": Text("Vem gör vad?", "Who does what?"),
    "about": Text("Regional kompetensförsörjning, enligt lästa dokument",
                  "Regional skills supply, by the documents read"),
    "skip": Text("Hoppa till innehållet", "Skip to content"),
    "menu": Text("Sidor", "Pages"),
    "search": Text("Sök", "Search"),
    "search_label": Text("Sök aktör, forum, strategi, tema eller lag",
                         "Search for an actor, forum, strategy, theme or law"),
    "search_hint": Text("Även gamla och engelska namn.", "Old names and Swedish names too."),
    "language": Text("In English", "På svenska"),
    "shown": Text("Visar", "Showing"),
    "change": Text("Ändra", "Change"),
    "as_of": Text("Så som det gällde den", "As it stood on"),
    "review": Text("Uppgifter som räknas", "Statements that count"),
    "apply": Text("Visa", "Show"),
    "reset": Text("Återställ", "Reset"),
    "on_page": Text("På sidan", "On this page"),
    "get_docx": Text("Hämta som Word", "Get as Word"),
    "get_xlsx": Text("Hämta som Excel", "Get as Excel"),
    "get_ics": Text("Hämta som kalender", "Get as calendar"),
    "get_all": Text("Hämta sidan som fil", "Get the page as a file"),
    "names": Text("Alla namn A–Ö", "All names A–Ö"),
    "hits": Text("Träffar", "Hits"),
    "no_hits": Text("Inget namn i det som är läst innehåller det. Pröva ett kortare ord, eller en "
                    "del av namnet.",
                    "No name in what was read holds that. Try a shorter word, or a part of the "
                    "name."),
    "sources": Text("Källor", "Sources"),
    "no_script": Text("Sökningen behöver JavaScript. Utan det: bläddra bland alla namn nedan.",
                      "The search needs JavaScript. Without it: browse all names below."),
    "limits": Text("Vad sidorna inte kan säga", "What the pages cannot tell"),
    "only": Text("Visa bara", "Show only"),
    "as_data": Text("Hämta sidan", "Get this page"),
    "print": Text("Sidan kan skrivas ut: textställena följer med.",
                  "The page can be printed: the passages come with it."),
    "law_text": Text("lagtexten i dag hos Regeringskansliet, SFS",
                     "today's text at the Government Offices, SFS"),
    "open_place": Text("Öppna stället", "Open the place"),
    "search_for": Text("sök", "search for"),
    "passage": Text("textställe", "passage"),
    "footer": Text("Uppgifterna är lästa ur offentliga dokument och får användas enligt CC BY 4.0. "
                   "Sidan hämtar inget från andra platser och sparar inget om dig.",
                   "The statements were read from public documents and may be used under "
                   "CC BY 4.0. The page fetches nothing from elsewhere and keeps nothing about "
                   "you."),
    "empty": Text("Inget här.", "Nothing here."),
    "go": Text("Gå till", "Go to"),
    "all_themes": Text("Alla teman och strategier", "All themes and strategies"),
    "everything": Text("Ta med det som är för analys", "Include what is for analysis"),
    "proof": Text("Beviset, steg för steg", "The proof, step by step"),
    "wrong": Text("Stämmer inte?", "Not right?"),
    "wrong_lead": Text("Texten har fyndets beteckning och ställen. Kopiera den, fyll i och skicka "
                       "till den som driver webbplatsen.",
                       "The text holds the finding's id and places. Copy it, fill it in and send "
                       "it to whoever runs the site."),
    "letter_label": Text("Text att kopiera", "Text to copy"),
    "county_word": Text("Län", "County"),
    "nothing_here": Text("Inget i det som är läst och räknas här. Välj ett annat län, eller räkna "
                         "fler uppgifter.",
                         "Nothing in what was read and counts here. Choose another county, or "
                         "count more statements."),
    "quote": Text("”", "“"),
}  # fmt: skip
TABS: tuple[tuple[str, str, Text], ...] = (
    ("who", "/vem-gor-vad", Text("Vem gör vad", "Who does what")),
    ("findings", "/fynd", Text("Att titta på", "To look at")),
    ("matrix", "/matris", Text("Matris", "Matrix")),
    ("networks", "/natverk", Text("Nätverk", "Networks")),
    ("compare", "/jamfor", Text("Jämför län", "Compare counties")),
    ("timeline", "/tidslinje", Text("Tidslinje", "Timeline")),
    ("watch", "/bevaka", Text("Bevaka", "Watch")),
    ("sources", "/kallor", Text("Källor", "Sources")),
    ("queries", "/fragor", Text("Frågor", "Questions")),
    ("about", "/om", Text("Om", "About")),
)
FOOT: tuple[tuple[str, Text], ...] = (
    ("/a-o", Text("Alla namn A–Ö", "All names A–Ö")),
    ("/om", Text("Om webbplatsen", "About the site")),
    ("/tillganglighet", Text("Tillgänglighet", "Accessibility")),
    ("/kontroller", Text("Kontroller", "Checks")),
    ("/def.html", Text("Ord och listor", "Terms and lists")),
)
# What needs a server, and so is not led to from a copy in a folder.
SERVED: tuple[tuple[str, Text], ...] = (
    ("/egna-data", Text("Egna data", "Your own data")),
    ("/granska", Text("Granska", "Review")),
    ("/andringar", Text("Ändringar", "Changes")),
)
FORMS: dict[str, Text] = {
    "json": Text("JSON", "JSON"),
    "csv": Text("CSV", "CSV"),
    "xlsx": Text("Excel", "Excel"),
    "docx": Text("Word", "Word"),
    "ttl": Text("Turtle", "Turtle"),
    "jsonld": Text("JSON-LD", "JSON-LD"),
    "rdf": Text("RDF/XML", "RDF/XML"),
    "nt": Text("N-Triples", "N-Triples"),
    "svg": Text("SVG", "SVG"),
    "gexf": Text("GEXF", "GEXF"),
    "graphml": Text("GraphML", "GraphML"),
    "ics": Text("Kalender (iCalendar)", "Calendar (iCalendar)"),
}
REVIEW_WORDS: dict[str, Text] = {
    "all": Text("alla uppgifter utom avvisade", "all statements but rejected ones"),
    "reviewed": Text("granskade uppgifter", "reviewed statements"),
    "verified": Text("verifierade uppgifter", "verified statements"),
}

"""What a shape says of the data, in the words of people who fill in cells.

The shapes speak to those who write the data's files: they name properties, lists and files. At a
cell the same is said with the names that stand above the columns, and without what only a file has.
"""

import re
from collections.abc import Callable

from kgraph.terms import PREFIXES, expand
from kgraph.wording import LANGUAGES, Text, say

_TERM = re.compile(rf"\b(?:{'|'.join(PREFIXES)}):[A-Za-z]\w*(?:-\w+)*")
_TAKEN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(listan|list) [a-z]+(?:-[a-z]+)*(?: / [a-z-]+)?(?: \(EU\))?(?=[.,])"), r"\1"),
    (re.compile(r"\b(listorna|lists) [a-z-]+ (?:och|and) [a-z-]+"), r"\1"),
    (re.compile(r",? (?:(?:märkt|tagged|med|with) )?\(?@[a-z]{2}(?=[ ,.;)])"), ""),
    (re.compile(r'"([0-9-]+)"\^\^xsd:\w+'), r"\1"),
    (re.compile(r"^Adressen följer inte mönstret: (.*?) ska ha en adress under .*$"),
     r"Identiteten är inte en sådan som \1 har. Töm Identitet, så fyller programmet i den."),
    (re.compile(r"^The address does not follow the pattern: (.*?) must have an address .*$"),
     r"The identifier is not one that \1 has. Empty Identifier, and the program fills it in."),
)  # fmt: skip
_TIDY = re.compile(r" +(?=[.,;)])|(?<=\() +| \(\)")

# Sentences that only somebody who writes files can follow, and what they come to in a cell.
_SAID: dict[str, tuple[tuple[str, str], ...]] = {
    "sv": (
        (" är dubblerat på ett språk, längre än 300 tecken eller varken på svenska eller engelska. "
         "Skriv en kort text med egna ord, märkt @sv, och gärna samma märkt @en.",
         " är längre än 300 tecken eller inte på svenska, eller så finns det redan en. Skriv en "
         "kort text med egna ord på svenska; finns en redan, töm cellen."),
        (", och gärna samma på engelska (@en)", ""),
        ("Länken leder till något som inte är beskrivet, eller till något av fel slag. Rätta "
         "stavningen av adressen, beskriv det den leder till, eller välj en annan egenskap.",
         "Cellen nämner något som inte är beskrivet, eller något av ett slag som inte kan stå där. "
         "Skriv namnet som det står på sitt eget blad, eller välj ett annat."),
        (", eller lägg till det i ontology/lists.ttl med benämning och definition", ""),
        (" Byt till ett territorium ur data/reference, eller lägg till det där med sin källa.",
         " Byt till ett län eller en kommun ur listan."),
        ("Samma adress (IRI) används för saker av två slag som utesluter varandra. Ge dem var sin "
         "adress,", "Samma namn används för två saker av olika slag. Ge dem var sitt namn,"),
        (" är dubblerat på ett språk, längre än 300 tecken eller varken på svenska eller engelska. "
         "Skriv en kort text med egna ord, märkt @sv, och gärna samma märkt @en.",
         " är längre än 300 tecken eller inte på svenska, eller så finns det redan en. Skriv en "
         "kort text med egna ord på svenska; finns en redan, töm cellen."),
        ("är ingen xsd:date", "är inget datum"), ("är inget xsd:gYear", "är inget årtal"),
        ("är ingen xsd:decimal", "är inget tal"), (" (xsd:decimal)", ""), (" som xsd:date", ""),
        ("Datumet är inget datum, så det kan inte jämföras.", "Det är inget datum."),
        (", och noggrannheten med ks:datePrecision", ""),
        ("Ange en skos:prefLabel med @sv.", "Fyll i namnet på svenska."),
        ("Ange en skos:prefLabel med @en.", "Fyll i det engelska namnet."),
        (" (IRI)", ""), ("ks:inferred true", "ks:inferred"), ("ks:openList true", "ks:openList"),
        ("ks:loaded true", "ja i ks:loaded"), ("ks:loaded false", "nej"),
        ("ks:loaded till false", "ks:loaded till nej"),
        ("true eller false", "ja eller nej"),
        ("Lägg uppgiften i grafen för det", "Ange det"), ("Lägg den i grafen för det", "Ange det"),
        (" i källans graf meta", ""), (" i grafen", " här"), ("grafen har", "här finns"),
        ("Textställets adress stämmer inte med källan eller raderna, eller så ligger sista raden "
         "före den första. Skriv den som graph/{källans namn}/{första}-{sista}, med samma källa "
         "och rader som anges.",
         "Belägget stämmer inte med källan eller raderna, eller så ligger sista raden före den "
         "första. Rätta källan eller raderna."),
        ("är ingen IRI", "går inte att läsa"),
    ),
    "en": (
        (" is doubled in one language, longer than 300 characters or neither in Swedish nor in "
         "English. Write one short text in your own words, tagged @sv, and if you can the same "
         "tagged @en.",
         " is longer than 300 characters or not in Swedish, or there is one already. Write one "
         "short text in your own words, in Swedish; if there is one, empty the cell."),
        (", and if you can the same in English (@en)", ""),
        ("The link leads to something that is not described, or is of the wrong kind. Correct the "
         "spelling of the address, describe what it leads to, or choose another property.",
         "The cell names something that is not described, or of a kind that cannot stand there. "
         "Write the name as on its own sheet, or choose another."),
        (", or add it to ontology/lists.ttl with label and definition", ""),
        (" Change to a territory from data/reference, or add it there with its source.",
         " Change to a county or municipality from the list."),
        ("One address (IRI) is used for things of two kinds that exclude each other. Give each its "
         "own address,", "One name is used for two things of different kinds. Give each its own "
         "name,"),
        (" is doubled in one language, longer than 300 characters or neither in Swedish nor in "
         "English. Write one short text in your own words, tagged @sv, and if you can the same "
         "tagged @en.",
         " is longer than 300 characters or not in Swedish, or there is one already. Write one "
         "short text in your own words, in Swedish; if there is one, empty the cell."),
        ("is no xsd:date", "is no date"), ("is no xsd:gYear", "is no year"),
        ("is no xsd:decimal", "is no number"), (" (xsd:decimal)", ""), (" as xsd:date", ""),
        ("The date is no date, so it cannot be compared.", "That is no date."),
        (", and its precision with ks:datePrecision", ""),
        ("Give a skos:prefLabel with @sv.", "Fill in the name in Swedish."),
        ("Give a skos:prefLabel with @en.", "Fill in the name in English."),
        (" (IRI)", ""), ("ks:inferred true", "ks:inferred"), ("ks:openList true", "ks:openList"),
        ("ks:loaded true", "yes in ks:loaded"), ("ks:loaded false", "no"),
        ("ks:loaded to false", "ks:loaded to no"),
        ("true or false", "yes or no"),
        ("Put it in the graph of the", "Give the"), (" in the graph meta of the source", ""),
        (" in the graph", " here"), ("the graph has", "there is"),
        ("The address of the passage does not agree with its source or lines, or the last line "
         "lies before the first. Write it as graph/{name of the source}/{first}-{last}, with the "
         "same source and lines as stated.",
         "The passage does not agree with its source or lines, or the last line lies before the "
         "first. Correct the source or the lines."),
        ("is no IRI", "cannot be read"),
    ),
}  # fmt: skip
_QUOTES = {"sv": "”{}”", "en": "“{}”"}


def plainly(message: Text, label: Callable[[str], Text]) -> Text:
    """A shape's message without properties, marks of language, lists' and files' names.

    Parameters:
        label: what a term is called.
    """
    return Text(*(_told(message.get(lang), label, lang) for lang in LANGUAGES))


def _told(text: str, label: Callable[[str], Text], lang: str) -> str:
    for technical, plain in _SAID[lang]:
        text = text.replace(technical, plain)
    for technical_form, left in _TAKEN:
        text = technical_form.sub(left, text)

    def named(found: re.Match[str]) -> str:
        name = say(label(expand(found[0])), lang)
        return _QUOTES[lang].format(name[:1].upper() + name[1:])

    return _TIDY.sub("", _TERM.sub(named, text))

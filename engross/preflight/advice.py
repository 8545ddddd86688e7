"""What to do about a rule that a file breaks, in words for who makes the file. Pure."""

# Tests of clause 7.2 that are about parts of tables, lists and tables of contents.
_TABLE, _LIST, _TOC = (*range(3, 17), *range(36, 40), 41, 42, 43), (17, 18, 19, 20, 40), (26, 27, 28)
_UA1 = {
    "5": "declare the conformance in the metadata; a file made by `engross build` does",
    "6": "make the file anew with a program that writes tagged PDF",
    "7.1": "tag all content, or mark it as an artifact, never both",
    "7.1-4": "have the tags looked through, and say that none is suspect",
    "7.1-5": "map each structure type of your own to a standard one that means the same",
    "7.1-6": "map each structure type of your own to a standard one, not in a circle",
    "7.1-7": "leave standard structure types as they are: map none of them to another",
    "7.1-8": "give the file metadata that name the standard, and a title",
    "7.1-9": "give the file a title in its metadata",
    "7.1-10": "have the window show the title of the file, not its name",
    "7.1-11": "tag the file: it has no structure that a screen reader could follow",
    "7.1-12": "make the tags anew: parts do not know what they are part of",
    "7.2": "give the text, and every part of it in another language, its language",
    **{f"7.2-{test}": "give every table rows, and every row cells" for test in _TABLE},
    **{f"7.2-{test}": "give every list items, and every item a label and a body" for test in _LIST},
    **{f"7.2-{test}": "give every table of contents its items" for test in _TOC},
    "7.3": "give each figure words that stand for it",
    "7.4": "let headings begin at level 1 and skip no level",
    "7.4.4": "use one kind of heading: H alone, one in each part, or H1, H2, …",
    "7.5": "give header cells a scope, or name the headers of each cell",
    "7.7": "give each formula words that stand for it",
    "7.9": "give each note an id of its own",
    "7.10": "name each layer of the page, and let no layer turn itself on",
    "7.11": "name each embedded file",
    "7.15": "make forms without XFA",
    "7.16": "let the file's protection allow reading by screen readers",
    "7.18": "tag links and form fields, and describe each",
    "7.18.3": "let the tab key follow the structure on every page with links or fields",
    "7.20": "mark content in reused drawings only once",
    "7.21": "embed every font, with the letters its glyphs stand for",
    "7.21.4": "embed every font, with all glyphs that are used",
    "7.21.7": "give every font a table that says which letters its glyphs stand for",
}
_UA2 = {
    "5": _UA1["5"],
    "6": _UA1["6"],
    "8.2": "tag all content with standard structure types, each where it may be, or mark it as an artifact",
    "8.4": "give the text its language, and every glyph the letters it stands for",
    "8.4.5": _UA1["7.21"],
    "8.6": "use no private characters in words that people read",
    "8.7": _UA1["7.10"],
    "8.8": "let links inside the file point to parts of its structure",
    "8.9": "tag links and notes, describe each, and let the tab key follow the structure",
    "8.10": "tag form fields, and describe each",
    "8.11": "give the file a title in its metadata, and have the window show it",
    "8.14": _UA1["7.11"],
}
_FILE = "make the file anew with a program that writes the standard; its structure breaks it"
_GRAPHICS = "embed colour profiles, and use no device colour without an output intent"
_FONTS = "embed every font, with the letters its glyphs stand for where the level asks for them"
_LETTERS = "give every font a table that says which letters its glyphs stand for; or declare level B"
_PICTURES = "give pictures no alternates, and do not ask for them to be smoothed (Interpolate)"
_INTENT = "give the file one output intent, with the profile of a printer or a screen"
_STATES = "take transfer functions and halftones of your own out"
_DRAWINGS = "take drawings in PostScript, and drawings from other files, out"
_NOTES = "give each note and link an appearance that prints, or take it out"
_ACTIONS = "take out actions that the standard does not allow, such as scripts"
_METADATA = "correct the metadata: they must say the part and the level of the standard, and agree with the file"
_TAGS = "tag the file, and give it its language; or declare level B, which does not ask for it"
_FORMS = "give form fields appearances, and take out XFA and actions"
_EMBEDDED = "describe each embedded file: name, type, relationship"
_LAYERS = "name each layer, and list all of them in the order of display"
_A1 = {
    "6.1": _FILE,
    "6.1.3": "save the file without encryption, and with an identifier",
    "6.1.11": "take embedded files out: PDF/A-1 allows none",
    "6.1.13": "take layers out: PDF/A-1 allows none",
    "6.2": _GRAPHICS,
    "6.2.2": _INTENT,
    "6.2.4": _PICTURES,
    "6.2.5": _DRAWINGS,
    "6.2.6": _DRAWINGS,
    "6.2.7": _DRAWINGS,
    "6.2.8": _STATES,
    "6.3": _FONTS,
    "6.3.8": _LETTERS,
    "6.4": "take transparency out: PDF/A-1 allows none",
    "6.5": _NOTES,
    "6.6": _ACTIONS,
    "6.7": _METADATA,
    "6.8": _TAGS,
    "6.9": _FORMS,
}
_A2 = {
    "6.1": _FILE,
    "6.1.3": "save the file without encryption, and with an identifier",
    "6.2": _GRAPHICS,
    "6.2.3": _INTENT,
    "6.2.5": _STATES,
    "6.2.8": _PICTURES,
    "6.2.9": _DRAWINGS,
    "6.2.10": "use the standard's blend modes, and give pages with transparency a colour space to mix in",
    "6.2.11": _FONTS,
    "6.2.11.7": _LETTERS,
    "6.3": _NOTES,
    "6.4": _FORMS,
    "6.5": _ACTIONS,
    "6.6": _METADATA,
    "6.7": _TAGS,
    "6.8": _EMBEDDED,
    "6.9": _LAYERS,
    "6.10": "take alternate presentations out",
    "6.11": "take requirements on the reading program out",
}
_A4 = {
    **_A2,
    "6.2.7": _PICTURES,
    "6.2.8": _DRAWINGS,
    "6.2.9": _A2["6.2.10"],
    "6.2.10": _FONTS,
    "6.2.11": _GRAPHICS,
    "6.2.11.7": _GRAPHICS,
    "6.5": _FILE,
    "6.6": _ACTIONS,
    "6.7": _METADATA,
    "6.8": _FILE,
    "6.9": _EMBEDDED,
    "6.10": _LAYERS,
    "6.11": "take alternate presentations out",
    "6.12": "take requirements on the reading program out",
}
_TABLES = {"ua1": _UA1, "ua2": _UA2, "1": _A1, "2": _A2, "3": _A2, "4": _A4}
FALLBACK = "make the file anew from its source, or ask its maker to; the clause says what is wanted"


def advice(profile: str, rule: str) -> str:
    """What to do about a broken rule (clause-test) of a profile's standard: the nearest clause above it with advice.

    >>> advice("ua1", "7.4.2-1")
    'let headings begin at level 1 and skip no level'
    >>> advice("1b", "6.3.4-1") == advice("3b", "6.2.11.4.1-1")
    True
    """
    table = _TABLES.get(profile) or _TABLES.get(profile[:1], {})
    clause, _, _ = rule.partition("-")
    parts = clause.split(".")
    above = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((table[each] for each in (rule, *above) if each in table), FALLBACK)

"""What to do about a rule that a file breaks, in words for who makes the file. Pure."""

_UA = {
    "5": "declare the conformance in the metadata; a file made by `engross build` does",
    "6": "give the file metadata that name the standard, and a title",
    "7.1": "tag all content or mark it as an artifact, give the file a title that the window shows, and its language",
    "7.2": "give every part of the text its language, and every list and table its proper parts",
    "7.3": "give each figure words that stand for it",
    "7.4": "let headings begin at level 1 and skip no level",
    "7.5": "give header cells a scope, or name the headers of each cell",
    "7.7": "give each formula words that stand for it",
    "7.9": "give each note an id of its own",
    "7.10": "name each layer of the page",
    "7.11": "name each embedded file",
    "7.15": "make forms without XFA",
    "7.16": "let the file's protection allow reading by screen readers",
    "7.18": "tag links and form fields, and describe each",
    "7.20": "mark content in reused drawings only once",
    "7.21": "embed every font, with the letters its glyphs stand for",
}
_A = {
    "6.1": "make the file anew with a program that writes the standard; its structure breaks it",
    "6.2": "embed fonts and colour profiles, and use no device colour without an output intent",
    "6.3": "give each note and link an appearance that prints, or take it out",
    "6.4": "take transparency or forms out that the standard does not allow",
    "6.5": "take out actions that the standard does not allow",
    "6.6": "correct the metadata: they must say the part and the level of the standard, and agree with the file",
    "6.7": "correct the metadata, or tag the file: the level asked for needs it",
    "6.8": "describe each embedded file: name, type, relationship",
    "6.9": "embed what the level asks for, and only that",
}
FALLBACK = "make the file anew from its source, or ask its maker to; the clause says what is wanted"


def advice(profile: str, clause: str) -> str:
    """What to do about a broken clause of a profile's standard: the nearest clause above that there is advice for.

    >>> advice("ua1", "7.4.2")
    'let headings begin at level 1 and skip no level'
    """
    table = _UA if profile.startswith("ua") else _A
    parts = clause.split(".")
    for end in range(len(parts), 0, -1):
        if found := table.get(".".join(parts[:end])):
            return found
    return FALLBACK

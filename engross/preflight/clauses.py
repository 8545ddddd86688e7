"""Which clause of a standard a rule of page-validation reads: its report names rules, not clauses. Pure."""

STANDARDS = {"1": "ISO 19005-1:2005", "2": "ISO 19005-2:2011", "3": "ISO 19005-3:2012", "ua1": "ISO 14289-1:2014"}

# How the name of a rule begins (behind the profile) → clause, with veraPDF's test; the first that fits is taken.
_UA1 = (
    ("HEADER", "6.1"),
    ("TAGGED-DOCUMENT", "6.2"),
    ("ID-SCHEMA", "5"),
    ("ID-", "5"),
    ("METADATA-LANGUAGE", "7.2"),
    ("METADATA-TITLE", "7.1-9"),
    ("METADATA", "7.1-8"),
    ("VIEWER-PREFERENCES", "7.1-10"),
    ("SUSPECTS", "7.1-4"),
    ("STRUCT-TREE-ROLE-MAP-CYCLE", "7.1-6"),
    ("STRUCT-TREE-ROLE-MAP-STANDARD", "7.1-7"),
    ("STRUCT-TREE-ROLE-MAP", "7.1-5"),
    ("STRUCT-TREE-ROOT", "7.1-11"),
    ("STRUCT-ELEMENT-PARENT", "7.1-12"),
    ("STRUCT-", "7.1"),
    ("ARTIFACT", "7.1"),
    ("CONTENT-TAGGING", "7.1"),
    ("TAGGED-CONTENT", "7.1"),
    ("TABLE-HEADERS", "7.5"),
    ("TABLE", "7.2-3"),
    ("FIGURE", "7.3"),
    ("FORMULA", "7.7"),
    ("NOTE-", "7.9"),
    ("HEADING", "7.4"),
    ("OPTIONAL-CONTENT", "7.10"),
    ("FILE-SPEC", "7.11"),
    ("DYNAMIC-XFA", "7.15"),
    ("ENCRYPTION", "7.16"),
    ("ANNOTATION-CONTENTS-LANGUAGE", "7.2"),
    ("FORM-FIELD-TU-LANGUAGE", "7.2"),
    ("ANNOTATION", "7.18.1"),
    ("FORM-FIELD", "7.18.1"),
    ("TRAPNET", "7.18.2"),
    ("PAGE-TABS", "7.18.3"),
    ("WIDGET", "7.18.4"),
    ("FORM-CHILDREN", "7.18.4"),
    ("LINK-", "7.18.5"),
    ("MEDIA-CLIP", "7.18.6.2"),
    ("PRINTER-MARK", "7.18.8"),
    ("FORM-REFERENCE", "7.20"),
    ("FORM-STRUCTURE", "7.20"),
    ("FONT-UNICODE", "7.21.7"),
    ("FONT-EMBEDDING", "7.21.4.1"),
    ("FONT", "7.21"),
    ("TRUETYPE", "7.21.6"),
    ("CID", "7.21"),
    ("CMAP", "7.21.3.3"),
    ("TYPE0", "7.21.3.1"),
    ("NOTDEF", "7.21.8"),
)
_UA1_PARTS = (("TOC", "7.2-26"), ("L-", "7.2-17"), ("LI-", "7.2-17"), ("LBODY", "7.2-17"))
_UA1_TABLE = ("-KIDS", "-PARENT", "-CAPTION")
# (how the name begins, clause in PDF/A-1, clause in PDF/A-2 and 3)
_A = (
    ("ID-", "6.7.11", "6.6.4"),
    ("INFO-", "6.7.3", "6.6.2"),
    ("METADATA", "6.7.2", "6.6.2"),
    ("XMP", "6.7", "6.6.2"),
    ("LANG", "6.8.4", "6.7.4"),
    ("STRUCT-TREE-ROLE-MAP", "6.8.3", "6.7.3"),
    ("STRUCT-TREE", "6.8.3", "6.7.3"),
    ("TAGGED", "6.8.2", "6.7.2"),
    ("UNICODE", "6.3.8", "6.2.11.7"),
    ("FONT-EMBEDDING", "6.3.4", "6.2.11.4.1"),
    ("FONT", "6.3", "6.2.11"),
    ("TRUETYPE", "6.3", "6.2.11"),
    ("TYPE0", "6.3.3", "6.2.11.3"),
    ("TYPE1", "6.3", "6.2.11"),
    ("CID", "6.3", "6.2.11"),
    ("CMAP", "6.3.3", "6.2.11.3"),
    ("NOTDEF", "6.3", "6.2.11.8"),
    ("ANNOTATION", "6.5", "6.3"),
    ("ACROFORM", "6.9", "6.4"),
    ("WIDGET-ACTION", "6.6.2", "6.4.1"),
    ("WIDGET-ADDITIONAL", "6.6.2", "6.4.1"),
    ("WIDGET", "6.9", "6.3.3"),
    ("FIELD-ADDITIONAL", "6.6.2", "6.4.1"),
    ("ACTION", "6.6.1", "6.5.1"),
    ("NAMED-ACTION", "6.6.1", "6.5.1"),
    ("CATALOG-ADDITIONAL", "6.6.2", "6.5.2"),
    ("PAGE-ADDITIONAL", "6.6.2", "6.5.2"),
    ("SIGNATURE", "", "6.4.3"),
    ("NAMES-EMBEDDED", "6.1.11", "6.8"),
    ("FILE-SPEC", "6.1.11", "6.8"),
    ("EMBEDDED", "6.1.11", "6.8"),
    ("OPTIONAL-CONTENT", "6.1.13", "6.9"),
    ("ALTERNATE-PRESENTATIONS", "", "6.10"),
    ("PRES-STEPS", "", "6.10"),
    ("CATALOG-REQUIREMENTS", "", "6.11"),
    ("CATALOG-NEEDS-RENDERING", "", "6.4.2"),
    ("TRANSPARENCY", "6.4", "6.2.10"),
    ("EXTGSTATE", "6.2.8", "6.2.5"),
    ("HALFTONE", "6.2.8", "6.2.5"),
    ("DEVICE-", "6.2.3", "6.2.4"),
    ("DEVICEN", "6.2.3", "6.2.4"),
    ("SEPARATION", "6.2.3", "6.2.4"),
    ("ICCBASED", "6.2.3", "6.2.4"),
    ("OUTPUTINTENT", "6.2.2", "6.2.3"),
    ("RENDERING-INTENT", "6.2.9", "6.2.6"),
    ("IMAGE", "6.2.4", "6.2.8"),
    ("JPEG2000", "6.2.4", "6.2.8.3"),
    ("XOBJECT", "6.2", "6.2.9"),
    ("FORM", "6.2", "6.2.9"),
    ("CONTENT", "6.2.10", "6.2.2"),
    ("", "6.1", "6.1"),
)


def clause(profile: str, rule: str) -> str:
    """The clause that a rule reads, with the number of veraPDF's test of the same where one is known; "" for none.

    >>> clause("ua1", "PDFUA1-LI-KIDS-001"), clause("3a", "PDFA3A-FONT-TYPE-001"), clause("1b", "PDFA1B-FONT-TYPE-001")
    ('7.2-17', '6.2.11', '6.3')
    """
    _, _, name = rule.partition("-")
    if profile != "ua1":
        return next(
            (first if profile[:1] == "1" else later for start, first, later in _A if name.startswith(start)), ""
        )
    found = next((each for start, each in _UA1 if name.startswith(start)), "")
    found = found or next((each for held, each in _UA1_PARTS if name.startswith(held)), "")
    found = found or ("7.2" if "LANGUAGE" in name else "")
    return found or ("7.2-3" if any(part in name for part in _UA1_TABLE) else "")


def standard(profile: str, rule: str) -> str:
    """The clause with its standard, for a report; "" where none fits.

    >>> standard("ua1", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001")
    'ISO 14289-1:2014, 7.3'
    """
    found = clause(profile, rule).partition("-")[0]
    named = STANDARDS.get(profile) or STANDARDS.get(profile[:1], "")
    return f"{named}, {found}" if found and named else ""

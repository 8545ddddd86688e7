"""Where an Arabic word may be stretched by a tatweel (kashida), the best place first.

Pure. The ranks are those that the practice of Arabic typesetting agrees on (Elyaakoubi and Lazrek, “Justify just or
just justify”, 2010): after seen and sad, before an ending teh marbuta, heh or dal, before an ending alef, tah, lam
or kaf, and so on.
"""

TATWEEL = "\u0640"
_FORWARD = frozenset("بتثجحخسشصضطظعغفقكلمنهيئپچڤکگیى")  # letters that join to the next
_MARKS = frozenset(map(chr, (*range(0x064B, 0x0660), 0x0670)))
_ALEFS = frozenset("اأإآٱ")
_SEEN_AND_SAD = frozenset("سشصض")
_LAST = (
    (2, frozenset("ةهدذ")),
    (3, _ALEFS | frozenset("طظلكکگ")),
    (5, frozenset("وعغقف")),
    (6, frozenset("رزيىی")),
    (7, frozenset("بتثجحخسشصضمنئء")),
)
LEAST = 4  # letters: shorter words are left alone
ALLAH = "لله"


def places(word: str) -> list[tuple[int, int]]:
    """(rank, character before which a tatweel may stand) for a word, best first; 1 is the best rank.

    None inside lam-alef, in the name of God, between the article and its word, in a word with a tatweel of its own
    or with letters of another script, or in a word of fewer than four letters.

    >>> places("السلام")
    [(1, 3)]
    >>> places("الله"), places("لا"), places("2012")
    ([], [], [])
    """
    letters = [place for place, letter in enumerate(word) if letter not in _MARKS]
    if len(letters) < LEAST or ALLAH in word or not all("\u0620" <= word[place] <= "\u06d3" for place in letters):
        return []
    if TATWEEL in word or any(letter.isdigit() for letter in word):
        return []
    found = []
    for number, (here, after) in enumerate(zip(letters, letters[1:], strict=False)):
        one, other = word[here], word[after]
        if one not in _FORWARD or other == "ء" or (one == "ل" and (other in _ALEFS or other == "ل")):
            continue
        if one == "ل" and number and word[letters[number - 1]] in _ALEFS and number == 1:
            continue  # between the article and its word
        rank = _rank(one, other, number == len(letters) - 2)
        if rank and number:
            found.append((rank, after))
    return sorted(found, key=lambda place: (place[0], -place[1]))


def _rank(one: str, other: str, last: bool) -> int:
    """The rank of the place between two joined letters; 0 where nothing should be stretched."""
    if one in _SEEN_AND_SAD:
        return 1
    if last:
        return next((rank for rank, letters in _LAST if other in letters), 0)
    return 4 if one in "بتثني" and other in "رزي" else 0

"""What several bound files hold alike, held once: fonts, pictures, colour profiles whose bytes are the same."""

import hashlib
from typing import Any

_OWN = ("/Parent", "/Length")


def fold(pdf: Any) -> None:
    """Nothing; every resource of the pages (of a pikepdf.Pdf) that equals an earlier one is that one."""
    folder = _Folder()
    for page in pdf.pages:
        folder.key(page.obj.get("/Resources"))
    for intent in pdf.Root.get("/OutputIntents", ()):
        folder.key(intent)


class _Folder:
    """The resources met: the digest of each object, and the first object of each digest."""

    def __init__(self) -> None:
        self.keys: dict[tuple[int, int], str] = {}
        self.first: dict[str, Any] = {}

    def key(self, item: Any) -> str:
        """The digest of all that an object says; what it holds is folded on the way."""
        import pikepdf

        if not isinstance(item, pikepdf.Object):
            return repr(item)
        if item.is_indirect:
            if item.objgen not in self.keys:
                self.keys[item.objgen] = f"circle {item.objgen}"
                self.keys[item.objgen] = self._digest(item)
                self.first.setdefault(self.keys[item.objgen], item)
            return self.keys[item.objgen]
        return self._digest(item)

    def _digest(self, item: Any) -> str:
        import pikepdf

        if isinstance(item, pikepdf.Array):
            said = ["[", *(self._held(item, at) for at in range(len(item)))]
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            said = ["<", *(f"{key} {self._held(item, key)}" for key in sorted(item.keys()) if key not in _OWN)]
            if isinstance(item, pikepdf.Stream):
                said.append(hashlib.sha256(item.read_raw_bytes()).hexdigest())
        else:
            return str(item.unparse().hex())
        return hashlib.sha256("\0".join(said).encode()).hexdigest()

    def _held(self, holder: Any, at: Any) -> str:
        """The digest of what a container holds at a place; the first of its equals is put there."""
        held = holder[at]
        key = self.key(held)
        first = self.first.get(key)
        if first is not None and first.objgen != held.objgen:
            holder[at] = first
        return key

"""Office packages edited part by part: what is not changed keeps its bytes."""

import io
import zipfile
from posixpath import dirname, normpath

from lxml import etree

from plumbline.audit.annotate.notices import SIGNED, Notice
from plumbline.forms.sources.package import Package

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
_NEW = (1980, 1, 1, 0, 0, 0)
_SUFFIXES = (
    ("macroEnabledTemplate", {"word": ".dotm", "xl": ".xltm"}),
    ("macroEnabled", {"word": ".docm", "xl": ".xlsm"}),
    ("template", {"word": ".dotx", "xl": ".xltx"}),
)


class EditedPackage:
    """A package with changed and added parts."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._package = Package(data)
        self._changed: dict[str, bytes] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = {_key(info.filename): info.filename for info in archive.infolist()}

    def has(self, name: str) -> bool:
        """Tell whether there is such a part by now."""
        return _key(name) in self.names

    def read(self, name: str) -> bytes:
        """Return the bytes of a part as they stand now."""
        changed = self._changed.get(_key(name))
        return self._package.read(name) if changed is None else changed

    def tree(self, name: str) -> etree._Element:
        """Parse a part so that writing it again loses nothing."""
        if _key(name) not in self._changed:
            self._package.tree(name)  # refuses what is no sound XML
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        return etree.fromstring(self.read(name), parser)

    def write(self, name: str, content: bytes | etree._Element) -> None:
        """Change a part, or add one."""
        if not isinstance(content, bytes):
            content = etree.tostring(content, xml_declaration=True, encoding="UTF-8", standalone=True)
        self.names.setdefault(_key(name), name)
        self._changed[_key(name)] = content

    def free_name(self, pattern: str) -> str:
        """Find a name that no part has; `pattern` has a place for a number: ``xl/comments{}.xml``."""
        number = 1
        while self.has(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def bytes(self) -> bytes:
        """Write the package: entries in their order, those not changed with the content they had, new ones at the end."""
        if not self._changed:
            return self._data
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._data)) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            last = {_key(info.filename): info for info in source.infolist()}
            for key, info in last.items():
                copy = zipfile.ZipInfo(info.filename, info.date_time)
                copy.compress_type, copy.external_attr, copy.create_system = (
                    info.compress_type,
                    info.external_attr,
                    info.create_system,
                )
                target.writestr(copy, self._changed.get(key, source.read(info)))
            for key in (key for key in self._changed if key not in last):
                entry = zipfile.ZipInfo(self.names[key], _NEW)
                entry.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(entry, self._changed[key])
        return out.getvalue()

    @property
    def suffix(self) -> str:
        """The suffix by the content type of the main part, whatever the file is called."""
        room = "word" if self.has("word/document.xml") else "xl"
        types = self.read(CONTENT_TYPES).decode("utf-8", "replace")
        for mark, suffixes in _SUFFIXES:
            if f"{mark}.main+xml" in types or f".{mark}.main" in types:
                return suffixes[room]
        return ".docx" if room == "word" else ".xlsx"

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What must be said about an edited copy of this package."""
        return (SIGNED,) if any(key.startswith("_xmlsignatures/") for key in self.names) else ()

    def relations(self, part: str) -> "Relations":
        """Return the relationships of a part."""
        return Relations(self, part)

    def declare(self, part: str, content_type: str) -> None:
        """Give a new part its content type."""
        types = self.tree(CONTENT_TYPES)
        etree.SubElement(types, _TYPES + "Override", PartName=f"/{part}", ContentType=content_type)
        self.write(CONTENT_TYPES, types)

    def declare_suffix(self, suffix: str, content_type: str) -> None:
        """Give all parts with a suffix their content type, unless they have one."""
        types = self.tree(CONTENT_TYPES)
        if any((one.get("Extension") or "").lower() == suffix for one in types.iter(_TYPES + "Default")):
            return
        types.insert(0, types.makeelement(_TYPES + "Default", Extension=suffix, ContentType=content_type))
        self.write(CONTENT_TYPES, types)


class Relations:
    """The relationships of one part."""

    def __init__(self, package: EditedPackage, part: str) -> None:
        self._package = package
        self._folder = dirname(part)
        self._name = f"{self._folder}/_rels/{part.rpartition('/')[2]}.rels"
        has = package.has(self._name)
        self._root = package.tree(self._name) if has else etree.fromstring(_NO_RELATIONS)

    def of_kind(self, kind: str) -> str | None:
        """Return the part that stands in a relationship of a kind (``comments``), None when there is none."""
        for one in self._root.iter(_RELATIONS + "Relationship"):
            if (one.get("Type") or "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                return self._resolved(one.get("Target") or "")
        return None

    def named(self, relation_id: str) -> str | None:
        """Return the part a relationship points to."""
        for one in self._root.iter(_RELATIONS + "Relationship"):
            if one.get("Id") == relation_id:
                return self._resolved(one.get("Target") or "")
        return None

    def add(self, relation_type: str, part: str) -> str:
        """Relate to a part and return the id."""
        taken = {one.get("Id") for one in self._root.iter(_RELATIONS + "Relationship")}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        etree.SubElement(
            self._root, _RELATIONS + "Relationship", Id=f"rId{number}", Type=relation_type, Target=f"/{part}"
        )
        self._package.write(self._name, self._root)
        return f"rId{number}"

    def _resolved(self, target: str) -> str:
        return target.lstrip("/") if target.startswith("/") else normpath(f"{self._folder}/{target}")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()

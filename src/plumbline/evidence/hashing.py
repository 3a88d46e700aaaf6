"""Digests with a purpose: what was hashed as a leaf can never pass for a node, a seal or a list.

One byte before the data says what is hashed. Leaf and node bytes are those of RFC 9162 section 2.1.1.
"""

from collections.abc import Iterable
from typing import Final

from cryptography.hazmat.primitives import hashes

from plumbline.evidence.errors import UnknownAlgorithmError

LEAF_PREFIX: Final = b"\x00"
NODE_PREFIX: Final = b"\x01"
SEAL_PREFIX: Final = b"\x02"
LIST_PREFIX: Final = b"\x03"

DIGEST_SIZE: Final = 32
DEFAULT_ALGORITHM: Final = "sm3"

_ALGORITHMS: Final[dict[str, type[hashes.HashAlgorithm]]] = {"sm3": hashes.SM3, "sha256": hashes.SHA256}


class Hasher:
    """One digest algorithm in its four uses. Stateless; safe to share."""

    __slots__ = ("_leaf", "_list", "_node", "_plain", "_seal", "name")

    def __init__(self, name: str) -> None:
        if name not in _ALGORITHMS:
            raise UnknownAlgorithmError(name, tuple(_ALGORITHMS))
        self.name = name
        self._plain = hashes.Hash(_ALGORITHMS[name]())
        self._leaf = self._prefixed(LEAF_PREFIX)
        self._node = self._prefixed(NODE_PREFIX)
        self._seal = self._prefixed(SEAL_PREFIX)
        self._list = self._prefixed(LIST_PREFIX)

    def _prefixed(self, prefix: bytes) -> hashes.Hash:
        state = self._plain.copy()
        state.update(prefix)
        return state

    def plain(self, data: bytes) -> bytes:
        """Return the bare digest; the root of an empty tree is the digest of nothing."""
        state = self._plain.copy()
        state.update(data)
        return state.finalize()

    def leaf(self, canonical: bytes) -> bytes:
        """Return the digest of an entry in canonical form."""
        # Copying a state that has taken the prefix is a quarter faster than starting one.
        state = self._leaf.copy()
        state.update(canonical)
        return state.finalize()

    def node(self, left: bytes, right: bytes) -> bytes:
        """Return the digest of an inner node of the tree."""
        state = self._node.copy()
        state.update(left + right)
        return state.finalize()

    def seal(self, canonical: bytes) -> bytes:
        """Return the digest of a seal in canonical form."""
        state = self._seal.copy()
        state.update(canonical)
        return state.finalize()

    def digest_list(self, digests: Iterable[bytes]) -> bytes:
        """One digest over a list of digests, in order: the entries of a seal, or those behind a figure."""
        state = self._list.copy()
        state.update(b"".join(digests))
        return state.finalize()

    def start_list(self) -> hashes.Hash:
        """Return the state of `digest_list` before its first digest, for lists that are read once and never held."""
        return self._list.copy()


ALGORITHMS: Final = tuple(_ALGORITHMS)

_HASHERS: Final = {name: Hasher(name) for name in _ALGORITHMS}


def hasher(name: str = DEFAULT_ALGORITHM) -> Hasher:
    """Return the hasher of this name; refuses a name it does not know."""
    if name not in _HASHERS:
        raise UnknownAlgorithmError(name, tuple(_HASHERS))
    return _HASHERS[name]

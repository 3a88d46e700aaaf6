"""Evidence packs: a self-evaluation with everything that its numbers rest on, in one zip that anybody checks offline."""

from plumbline.packs.model import Manifest, PackedFile, PackedRow
from plumbline.packs.verify import verify_pack
from plumbline.packs.writing import PackWriter

__all__ = ["Manifest", "PackWriter", "PackedFile", "PackedRow", "verify_pack"]

"""The zip that a workbook is: opened only as far as it is small, plain and without macros."""

import zipfile
import zlib
from io import BytesIO

from backend.sheets.grid import FileRefused

ENTRIES = 2_000
UNPACKED = 200_000_000
RATIO = 250
CHUNK = 1 << 16
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
MACROS = ("vbaproject.bin", "vbadata.xml", "macrosheets/")


class Container:
    """The parts of a workbook, unpacked one at a time and counted together."""

    def __init__(self, content: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(BytesIO(content))
            self.parts = {info.filename.lstrip("/"): info for info in self.zip.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise FileRefused("damaged", "The file is damaged and cannot be opened.") from error
        self.left = UNPACKED
        self.refuse_what_is_hostile()

    def refuse_what_is_hostile(self) -> None:
        """Look at the list of parts before any of them is unpacked."""
        infos = self.zip.infolist()
        if len(infos) > ENTRIES or sum(info.file_size for info in infos) > UNPACKED:
            raise FileRefused("unpacks_too_large", "Unpacked, this file is too large to be a workbook.")
        if any(info.flag_bits & 1 for info in infos):
            raise FileRefused("encrypted", "The file is locked with a password.")
        if any(mark in info.filename.lower() for info in infos for mark in MACROS):
            raise FileRefused("macros", "The workbook holds macros. Save it as .xlsx without macros.")

    def read(self, name: str) -> bytes | None:
        """Unpack one part, or return None where there is none."""
        info = self.parts.get(name)
        if info is None:
            return None
        limit = min(self.left, max(1_000_000, info.compress_size * RATIO))
        content = bytearray()
        try:
            with self.zip.open(info) as packed:
                while chunk := packed.read(CHUNK):
                    content += chunk
                    if len(content) > limit:
                        raise FileRefused(
                            "unpacks_too_large", "Unpacked, this file is too large to be a workbook."
                        )
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise FileRefused("damaged", "The file is damaged and cannot be opened.") from error
        self.left -= len(content)
        return bytes(content)

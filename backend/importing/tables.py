"""How far the files are that are on their way in at this moment."""

from piccolo.columns import UUID, Integer, Timestamptz, Varchar
from piccolo.table import Table

from backend.database import MadeHere


class ImportProgress(Table):
    """How far one run of a file is; there is a row only while it runs, so that it never holds many."""

    id = UUID(primary_key=True, default=MadeHere())
    kind = Varchar(40, help_text="the table of the kind of file")
    file = UUID(help_text="the id of the import, whose own row others cannot see yet")
    stage = Varchar(12)
    done = Integer(default=0)
    total = Integer(null=True, default=None, help_text="None where a stage is one piece")
    at = Timestamptz()

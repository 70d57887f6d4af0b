"""IATI activity files: the results of activities, read into plans and reports, and written from them."""

from publicservice.io.iati.activity import IatiActivity
from publicservice.io.iati.details import IatiArea, IatiDetails, IatiOrganisation, ResultType
from publicservice.io.iati.read import IatiReading, iter_iati, read_iati
from publicservice.io.iati.write import IatiText, UnwritableIatiError, iati_text, write_iati

__all__ = [
    "IatiActivity", "IatiArea", "IatiDetails", "IatiOrganisation", "IatiReading", "IatiText", "ResultType",
    "UnwritableIatiError", "iati_text", "iter_iati", "read_iati", "write_iati",
]  # fmt: skip

"""The tables of the ledger, split by subject."""

from servicecloud.ledger.models.entries import Entry, Measure, Owner, PeriodClose, SubjectYear, Total
from servicecloud.ledger.models.findings import Incident, Reconciliation, Snapshot, Verification
from servicecloud.ledger.models.registers import Register, RegisterImport, RegisterImportRow, RegisterRow
from servicecloud.ledger.models.seals import Leaf, SealRecord, SubtreeDigest, Waiting

__all__ = [
    "Entry",
    "Incident",
    "Leaf",
    "Measure",
    "Owner",
    "PeriodClose",
    "Reconciliation",
    "Register",
    "RegisterImport",
    "RegisterImportRow",
    "RegisterRow",
    "SealRecord",
    "Snapshot",
    "SubjectYear",
    "SubtreeDigest",
    "Total",
    "Verification",
    "Waiting",
]

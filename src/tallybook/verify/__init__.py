"""Whether everything is kept that should be, with the bytes that it should have."""

from tallybook.verify.files import FAULTS, Verification, verify
from tallybook.verify.hashes import Hash, read_hashes

__all__ = ["FAULTS", "Hash", "Verification", "read_hashes", "verify"]

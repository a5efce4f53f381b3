"""The words that a template of kind `processing-agreement` may use: names, shapes and meanings.

This is the one list. `domain.wording` fills exactly these, the upload check allows no others, and
`templates/README.md` is written from it.
"""

from dpa_manager.domain.template_words.annex_words import ANNEX_WORDS
from dpa_manager.domain.template_words.clause_words import CLAUSE_WORDS
from dpa_manager.domain.template_words.shapes import Word

WORDS: dict[str, Word] = CLAUSE_WORDS | ANNEX_WORDS

# The clauses every processing agreement must hold (R-TPL-2, AGREEMENT 2.7), in printed order.
CLAUSES = (
    "clParties", "clTerms", "clScope", "clInstructions", "clPurpose", "clConfidentiality",
    "clSecurity", "clSensitive", "clSub", "clTransfers", "clRecipients", "clAuthorityRequests",
    "clRequests", "clBreach", "clAssessment", "clRecords", "clAudit", "clClient", "clCosts",
    "clLiability", "clDuration", "clEnd", "clChanges", "clPrecedence", "clNotices", "clLanguage",
    "clLaw", "clSignature", "clFinal",
)  # fmt: skip
OPTIONAL_CLAUSES = ("clInsurance", "clAccession", "clSpecial")
ANNEXES = ("anParties", "anProcessing", "anMeasures", "anSubprocessors")
SIGNATURE_PLACES = ("signatures", "sigclient", "sigkbits")
SECOND_SIGNATURE_PLACES = ("sigclient2", "sigkbits2")

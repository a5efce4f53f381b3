"""What stands where in the processing agreement: one structure for all languages."""

from dpa_manager.documents.building.blocks import Block
from dpa_manager.documents.building.structure.annex_measures import MEASURES
from dpa_manager.documents.building.structure.annex_parties import PARTIES
from dpa_manager.documents.building.structure.annex_processing import PROCESSING
from dpa_manager.documents.building.structure.annex_subprocessors import SUBPROCESSORS
from dpa_manager.documents.building.structure.assistance import ASSISTANCE
from dpa_manager.documents.building.structure.between import BETWEEN
from dpa_manager.documents.building.structure.formalities import FORMALITIES
from dpa_manager.documents.building.structure.front import FRONT
from dpa_manager.documents.building.structure.handling import HANDLING
from dpa_manager.documents.building.structure.nature import NATURE
from dpa_manager.documents.building.structure.optional_clauses import OPTIONAL
from dpa_manager.documents.building.structure.sharing import SHARING
from dpa_manager.documents.building.structure.signatures import SIGNATURES

BODY: tuple[Block, ...] = (
    FRONT
    + NATURE
    + HANDLING
    + SHARING
    + ASSISTANCE
    + BETWEEN
    + FORMALITIES
    + OPTIONAL
    + SIGNATURES
    + PARTIES
    + PROCESSING
    + MEASURES
    + SUBPROCESSORS
)

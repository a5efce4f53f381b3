"""The client's own record of processing (Art. 30(1)), prefilled from the map, the rest left open.

No product gives a client that. The columns are the concepts of the Belgian authority's model for
controllers (DOMAIN 5.5); what only the controller can know, such as its legal basis, is never
guessed.
"""

from dpa_manager.domain.own_register.columns import COLUMNS, RegisterColumn
from dpa_manager.domain.own_register.register import Register, register_of

__all__ = ["COLUMNS", "Register", "RegisterColumn", "register_of"]

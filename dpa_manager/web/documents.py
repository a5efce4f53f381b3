"""Documents: the stored bytes, as a file to save, for whoever may read the agreement."""

import io

from flask import Blueprint, Response, send_file

from dpa_manager.queries.agreements import read_document
from dpa_manager.web.access import needs, scope
from dpa_manager.web.answers import DOCUMENT_POLICY
from dpa_manager.web.house import house

blueprint = Blueprint("documents", __name__)


@blueprint.get("/documents/<document>")
@needs("agreement.read")
def document(document: str) -> Response:
    """The stored bytes of a document, as a file to save."""
    line, data = read_document(scope().document(document), store=house().store)
    answer = send_file(
        io.BytesIO(data), mimetype=line.media_type, as_attachment=True, download_name=line.name
    )
    answer.headers["Content-Security-Policy"] = DOCUMENT_POLICY
    answer.headers["Content-Language"] = line.language
    return answer

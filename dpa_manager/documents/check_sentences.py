"""The sentences of the template check, by code; `{detail}` is the very thing that was found."""

from dpa_manager.documents.package import SENTENCES as PACKAGE_SENTENCES
from dpa_manager.vocabulary.phrase import Phrase

_OF_THE_FILE = {
    "not-xml": Phrase(
        nl="Dit deel van het bestand is beschadigd: {detail}.",
        fr="Cette partie du fichier est endommagée : {detail}.",
        en="This part of the file is damaged: {detail}.",
    ),
    "doctype": Phrase(
        nl="Dit deel verklaart eigen tekens (DTD); Word doet dat nooit.",
        fr="Cette partie déclare ses propres entités (DTD) ; Word ne le fait jamais.",
        en="This part declares entities of its own (DTD); Word never does.",
    ),
    "part-too-large": Phrase(
        nl="Dit deel is te groot voor een sjabloon ({detail}).",
        fr="Cette partie est trop volumineuse pour un modèle ({detail}).",
        en="This part is too large for a template ({detail}).",
    ),
    "macros": Phrase(
        nl="Het bestand kan macro's bevatten; bewaar het als gewoon .docx.",
        fr="Le fichier peut contenir des macros ; enregistrez-le comme .docx ordinaire.",
        en="The file may hold macros; save it as a plain .docx.",
    ),
    "unexpected-part": Phrase(
        nl="Het bestand bevat iets wat niet in een sjabloon hoort: {detail}.",
        fr="Le fichier contient un élément étranger à un modèle : {detail}.",
        en="The file holds something that does not belong in a template: {detail}.",
    ),
    "external-link": Phrase(
        nl="Het bestand haalt iets van buiten het document: {detail}.",
        fr="Le fichier va chercher un élément hors du document : {detail}.",
        en="The file fetches something from outside the document: {detail}.",
    ),
    "active-content": Phrase(
        nl="Het document bevat een ingesloten object of besturingselement: {detail}.",
        fr="Le document contient un objet incorporé ou un contrôle : {detail}.",
        en="The document holds an embedded object or control: {detail}.",
    ),
    "outside-content": Phrase(
        nl="Het document neemt de inhoud van een ander bestand op: {detail}.",
        fr="Le document reprend le contenu d'un autre fichier : {detail}.",
        en="The document takes in the content of another file: {detail}.",
    ),
    "picture-kind": Phrase(
        nl="Een afbeelding is geen PNG of JPEG: {detail}.",
        fr="Une image n'est ni PNG ni JPEG : {detail}.",
        en="A picture is neither PNG nor JPEG: {detail}.",
    ),
    "took-too-long": Phrase(
        nl="De controle werd afgebroken: het bestand vraagt te veel rekenwerk.",
        fr="Le contrôle a été interrompu : le fichier demande trop de calcul.",
        en="The check was stopped: the file asks for too much computing.",
    ),
}
_OF_THE_TEXT = {
    "tracked-change": Phrase(
        nl="Er staan bijgehouden wijzigingen in; aanvaard of weiger ze in Word.",
        fr="Il y a des modifications suivies ; acceptez-les ou refusez-les dans Word.",
        en="There are tracked changes; accept or reject them in Word.",
    ),
    "comment": Phrase(
        nl="Er staan opmerkingen in de kantlijn; verwijder ze in Word.",
        fr="Il y a des commentaires en marge ; supprimez-les dans Word.",
        en="There are comments in the margin; remove them in Word.",
    ),
    "hidden-text": Phrase(
        nl="Er staat verborgen tekst in; maak ze zichtbaar of verwijder ze.",
        fr="Il y a du texte masqué ; rendez-le visible ou supprimez-le.",
        en="There is hidden text; show it or remove it.",
    ),
    "field-not-allowed": Phrase(
        nl="Het veld {detail} mag niet; alleen PAGE, NUMPAGES en REF.",
        fr="Le champ {detail} n'est pas admis ; seuls PAGE, NUMPAGES et REF le sont.",
        en="The field {detail} is not allowed; only PAGE, NUMPAGES and REF are.",
    ),
    "unknown-style": Phrase(
        nl="De stijl '{detail}' bestaat niet in het document.",
        fr="Le style « {detail} » n'existe pas dans le document.",
        en="The style '{detail}' does not exist in the document.",
    ),
    "language-differs": Phrase(
        nl="De taal van het document is {detail}.",
        fr="La langue du document est {detail}.",
        en="The language of the document is {detail}.",
    ),
    "missing-clause": Phrase(
        nl="De bladwijzer {detail} ontbreekt.",
        fr="Le signet {detail} manque.",
        en="The bookmark {detail} is missing.",
    ),
    "empty-clause": Phrase(
        nl="Onder {detail} staat bij geen enkele keuze tekst.",
        fr="Sous {detail}, il n'y a de texte dans aucun cas.",
        en="There is no text under {detail} whatever is chosen.",
    ),
    "duplicate-bookmark": Phrase(
        nl="De bladwijzer {detail} komt meer dan eens voor.",
        fr="Le signet {detail} figure plus d'une fois.",
        en="The bookmark {detail} occurs more than once.",
    ),
}
_OF_THE_TAGS = {
    "tag-open": Phrase(
        nl="Een accolade staat los of een code is niet afgesloten: {detail}",
        fr="Une accolade est isolée ou un code n'est pas fermé : {detail}",
        en="A brace stands alone or a tag is not closed: {detail}",
    ),
    "tag-shape": Phrase(
        nl="Deze code kent het programma niet: {detail}",
        fr="Le programme ne connaît pas ce code : {detail}",
        en="The program does not know this tag: {detail}",
    ),
    "too-many-tags": Phrase(
        nl="Er staan meer dan {detail} codes in dit deel.",
        fr="Il y a plus de {detail} codes dans cette partie.",
        en="There are more than {detail} tags in this part.",
    ),
    "tag-outside-text": Phrase(
        nl="Een code staat op een plaats die geen gewone tekst is: {detail}",
        fr="Un code se trouve hors du texte ordinaire : {detail}",
        en="A tag stands where there is no plain text: {detail}",
    ),
    "tag-not-filled": Phrase(
        nl="Op deze plaats worden codes niet ingevuld: {detail}",
        fr="Les codes ne sont pas remplis à cet endroit : {detail}",
        en="Tags are not filled in at this place: {detail}",
    ),
    "syntax-error": Phrase(
        nl="Een code klopt niet: {detail}.",
        fr="Un code est incorrect : {detail}.",
        en="A tag is wrong: {detail}.",
    ),
    "syntax-not-allowed": Phrase(
        nl="Een code mag niets uitvoeren of berekenen ({detail}); alleen woorden, if en for.",
        fr="Un code ne peut rien exécuter ni calculer ({detail}) ; seuls des mots, if et for.",
        en="A tag may not run or compute anything ({detail}); only words, if and for.",
    ),
    "nested-too-deep": Phrase(
        nl="Er staan meer dan {detail} voorwaarden in elkaar.",
        fr="Plus de {detail} conditions sont imbriquées.",
        en="More than {detail} conditions stand inside each other.",
    ),
    "method-name": Phrase(
        nl="De naam '{detail}' mag niet in een code staan.",
        fr="Le nom « {detail} » ne peut pas figurer dans un code.",
        en="The name '{detail}' may not stand in a tag.",
    ),
    "loop-shape": Phrase(
        nl="Een herhaling heeft één naam en één lijst: {detail}.",
        fr="Une boucle a un nom et une liste : {detail}.",
        en="A loop has one name and one list: {detail}.",
    ),
    "loop-product": Phrase(
        nl="Een herhaling binnen een herhaling moet een lijst van haar eigen rij doorlopen, niet"
        " '{detail}'.",
        fr="Une boucle dans une boucle doit parcourir une liste de sa propre ligne, et non"
        " « {detail} ».",
        en="A loop inside a loop has to walk a list of its own row, not '{detail}'.",
    ),
    "loop-too-large": Phrase(
        nl="Een herhaling bevat te veel tekst (meer dan {detail} tekens).",
        fr="Une boucle contient trop de texte (plus de {detail} caractères).",
        en="A loop holds too much text (more than {detail} characters).",
    ),
    "unknown-word": Phrase(
        nl="Het woord '{detail}' bestaat niet.",
        fr="Le mot « {detail} » n'existe pas.",
        en="The word '{detail}' does not exist.",
    ),
    "word-misused": Phrase(
        nl="Het woord '{detail}' kan zo niet worden gebruikt (tekst drukt men af, een lijst"
        " doorloopt men).",
        fr="Le mot « {detail} » ne s'emploie pas ainsi (un texte s'imprime, une liste se"
        " parcourt).",
        en="The word '{detail}' cannot be used like this (a text is printed, a list is looped).",
    ),
    "cannot-be-filled": Phrase(
        nl="Een proef met voorbeeldgegevens mislukte: {detail}",
        fr="Un essai avec des données d'exemple a échoué : {detail}",
        en="A trial with sample data failed: {detail}",
    ),
}
SENTENCES: dict[str, Phrase] = {**PACKAGE_SENTENCES, **_OF_THE_FILE, **_OF_THE_TEXT, **_OF_THE_TAGS}

"""Words that a text must not or must hold (AGREEMENT 1.4, 2, 3.6 and 7), by language."""

# Regular expressions, whole words, whatever the case.
BANNED = {
    "nl": (
        "dient te", "dienen te", "zulks", "hetwelk", "desgevallend", "derhalve", "teneinde",
        "middels", "conform", "inzake", "al dan niet", "en/of", "onverminderd", "n.v.t.",
        "je", "jij", "jouw", "jullie", "hij", "hij/zij", "hem", "onderaannemers?",
        "klantgegevens", "eindverantwoordelijken?", "persoonlijke gegevens", "bsn", "voorwerp",
        "belanghebbenden?", "veiligheid", "addendum", "updates?", "gelijkwaardige?", "garanties?",
        "directeur", "discretie", "nietig en zonder gevolg", "idem", "verwerkingsovereenkomst",
        "shall", "responsable", "sous-traitant",
    ),
    "fr": (
        "ledit", "ladite", "lesdits", "susvisée?s?", "nonobstant", "y afférente?s?",
        "aux fins de", "en tant que de besoin", "le cas échéant", "et/ou", "il est entendu que",
        "tu", "ton", "données personnelles", "consentement", "opposition", "intéressée?s?",
        "état de l'art", "contrôleur", "divulguer", "requêtes?",
        "responsable du traitement final", "équivalente?s?", "numéro de sécurité sociale",
        "addendum", "directeur", "nul et non avenu", "discrétion", "sûreté", "cession",
        "statuts", "idem", "ceci dit", "shall", "verwerker",
    ),
    "en": (
        "shall", "hereby", "herein", "thereof", "prior to", "pursuant to", "notwithstanding",
        "in the event that", "including but not limited to", "indemnify", "hold harmless",
        "and/or", "gross negligence", "damages", "breach of contract", "eventually", "actual",
        "foresee", "sub-?contractors?", "null and void", "he", "she", "he/she", "safety",
        "idem", "i\\.e\\.", "e\\.g\\.", "verwerker", "sous-traitant",
    ),
}  # fmt: skip

# Words allowed only below the key that is named.
ONLY_IN = {
    "nl": {"datalek": "brief.", "opzegtermijn": "clSub.mutual_exit"},
    "fr": {"fuite": "brief.", "préavis": "clSub.mutual_exit"},
    "en": {"leak": "brief."},
}

LOCKED = {
    "nl": (
        "AVG", "verwerkingsverantwoordelijke", "verwerker", "subverwerker",
        "uiteindelijke verwerkingsverantwoordelijke", "schriftelijk vastgelegde instructies",
        "Unierecht of lidstatelijk recht", "gewichtige redenen van algemeen belang",
        "geheimhoudingsplicht", "stand van de techniek", "zonder onredelijke vertraging",
        "voorafgaande algemene schriftelijke toestemming", "dezelfde verplichtingen",
        "derdenbeding", "verdere doorgifte", "beoordeling van de doorgifte",
        "toezichthoudende autoriteit", "gegevensbeschermingseffectbeoordeling",
        "voorafgaande raadpleging", "wissingsattest", "wijzigingsovereenkomst",
        "bijgewerkte bijlage", "maximumbedrag", "opzettelijke fout", "zware fout", "hulppersonen",
        "ingebrekestelling", "niet-nakoming", "bijzondere categorieën van persoonsgegevens",
        "strafrechtelijke veroordelingen en strafbare feiten", "rijksregisternummer",
        "overheidsinstantie", "algemene voorwaarden",
    ),
    "fr": (
        "RGPD", "responsable du traitement", "sous-traitant", "sous-traitant ultérieur",
        "responsable du traitement en amont", "instructions documentées",
        "droit de l'Union ou", "motifs importants d'intérêt public",
        "obligation de confidentialité", "état des connaissances", "dans les meilleurs délais",
        "autorisation écrite préalable générale", "mêmes obligations",
        "stipulation pour autrui", "transfert ultérieur", "évaluation de l'impact du transfert",
        "autorité de contrôle", "analyse d'impact relative à la protection des données",
        "consultation préalable", "attestation de suppression", "avenant",
        "annexe mise à jour", "plafond", "faute intentionnelle", "faute lourde", "auxiliaires",
        "mise en demeure", "catégories particulières de données à caractère personnel",
        "condamnations pénales et", "numéro de registre national", "autorité publique",
        "conditions générales",
    ),
    "en": (
        "GDPR", "controller", "processor", "sub-processor", "end controller",
        "documented instructions", "Union or Member State law",
        "important grounds of public interest", "confidentiality", "state of the art",
        "without undue delay", "prior general written authorisation", "same duties",
        "third-party right", "onward transfer", "transfer impact assessment",
        "supervisory authority", "data protection impact assessment", "prior consultation",
        "certificate of deletion", "amendment", "updated annex", "cap", "intentional fault",
        "gross fault", "auxiliar", "notice of default",
        "special categories of personal data", "criminal convictions and offences",
        "national register number", "public authority", "general terms",
    ),
}  # fmt: skip

HEADINGS = {
    "nl": (
        "Partijen en rollen", "Begrippen en termijnen", "Onderwerp van de verwerking",
        "Instructies", "Geen eigen gebruik", "Geheimhouding en toegang", "Beveiliging",
        "Gevoelige gegevens", "Subverwerkers", "Doorgifte buiten de EER", "Andere ontvangers",
        "Verzoeken van overheden", "Verzoeken van betrokkenen",
        "Inbreuken in verband met persoonsgegevens",
        "Effectbeoordeling en voorafgaande raadpleging", "Register en medewerking",
        "Informatie en audits", "Taken en rechten van de Klant", "Kosten van medewerking",
        "Aansprakelijkheid", "Duur, opschorting en einde", "Teruggave en wissing", "Wijzigingen",
        "Rangorde", "Berichten en contactpunten", "Taal", "Toepasselijk recht en rechtbank",
        "Ondertekening en bewijs", "Slotbepalingen", "Verzekering", "Toetreding",
        "Bijzondere afspraken",
    ),
    "fr": (
        "Parties et rôles", "Définitions et délais", "Objet du traitement", "Instructions",
        "Pas d'usage propre", "Confidentialité et accès", "Sécurité", "Données sensibles",
        "Sous-traitants ultérieurs", "Transferts hors EEE", "Autres destinataires",
        "Demandes des autorités", "Demandes des personnes concernées",
        "Violations de données à caractère personnel",
        "Analyse d'impact et consultation préalable", "Registre et coopération",
        "Information et audits", "Obligations et droits du Client", "Coût de l'assistance",
        "Responsabilité", "Durée, suspension et fin", "Restitution et suppression",
        "Modifications", "Hiérarchie des documents", "Communications et points de contact",
        "Langue", "Droit applicable et tribunaux", "Signature et preuve",
        "Dispositions finales", "Assurance", "Adhésion", "Conditions particulières",
    ),
    "en": (
        "Parties and roles", "Terms and time limits", "Subject of the processing",
        "Instructions", "No own use", "Confidentiality and access", "Security",
        "Sensitive data", "Sub-processors", "Transfers outside the EEA", "Other recipients",
        "Requests by authorities", "Requests by data subjects", "Personal data breaches",
        "Impact assessment and prior consultation", "Record and cooperation",
        "Information and audits", "The Client's duties and rights", "Cost of assistance",
        "Liability", "Duration, suspension and end", "Return and deletion", "Changes",
        "Order of precedence", "Messages and contacts", "Language", "Law and courts",
        "Signature and evidence", "Final provisions", "Insurance", "Accession", "Special terms",
    ),
}  # fmt: skip

NONE_SENTENCES = {
    "nl": {
        "anSubprocessors.no_subprocessors":
            "KBITS werkt bij de start van deze overeenkomst zonder subverwerkers.",
        "anSubprocessors.none_allowed":
            "KBITS mag voor deze verwerkingen geen subverwerkers inschakelen.",
        "clTransfers.none": "Er is geen doorgifte buiten de EER.",
        "anProcessing.no_sensitive":
            "De Klant laat geen gegevens van artikel 9 of 10 AVG en geen rijksregisternummers "
            "verwerken.",
        "anSubprocessors.no_recipients": "Er zijn geen andere ontvangers.",
        "anProcessing.no_retention":
            "Geen wet verplicht KBITS om na het einde gegevens te bewaren.",
        "anMeasures.no_certificates": "KBITS heeft voor deze diensten geen certificaat.",
    },
    "fr": {
        "anSubprocessors.no_subprocessors":
            "Au début du contrat, KBITS ne fait appel à aucun sous-traitant ultérieur.",
        "anSubprocessors.none_allowed":
            "KBITS ne peut pas faire appel à un sous-traitant ultérieur pour ces traitements.",
        "clTransfers.none": "Aucune donnée n'est transférée hors de l'EEE.",
        "anProcessing.no_sensitive":
            "Le Client ne fait traiter aucune donnée visée aux articles 9 et 10 du RGPD ni aucun "
            "numéro de registre national.",
        "anSubprocessors.no_recipients": "Il n'y a pas d'autres destinataires.",
        "anProcessing.no_retention":
            "Aucune loi n'oblige KBITS à conserver des données après la fin.",
        "anMeasures.no_certificates":
            "KBITS ne dispose d'aucune certification pour ces services.",
    },
    "en": {
        "anSubprocessors.no_subprocessors": "KBITS starts this agreement without sub-processors.",
        "anSubprocessors.none_allowed":
            "KBITS must not use sub-processors for these activities.",
        "clTransfers.none": "No data are transferred outside the EEA.",
        "anProcessing.no_sensitive":
            "The Client has no data under Articles 9 and 10 GDPR and no national register numbers "
            "processed.",
        "anSubprocessors.no_recipients": "There are no other recipients.",
        "anProcessing.no_retention": "No law obliges KBITS to keep data after the end.",
        "anMeasures.no_certificates": "KBITS holds no certificate for these services.",
    },
}  # fmt: skip

# Words of the clauses as printed, words a sentence on average and at most.
MOST_WORDS = {"nl": 3600, "fr": 3950, "en": 3600}
SENTENCE = {"nl": (18, 30), "fr": (20, 35), "en": (18, 28)}
LAW = {"nl": "AVG", "fr": "RGPD", "en": "GDPR"}

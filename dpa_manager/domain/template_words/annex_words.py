"""Words for Annexes II, III and IV."""

from dpa_manager.domain.template_words.shapes import Group, Lines, Rows, Text, Word, YesNo, optional

_REFERENCE_ROWS: dict[str, Word] = {
    "number": Text('"IV.2" or "R1"'),
    "name": Text("name in Annex IV"),
}

_TRANSFER: dict[str, Word] = {
    "country": Text("country"),
    "ground": Text("mechanism, worded"),
    "document": optional("decision, clauses or letter"),
    "has_document": YesNo("a document is named"),
    "checked_on": optional("date of the last check"),
    "has_checked_on": YesNo("a check is dated"),
    "expires_on": optional("end of the adequacy decision"),
    "has_expires_on": YesNo("the decision has an end"),
    "fallback": optional("fall-back ground"),
    "has_fallback": YesNo("a fall-back ground is agreed"),
    "assessment_on": optional("date of the transfer impact assessment"),
    "has_assessment": YesNo("a transfer impact assessment exists"),
}

ANNEX_WORDS: dict[str, Word] = {
    # Annex II
    "end_choice_line": Text("general choice at the end, for Annex II"),
    "has_several_activities": YesNo("more than one activity"),
    "activities": Rows(
        "Annex II.A, one block an activity",
        {
            "number": Text('"II.1"'),
            "title": Text("title"),
            "service_line": Text("services"),
            "client_role": Text("role of the Client in this activity"),
            "purposes": Text("purposes: service and the Client's own words"),
            "operations": Text("operations of Art. 4(2), in one line"),
            "subjects": Lines("data subjects, one a line, with number and vulnerability in words"),
            "data": Rows(
                "categories of data",
                {
                    "label": Text("category, with its description"),
                    "special": optional('"art. 9", "art. 10", "national register number"'),
                    "is_special": YesNo("a special nature is printed"),
                    "retention": Text("start, period and action"),
                },
            ),
            "channels": optional("where the data come from"),
            "has_channels": YesNo("channels are known"),
            "locations": Lines("places of processing"),
            "platforms": optional("platforms that the Client contracted itself"),
            "has_platforms": YesNo("such platforms exist"),
            "subprocessors": Rows("sub-processors", _REFERENCE_ROWS),
            "subprocessor_line": Text('numbers and names, or "none"'),
            "recipient_line": Text('numbers and names, or "none"'),
            "automated_decision": Text('description, or "none"'),
        },
    ),
    "sensitive": Rows(
        "Annex II.B",
        {
            "category": Text("category"),
            "ground": Text("article 9, article 10, national register number"),
            "activities": Text("numbers of the activities"),
            "reason": Text("why needed"),
            "safeguards": Lines("extra safeguards"),
            "legal_basis": optional("legal basis declared by the Client"),
            "has_legal_basis": YesNo("a legal basis is declared"),
        },
    ),
    "has_access_functions": YesNo("functions with access are listed"),
    "access_functions": Rows(
        "Annex II.D",
        {"function": Text("function"), "tasks": Text("tasks"), "bound_by": Text("contract or law")},
    ),
    "flows": Rows(
        "Annex II.E, merged and sorted",
        {
            "activity": Text('"II.1"'),
            "is_group_start": YesNo("first row of an activity when the table is grouped"),
            "group_title": optional(
                "number and title of the activity, on the first row of a group"
            ),
            "subjects": Text("data subjects"),
            "data": Lines("data categories"),
            "target": Text("number and name, or: stays with KBITS"),
            "country": Text("country or countries"),
            "is_outside_eea": YesNo("outside the EEA"),
        },
    ),
    "flows_are_grouped": YesNo("more than 25 rows: grouped by activity"),
    # Annex III
    "measure_set": Group(
        "the measure set",
        {
            "name": Text("name"),
            "version": Text("version"),
            "dated_on": Text("date"),
            "line": Text("all"),
        },
    ),
    "measure_groups": Rows(
        "headings A to G of Annex III that have something to print",
        {
            "title": Text("heading"),
            "article": Text("article of the GDPR"),
            "has_measures": YesNo("measures exist; else the reason is printed"),
            "reason": optional("why there is no measure"),
            "measures": Rows(
                "measures",
                {
                    "label": Text("measure"),
                    "text": Text("what is in place"),
                    "activities": Text('"all" or numbers'),
                },
            ),
        },
    ),
    "has_remote_access": YesNo("an activity has remote access"),
    "remote_access": Lines("rules of remote access and support (III.H)"),
    "assistance": Lines("help to the Client (III.I)"),
    "certificates": Rows(
        "Annex III.J",
        {
            "scheme": Text("scheme"),
            "scope": Text("scope"),
            "number": optional("number"),
            "has_number": YesNo("a number is known"),
            "valid_until": optional("valid until"),
            "has_valid_until": YesNo("an end is known"),
        },
    ),
    "has_planned": YesNo("planned measures exist"),
    "measures_planned": Rows(
        "Annex III.K", {"label": Text("measure"), "text": Text("what"), "planned_on": Text("date")}
    ),
    # Annex IV
    "has_subprocessors": YesNo("sub-processors are listed"),
    "subprocessors": Rows(
        "Annex IV.A",
        {
            "number": Text('"IV.1"'),
            "name": Text("legal name"),
            "register_no": optional("label and register number"),
            "has_register_no": YesNo("a register number is known"),
            "address": Text("address"),
            "contact": Text("contact person: name and position"),
            "contact_email": Text("e-mail of the contact person"),
            "service": Text("task"),
            "delimitation": optional("how the task is marked off from others"),
            "has_delimitation": YesNo("a delimitation is written"),
            "activities": Text("numbers of the activities"),
            "data": Lines("data categories"),
            "subjects": Text("data subjects"),
            "locations": Lines("places of processing"),
            "access_from": Lines("access from"),
            "has_access_from": YesNo("access from elsewhere"),
            "is_outside_eea": YesNo("outside the EEA by place or by access"),
            "transfers": Rows("grounds of transfer", _TRANSFER),
            "chain": Lines("further sub-processors"),
            "has_chain": YesNo("further sub-processors are known"),
            "since": Text("since"),
        },
    ),
    "recipients": Rows(
        "Annex IV.B",
        {
            "number": Text('"R1"'),
            "name": Text("name"),
            "address": optional("address"),
            "has_address": YesNo("an address is known"),
            "group": Text("recipient group"),
            "role": Text("role under the GDPR"),
            "data": Lines("data categories"),
            "subjects": Text("data subjects"),
            "purpose": Text("purpose"),
            "instruction": Text("date of the instruction"),
            "country": Text("country"),
            "is_outside_eea": YesNo("outside the EEA"),
            "has_transfer": YesNo("a ground of transfer is printed"),
            "transfer": optional("ground, document and date of the transfer"),
            "event": optional("event of a commercial partner"),
            "has_event": YesNo("an event is named"),
        },
    ),
}

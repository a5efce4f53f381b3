CREATE TABLE "event" ("id" INTEGER NOT NULL PRIMARY KEY,
    "chain" VARCHAR(64) NOT NULL,
    "seq" INTEGER NOT NULL,
    "happened_at" TIMESTAMPTZ NOT NULL,
    "act" VARCHAR(80) NOT NULL,
    "channel" VARCHAR(40) NOT NULL,
    "subject" VARCHAR(80) NOT NULL,
    "subject_id" VARCHAR(80) NOT NULL,
    "details" TEXT NOT NULL,
    "personal" TEXT NOT NULL,
    "previous_hash" VARCHAR(64) NOT NULL,
    "hash" VARCHAR(64) NOT NULL);

CREATE UNIQUE INDEX "event_chain_seq" ON "event" ("chain", "seq");

CREATE INDEX "event_chain_happened_at" ON "event" ("chain", "happened_at");

CREATE INDEX "event_subject_subject_id" ON "event" ("subject", "subject_id");

CREATE TRIGGER "event_refuses_update" BEFORE UPDATE ON "event" BEGIN SELECT RAISE(ABORT, 'rows of event stay as they were written'); END;

CREATE TRIGGER "event_refuses_delete" BEFORE DELETE ON "event" BEGIN SELECT RAISE(ABORT, 'rows of event stay as they were written'); END;

CREATE TABLE "event_personal" ("id" INTEGER NOT NULL PRIMARY KEY,
    "event_id" INTEGER NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "salt" VARCHAR(64) NOT NULL,
    "value" TEXT NOT NULL,
    FOREIGN KEY ("event_id") REFERENCES "event" ("id") ON DELETE RESTRICT);

CREATE INDEX "event_personal_event_id" ON "event_personal" ("event_id");

CREATE UNIQUE INDEX "event_personal_event_id_name" ON "event_personal" ("event_id", "name");

CREATE TRIGGER "event_personal_refuses_update" BEFORE UPDATE ON "event_personal" BEGIN SELECT RAISE(ABORT, 'rows of event_personal stay as they were written'); END;

CREATE TABLE "chain_head" ("id" INTEGER NOT NULL PRIMARY KEY,
    "chain" VARCHAR(64) NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" VARCHAR(64) NOT NULL);

CREATE UNIQUE INDEX "chain_head_chain" ON "chain_head" ("chain");

CREATE TRIGGER "chain_head_refuses_delete" BEFORE DELETE ON "chain_head" BEGIN SELECT RAISE(ABORT, 'rows of chain_head stay as they were written'); END;

CREATE TABLE "checkpoint" ("id" INTEGER NOT NULL PRIMARY KEY,
    "made_at" TIMESTAMPTZ NOT NULL,
    "heads" TEXT NOT NULL,
    "previous_seal" VARCHAR(64) NOT NULL,
    "seal" VARCHAR(64) NOT NULL);

CREATE UNIQUE INDEX "checkpoint_seal" ON "checkpoint" ("seal");

CREATE TRIGGER "checkpoint_refuses_update" BEFORE UPDATE ON "checkpoint" BEGIN SELECT RAISE(ABORT, 'rows of checkpoint stay as they were written'); END;

CREATE TRIGGER "checkpoint_refuses_delete" BEFORE DELETE ON "checkpoint" BEGIN SELECT RAISE(ABORT, 'rows of checkpoint stay as they were written'); END;

CREATE TABLE "own_organisation" ("id" INTEGER NOT NULL PRIMARY KEY,
    "legal_name" VARCHAR(300) NOT NULL,
    "trade_name" VARCHAR(300) NOT NULL,
    "legal_form" VARCHAR(120) NOT NULL,
    "register_kind" VARCHAR(20) NOT NULL,
    "register_no" VARCHAR(60) NOT NULL,
    "street" VARCHAR(300) NOT NULL,
    "postcode" VARCHAR(20) NOT NULL,
    "city" VARCHAR(120) NOT NULL,
    "country_code" VARCHAR(2) NOT NULL,
    "general_email" VARCHAR(254) NOT NULL,
    "privacy_email" VARCHAR(254) NOT NULL,
    "instruction_email" VARCHAR(254) NOT NULL,
    "phone" VARCHAR(40) NOT NULL,
    "privacy_officer_kind" VARCHAR(20) NOT NULL,
    "privacy_statement_on" DATE,
    "staff_confidentiality" TEXT NOT NULL,
    CHECK (id = 1),
    CHECK (privacy_officer_kind IN ('formal_dpo', 'privacy_contact')));

CREATE TABLE "own_contact" ("id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "position" VARCHAR(200) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "phone" VARCHAR(40) NOT NULL,
    "capacity_key" VARCHAR(60) NOT NULL,
    "mandate_on" DATE,
    "is_authority_confirmed" INTEGER NOT NULL,
    "is_active" INTEGER NOT NULL);

CREATE TABLE "own_contact_role" ("id" INTEGER NOT NULL PRIMARY KEY,
    "contact_id" INTEGER NOT NULL,
    "role" VARCHAR(40) NOT NULL,
    "position" INTEGER NOT NULL,
    FOREIGN KEY ("contact_id") REFERENCES "own_contact" ("id") ON DELETE CASCADE);

CREATE INDEX "own_contact_role_contact_id" ON "own_contact_role" ("contact_id");

CREATE UNIQUE INDEX "own_contact_role_role_contact_id" ON "own_contact_role" ("role", "contact_id");

CREATE TABLE "client" ("id" INTEGER NOT NULL PRIMARY KEY,
    "legal_name" VARCHAR(300) NOT NULL,
    "trade_name" VARCHAR(300) NOT NULL,
    "legal_form" VARCHAR(120) NOT NULL,
    "register_kind" VARCHAR(20) NOT NULL,
    "register_no" VARCHAR(60) NOT NULL,
    "street" VARCHAR(300) NOT NULL,
    "postcode" VARCHAR(20) NOT NULL,
    "city" VARCHAR(120) NOT NULL,
    "country_code" VARCHAR(2) NOT NULL,
    "public_id" VARCHAR(40) NOT NULL,
    "is_natural_person" INTEGER NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    "language" VARCHAR(2) NOT NULL,
    "region" VARCHAR(20) NOT NULL,
    "public_body" VARCHAR(20) NOT NULL,
    "authority_key" VARCHAR(40) NOT NULL,
    "end_controllers_note" TEXT NOT NULL,
    "signature_level_key" VARCHAR(20) NOT NULL,
    "is_signed_on_paper" INTEGER NOT NULL,
    "is_active" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    CHECK (role IN ('controller', 'processor', 'mixed')),
    CHECK (language IN ('nl', 'fr', 'en')),
    CHECK (region IN ('', 'flanders', 'wallonia', 'brussels', 'german_speaking')),
    CHECK (public_body IN ('', 'flemish', 'walloon', 'brussels', 'german_speaking', 'federal')));

CREATE UNIQUE INDEX "client_public_id" ON "client" ("public_id");

CREATE INDEX "client_is_active_legal_name" ON "client" ("is_active", "legal_name");

CREATE UNIQUE INDEX "client_register_unique" ON "client" ("register_kind", "register_no") WHERE ("register_no" != '');

CREATE TABLE "end_controller" ("id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "name" VARCHAR(300) NOT NULL,
    "address" VARCHAR(500) NOT NULL,
    "contact" VARCHAR(500) NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"));

CREATE INDEX "end_controller_client_id" ON "end_controller" ("client_id");

CREATE UNIQUE INDEX "end_controller_client_id_name" ON "end_controller" ("client_id", "name");

CREATE TABLE "user" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "language" VARCHAR(2) NOT NULL,
    "is_active" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    CHECK (language IN ('nl', 'fr', 'en')));

CREATE UNIQUE INDEX "user_public_id" ON "user" ("public_id");

CREATE UNIQUE INDEX "user_email" ON "user" ("email");

CREATE TABLE "staff_role" ("id" INTEGER NOT NULL PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
    CHECK (role IN ('account-manager', 'dpo', 'signatory', 'admin')));

CREATE INDEX "staff_role_user_id" ON "staff_role" ("user_id");

CREATE UNIQUE INDEX "staff_role_user_id_role" ON "staff_role" ("user_id", "role");

CREATE TABLE "membership" ("id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "role" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
    CHECK (role IN ('client-signatory', 'client-reader')));

CREATE INDEX "membership_client_id" ON "membership" ("client_id");

CREATE INDEX "membership_user_id" ON "membership" ("user_id");

CREATE UNIQUE INDEX "membership_client_id_user_id_role" ON "membership" ("client_id", "user_id", "role");

CREATE TABLE "list_item" ("id" INTEGER NOT NULL PRIMARY KEY,
    "list_name" VARCHAR(40) NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "position" INTEGER NOT NULL,
    "active_from" DATE NOT NULL,
    "active_to" DATE,
    "content" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL,
    CHECK (list_name IN ('retention_rules', 'measures', 'service_kinds', 'countries', 'eea_memberships', 'adequacy_decisions')));

CREATE UNIQUE INDEX "list_item_list_name_key" ON "list_item" ("list_name", "key");

CREATE TABLE "setting" ("id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(60) NOT NULL,
    "value" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL);

CREATE UNIQUE INDEX "setting_name" ON "setting" ("name");

CREATE TABLE "measure_set" ("id" INTEGER NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "dated_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    CHECK (version > 0));

CREATE UNIQUE INDEX "measure_set_version" ON "measure_set" ("version");

CREATE TRIGGER "measure_set_refuses_update" BEFORE UPDATE ON "measure_set" BEGIN SELECT RAISE(ABORT, 'rows of measure_set stay as they were written'); END;

CREATE TRIGGER "measure_set_refuses_delete" BEFORE DELETE ON "measure_set" BEGIN SELECT RAISE(ABORT, 'rows of measure_set stay as they were written'); END;

CREATE TABLE "measure" ("id" INTEGER NOT NULL PRIMARY KEY,
    "measure_set_id" INTEGER NOT NULL,
    "key" VARCHAR(40) NOT NULL,
    "heading" VARCHAR(4) NOT NULL,
    "label" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "planned_on" DATE,
    "is_visible_to_clients" INTEGER NOT NULL,
    "iso" TEXT NOT NULL,
    "evidence" VARCHAR(500) NOT NULL,
    "reviewed_on" DATE,
    "position" INTEGER NOT NULL,
    FOREIGN KEY ("measure_set_id") REFERENCES "measure_set" ("id"),
    CHECK (status IN ('implemented', 'planned', 'not_applicable')));

CREATE INDEX "measure_measure_set_id" ON "measure" ("measure_set_id");

CREATE UNIQUE INDEX "measure_measure_set_id_key" ON "measure" ("measure_set_id", "key");

CREATE TRIGGER "measure_refuses_update" BEFORE UPDATE ON "measure" BEGIN SELECT RAISE(ABORT, 'rows of measure stay as they were written'); END;

CREATE TRIGGER "measure_refuses_delete" BEFORE DELETE ON "measure" BEGIN SELECT RAISE(ABORT, 'rows of measure stay as they were written'); END;

CREATE TABLE "engagement" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "client_id" INTEGER NOT NULL,
    "reference" VARCHAR(40) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "subject_matter" TEXT NOT NULL,
    "controller_duties" TEXT NOT NULL,
    "contract_name" VARCHAR(300) NOT NULL,
    "contract_reference" VARCHAR(120) NOT NULL,
    "contract_signed_on" DATE,
    "duration_kind" VARCHAR(20) NOT NULL,
    "effective_on" DATE,
    "start_on" DATE,
    "end_on" DATE,
    "replaces" VARCHAR(300) NOT NULL,
    "terms" TEXT NOT NULL,
    "measure_set_id" INTEGER,
    "is_active" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "changed_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("measure_set_id") REFERENCES "measure_set" ("id"),
    CHECK (duration_kind IN ('', 'principal', 'fixed', 'open')));

CREATE UNIQUE INDEX "engagement_public_id" ON "engagement" ("public_id");

CREATE INDEX "engagement_client_id" ON "engagement" ("client_id");

CREATE UNIQUE INDEX "engagement_reference" ON "engagement" ("reference");

CREATE INDEX "engagement_measure_set_id" ON "engagement" ("measure_set_id");

CREATE INDEX "engagement_client_id_is_active_reference" ON "engagement" ("client_id", "is_active", "reference");

CREATE TABLE "access_function" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "function" TEXT NOT NULL,
    "tasks" TEXT NOT NULL,
    "bound_by_key" VARCHAR(20) NOT NULL,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    CHECK (bound_by_key IN ('contract', 'law')));

CREATE INDEX "access_function_engagement_id" ON "access_function" ("engagement_id");

CREATE TABLE "legal_retention" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "data" TEXT NOT NULL,
    "statute" TEXT NOT NULL,
    "until" TEXT NOT NULL,
    "access" TEXT NOT NULL,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"));

CREATE INDEX "legal_retention_engagement_id" ON "legal_retention" ("engagement_id");

CREATE TABLE "onward_permission" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "scope" TEXT NOT NULL,
    "document" VARCHAR(300) NOT NULL,
    "given_on" DATE,
    "withdrawn_on" DATE,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"));

CREATE INDEX "onward_permission_engagement_id" ON "onward_permission" ("engagement_id");

CREATE TABLE "special_term" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "reference" VARCHAR(60) NOT NULL,
    "text" TEXT NOT NULL,
    "is_contradicting" INTEGER NOT NULL,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"));

CREATE INDEX "special_term_engagement_id" ON "special_term" ("engagement_id");

CREATE TABLE "contact" ("id" INTEGER NOT NULL PRIMARY KEY,
    "name" VARCHAR(200) NOT NULL,
    "position" VARCHAR(200) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "phone" VARCHAR(40) NOT NULL,
    "capacity_key" VARCHAR(60) NOT NULL,
    "mandate_on" DATE,
    "is_authority_confirmed" INTEGER NOT NULL,
    "public_id" VARCHAR(40) NOT NULL,
    "client_id" INTEGER NOT NULL,
    "is_active" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"));

CREATE UNIQUE INDEX "contact_public_id" ON "contact" ("public_id");

CREATE INDEX "contact_client_id" ON "contact" ("client_id");

CREATE INDEX "contact_client_id_name" ON "contact" ("client_id", "name");

CREATE TABLE "contact_role" ("id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "contact_id" INTEGER NOT NULL,
    "engagement_id" INTEGER,
    "role" VARCHAR(40) NOT NULL,
    "position" INTEGER NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"));

CREATE INDEX "contact_role_client_id" ON "contact_role" ("client_id");

CREATE INDEX "contact_role_contact_id" ON "contact_role" ("contact_id");

CREATE INDEX "contact_role_engagement_id" ON "contact_role" ("engagement_id");

CREATE INDEX "contact_role_client_id_role" ON "contact_role" ("client_id", "role");

CREATE UNIQUE INDEX "contact_role_of_client_unique" ON "contact_role" ("contact_id", "role") WHERE ("engagement_id" IS NULL);

CREATE UNIQUE INDEX "contact_role_of_engagement_unique" ON "contact_role" ("engagement_id", "contact_id", "role") WHERE ("engagement_id" IS NOT NULL);

CREATE TABLE "activity" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "engagement_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "role_outcome" VARCHAR(20) NOT NULL,
    "role_answers" TEXT NOT NULL,
    "role_decided_by" VARCHAR(254) NOT NULL,
    "role_decided_at" TIMESTAMPTZ,
    "client_role" VARCHAR(20) NOT NULL,
    "service_kinds" TEXT NOT NULL,
    "purposes" TEXT NOT NULL,
    "own_purposes" TEXT NOT NULL,
    "operations" TEXT NOT NULL,
    "channels" TEXT NOT NULL,
    "locations" TEXT NOT NULL,
    "platforms" TEXT NOT NULL,
    "has_remote_access" INTEGER NOT NULL,
    "runs_on_platform" INTEGER NOT NULL,
    "automated_decision" TEXT NOT NULL,
    "began_on" DATE,
    "is_removed" INTEGER NOT NULL,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    CHECK (role_outcome IN ('', 'controller', 'processor', 'joint', 'none')),
    CHECK (client_role IN ('controller', 'processor')),
    CHECK (number > 0));

CREATE UNIQUE INDEX "activity_public_id" ON "activity" ("public_id");

CREATE INDEX "activity_engagement_id" ON "activity" ("engagement_id");

CREATE UNIQUE INDEX "activity_engagement_id_number" ON "activity" ("engagement_id", "number");

CREATE TABLE "activity_subject" ("id" INTEGER NOT NULL PRIMARY KEY,
    "activity_id" INTEGER NOT NULL,
    "category_key" VARCHAR(60) NOT NULL,
    "approximate_count" INTEGER,
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id") ON DELETE CASCADE,
    CHECK (approximate_count IS NULL OR approximate_count >= 0));

CREATE INDEX "activity_subject_activity_id" ON "activity_subject" ("activity_id");

CREATE UNIQUE INDEX "activity_subject_activity_id_category_key" ON "activity_subject" ("activity_id", "category_key");

CREATE TABLE "activity_data" ("id" INTEGER NOT NULL PRIMARY KEY,
    "activity_id" INTEGER NOT NULL,
    "category_key" VARCHAR(60) NOT NULL,
    "description" TEXT NOT NULL,
    "retention_key" VARCHAR(60) NOT NULL,
    "retention_words" TEXT NOT NULL,
    "sensitive_reason" TEXT NOT NULL,
    "safeguard_keys" TEXT NOT NULL,
    "legal_basis" TEXT NOT NULL,
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id") ON DELETE CASCADE);

CREATE INDEX "activity_data_activity_id" ON "activity_data" ("activity_id");

CREATE UNIQUE INDEX "activity_data_activity_id_category_key" ON "activity_data" ("activity_id", "category_key");

CREATE TABLE "subprocessor" ("id" INTEGER NOT NULL PRIMARY KEY,
    "legal_name" VARCHAR(300) NOT NULL,
    "trade_name" VARCHAR(300) NOT NULL,
    "legal_form" VARCHAR(120) NOT NULL,
    "register_kind" VARCHAR(20) NOT NULL,
    "register_no" VARCHAR(60) NOT NULL,
    "street" VARCHAR(300) NOT NULL,
    "postcode" VARCHAR(20) NOT NULL,
    "city" VARCHAR(120) NOT NULL,
    "country_code" VARCHAR(2) NOT NULL,
    "public_id" VARCHAR(40) NOT NULL,
    "reference" VARCHAR(20) NOT NULL,
    "parent_country_code" VARCHAR(2) NOT NULL,
    "contact_name" VARCHAR(200) NOT NULL,
    "contact_position" VARCHAR(200) NOT NULL,
    "contact_email" VARCHAR(254) NOT NULL,
    "contact_phone" VARCHAR(40) NOT NULL,
    "breach_contact" VARCHAR(300) NOT NULL,
    "service" TEXT NOT NULL,
    "kinds" TEXT NOT NULL,
    "locations" TEXT NOT NULL,
    "access_from" TEXT NOT NULL,
    "chain" TEXT NOT NULL,
    "chain_url" VARCHAR(500) NOT NULL,
    "chain_checked_on" DATE,
    "contract_signed_on" DATE,
    "contract_version" VARCHAR(60) NOT NULL,
    "contract_url" VARCHAR(500) NOT NULL,
    "mirrored_duties" TEXT NOT NULL,
    "notice_days" INTEGER,
    "state" VARCHAR(20) NOT NULL,
    "reviewed_on" DATE,
    "next_review_on" DATE,
    "created_at" TIMESTAMPTZ NOT NULL,
    CHECK (state IN ('proposed', 'active', 'retiring', 'ended')),
    CHECK (notice_days IS NULL OR notice_days >= 0));

CREATE UNIQUE INDEX "subprocessor_public_id" ON "subprocessor" ("public_id");

CREATE UNIQUE INDEX "subprocessor_reference" ON "subprocessor" ("reference");

CREATE INDEX "subprocessor_state_legal_name" ON "subprocessor" ("state", "legal_name");

CREATE TABLE "recipient" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "reference" VARCHAR(20) NOT NULL,
    "name" VARCHAR(300) NOT NULL,
    "group_key" VARCHAR(40) NOT NULL,
    "kind_key" VARCHAR(40) NOT NULL,
    "street" VARCHAR(300) NOT NULL,
    "postcode" VARCHAR(20) NOT NULL,
    "city" VARCHAR(120) NOT NULL,
    "country_code" VARCHAR(2) NOT NULL,
    "contact_email" VARCHAR(254) NOT NULL,
    "is_active" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL);

CREATE UNIQUE INDEX "recipient_public_id" ON "recipient" ("public_id");

CREATE UNIQUE INDEX "recipient_reference" ON "recipient" ("reference");

CREATE INDEX "recipient_is_active_name" ON "recipient" ("is_active", "name");

CREATE TABLE "transfer" ("id" INTEGER NOT NULL PRIMARY KEY,
    "subprocessor_id" INTEGER,
    "recipient_id" INTEGER,
    "country_code" VARCHAR(2) NOT NULL,
    "mechanism_key" VARCHAR(40) NOT NULL,
    "document" VARCHAR(300) NOT NULL,
    "signed_on" DATE,
    "checked_on" DATE,
    "is_listed" INTEGER NOT NULL,
    "covers_hr_data" INTEGER NOT NULL,
    "impact_assessment_on" DATE,
    "fallback_key" VARCHAR(40) NOT NULL,
    "is_dpo_approved" INTEGER NOT NULL,
    FOREIGN KEY ("subprocessor_id") REFERENCES "subprocessor" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("recipient_id") REFERENCES "recipient" ("id") ON DELETE CASCADE,
    CHECK ((CASE WHEN subprocessor_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN recipient_id IS NULL THEN 0 ELSE 1 END) = 1));

CREATE INDEX "transfer_subprocessor_id" ON "transfer" ("subprocessor_id");

CREATE INDEX "transfer_recipient_id" ON "transfer" ("recipient_id");

CREATE UNIQUE INDEX "transfer_subprocessor_id_country_code" ON "transfer" ("subprocessor_id", "country_code");

CREATE UNIQUE INDEX "transfer_recipient_id_country_code" ON "transfer" ("recipient_id", "country_code");

CREATE TABLE "authorisation" ("id" INTEGER NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "subprocessor_id" INTEGER NOT NULL,
    "mode" VARCHAR(20) NOT NULL,
    "authorised_on" DATE NOT NULL,
    "document" VARCHAR(300) NOT NULL,
    "person" VARCHAR(200) NOT NULL,
    "withdrawn_on" DATE,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("subprocessor_id") REFERENCES "subprocessor" ("id"),
    CHECK (mode IN ('general', 'specific')));

CREATE INDEX "authorisation_client_id" ON "authorisation" ("client_id");

CREATE INDEX "authorisation_subprocessor_id" ON "authorisation" ("subprocessor_id");

CREATE UNIQUE INDEX "authorisation_client_id_subprocessor_id" ON "authorisation" ("client_id", "subprocessor_id");

CREATE TABLE "engagement_subprocessor" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "subprocessor_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "delimitation" TEXT NOT NULL,
    "since_on" DATE,
    "starts_on" DATE,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    FOREIGN KEY ("subprocessor_id") REFERENCES "subprocessor" ("id"),
    CHECK (number > 0));

CREATE INDEX "engagement_subprocessor_engagement_id" ON "engagement_subprocessor" ("engagement_id");

CREATE INDEX "engagement_subprocessor_subprocessor_id" ON "engagement_subprocessor" ("subprocessor_id");

CREATE UNIQUE INDEX "engagement_subprocessor_engagement_id_subprocessor_id" ON "engagement_subprocessor" ("engagement_id", "subprocessor_id");

CREATE UNIQUE INDEX "engagement_subprocessor_engagement_id_number" ON "engagement_subprocessor" ("engagement_id", "number");

CREATE TABLE "engagement_recipient" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "recipient_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "instruction_on" DATE,
    "event" VARCHAR(300) NOT NULL,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    FOREIGN KEY ("recipient_id") REFERENCES "recipient" ("id"),
    CHECK (number > 0));

CREATE INDEX "engagement_recipient_engagement_id" ON "engagement_recipient" ("engagement_id");

CREATE INDEX "engagement_recipient_recipient_id" ON "engagement_recipient" ("recipient_id");

CREATE UNIQUE INDEX "engagement_recipient_engagement_id_recipient_id" ON "engagement_recipient" ("engagement_id", "recipient_id");

CREATE UNIQUE INDEX "engagement_recipient_engagement_id_number" ON "engagement_recipient" ("engagement_id", "number");

CREATE TABLE "flow" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "activity_id" INTEGER NOT NULL,
    "subject_key" VARCHAR(60) NOT NULL,
    "category_key" VARCHAR(60) NOT NULL,
    "target" VARCHAR(20) NOT NULL,
    "subprocessor_id" INTEGER,
    "recipient_id" INTEGER,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("subprocessor_id") REFERENCES "subprocessor" ("id"),
    FOREIGN KEY ("recipient_id") REFERENCES "recipient" ("id"),
    CHECK (target IN ('stays', 'subprocessor', 'recipient')),
    CHECK ((target = 'stays' AND subprocessor_id IS NULL AND recipient_id IS NULL) OR (target = 'subprocessor' AND subprocessor_id IS NOT NULL AND recipient_id IS NULL) OR (target = 'recipient' AND recipient_id IS NOT NULL AND subprocessor_id IS NULL)));

CREATE INDEX "flow_engagement_id" ON "flow" ("engagement_id");

CREATE INDEX "flow_activity_id" ON "flow" ("activity_id");

CREATE INDEX "flow_subprocessor_id" ON "flow" ("subprocessor_id");

CREATE INDEX "flow_recipient_id" ON "flow" ("recipient_id");

CREATE INDEX "flow_engagement_id_activity_id" ON "flow" ("engagement_id", "activity_id");

CREATE UNIQUE INDEX "flow_stays_unique" ON "flow" ("activity_id", "subject_key", "category_key") WHERE ("target" = 'stays');

CREATE UNIQUE INDEX "flow_subprocessor_unique" ON "flow" ("activity_id", "subject_key", "category_key", "subprocessor_id") WHERE ("target" = 'subprocessor');

CREATE UNIQUE INDEX "flow_recipient_unique" ON "flow" ("activity_id", "subject_key", "category_key", "recipient_id") WHERE ("target" = 'recipient');

CREATE TABLE "engagement_measure" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "measure_id" INTEGER NOT NULL,
    "activity_id" INTEGER,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    FOREIGN KEY ("measure_id") REFERENCES "measure" ("id"),
    FOREIGN KEY ("activity_id") REFERENCES "activity" ("id") ON DELETE CASCADE);

CREATE INDEX "engagement_measure_engagement_id" ON "engagement_measure" ("engagement_id");

CREATE INDEX "engagement_measure_measure_id" ON "engagement_measure" ("measure_id");

CREATE INDEX "engagement_measure_activity_id" ON "engagement_measure" ("activity_id");

CREATE INDEX "engagement_measure_engagement_id_measure_id" ON "engagement_measure" ("engagement_id", "measure_id");

CREATE UNIQUE INDEX "engagement_measure_for_all_unique" ON "engagement_measure" ("engagement_id", "measure_id") WHERE ("activity_id" IS NULL);

CREATE UNIQUE INDEX "engagement_measure_for_one_unique" ON "engagement_measure" ("engagement_id", "measure_id", "activity_id") WHERE ("activity_id" IS NOT NULL);

CREATE TABLE "heading_reason" ("id" INTEGER NOT NULL PRIMARY KEY,
    "engagement_id" INTEGER NOT NULL,
    "heading" VARCHAR(4) NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    CHECK (heading IN ('A', 'B', 'C', 'D', 'E', 'F', 'G')));

CREATE INDEX "heading_reason_engagement_id" ON "heading_reason" ("engagement_id");

CREATE UNIQUE INDEX "heading_reason_engagement_id_heading" ON "heading_reason" ("engagement_id", "heading");

CREATE TABLE "template" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "language" VARCHAR(2) NOT NULL,
    "is_active" INTEGER NOT NULL,
    CHECK (language IN ('nl', 'fr', 'en')));

CREATE UNIQUE INDEX "template_public_id" ON "template" ("public_id");

CREATE UNIQUE INDEX "template_key_language" ON "template" ("key", "language");

CREATE TABLE "template_version" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "template_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "size" INTEGER NOT NULL,
    "report" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("template_id") REFERENCES "template" ("id"),
    CHECK (number > 0),
    CHECK (length(sha256) = 64));

CREATE UNIQUE INDEX "template_version_public_id" ON "template_version" ("public_id");

CREATE INDEX "template_version_template_id" ON "template_version" ("template_id");

CREATE UNIQUE INDEX "template_version_template_id_number" ON "template_version" ("template_id", "number");

CREATE TRIGGER "template_version_refuses_update" BEFORE UPDATE ON "template_version" BEGIN SELECT RAISE(ABORT, 'rows of template_version stay as they were written'); END;

CREATE TRIGGER "template_version_refuses_delete" BEFORE DELETE ON "template_version" BEGIN SELECT RAISE(ABORT, 'rows of template_version stay as they were written'); END;

CREATE TABLE "agreement" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "client_id" INTEGER NOT NULL,
    "engagement_id" INTEGER NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "reference" VARCHAR(60) NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("engagement_id") REFERENCES "engagement" ("id"),
    CHECK (state IN ('draft', 'internal_check', 'sent_for_review', 'change_requested', 'agreed', 'signing', 'signed_by_client', 'in_force', 'suspended', 'superseded', 'terminated', 'closing', 'closed', 'cancelled', 'rejected', 'expired_offer')));

CREATE UNIQUE INDEX "agreement_public_id" ON "agreement" ("public_id");

CREATE INDEX "agreement_client_id" ON "agreement" ("client_id");

CREATE INDEX "agreement_engagement_id" ON "agreement" ("engagement_id");

CREATE UNIQUE INDEX "agreement_reference" ON "agreement" ("reference");

CREATE INDEX "agreement_client_id_state_reference" ON "agreement" ("client_id", "state", "reference");

CREATE TABLE "agreement_version" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "agreement_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "annex_version" INTEGER NOT NULL,
    "dated_on" DATE NOT NULL,
    "facts" TEXT NOT NULL,
    "facts_sha256" VARCHAR(64) NOT NULL,
    "reasons" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("agreement_id") REFERENCES "agreement" ("id"),
    CHECK (number > 0),
    CHECK (length(facts_sha256) = 64));

CREATE UNIQUE INDEX "agreement_version_public_id" ON "agreement_version" ("public_id");

CREATE INDEX "agreement_version_agreement_id" ON "agreement_version" ("agreement_id");

CREATE UNIQUE INDEX "agreement_version_agreement_id_number" ON "agreement_version" ("agreement_id", "number");

CREATE TRIGGER "agreement_version_refuses_update" BEFORE UPDATE ON "agreement_version" BEGIN SELECT RAISE(ABORT, 'rows of agreement_version stay as they were written'); END;

CREATE TRIGGER "agreement_version_refuses_delete" BEFORE DELETE ON "agreement_version" BEGIN SELECT RAISE(ABORT, 'rows of agreement_version stay as they were written'); END;

CREATE TABLE "document" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "client_id" INTEGER NOT NULL,
    "agreement_version_id" INTEGER NOT NULL,
    "template_version_id" INTEGER,
    "language" VARCHAR(2) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("agreement_version_id") REFERENCES "agreement_version" ("id"),
    FOREIGN KEY ("template_version_id") REFERENCES "template_version" ("id"),
    CHECK (language IN ('nl', 'fr', 'en')),
    CHECK (media_type IN ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/pdf')),
    CHECK (length(sha256) = 64),
    CHECK (size > 0));

CREATE UNIQUE INDEX "document_public_id" ON "document" ("public_id");

CREATE INDEX "document_client_id" ON "document" ("client_id");

CREATE INDEX "document_agreement_version_id" ON "document" ("agreement_version_id");

CREATE INDEX "document_template_version_id" ON "document" ("template_version_id");

CREATE UNIQUE INDEX "document_agreement_version_id_language_media_type" ON "document" ("agreement_version_id", "language", "media_type");

CREATE INDEX "document_client_id_created_at" ON "document" ("client_id", "created_at");

CREATE INDEX "document_sha256" ON "document" ("sha256");

CREATE TRIGGER "document_refuses_update" BEFORE UPDATE ON "document" BEGIN SELECT RAISE(ABORT, 'rows of document stay as they were written'); END;

CREATE TRIGGER "document_refuses_delete" BEFORE DELETE ON "document" BEGIN SELECT RAISE(ABORT, 'rows of document stay as they were written'); END;

CREATE TABLE "evidence_item" ("id" INTEGER NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "scheme" VARCHAR(200) NOT NULL,
    "scope" TEXT NOT NULL,
    "number" VARCHAR(120) NOT NULL,
    "issuer" VARCHAR(200) NOT NULL,
    "valid_from" DATE,
    "valid_until" DATE,
    "sha256" VARCHAR(64),
    "is_visible_to_clients" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    CHECK (kind IN ('certificate', 'staff_confidentiality', 'access_list', 'review', 'policy')),
    CHECK (sha256 IS NULL OR length(sha256) = 64));

CREATE UNIQUE INDEX "evidence_item_public_id" ON "evidence_item" ("public_id");

CREATE INDEX "evidence_item_kind_valid_until" ON "evidence_item" ("kind", "valid_until");


CREATE TABLE "assignment" ("id" SERIAL NOT NULL PRIMARY KEY,
    "client_id" INTEGER NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"));

CREATE INDEX "assignment_client_id" ON "assignment" ("client_id");

CREATE INDEX "assignment_user_id" ON "assignment" ("user_id");

CREATE UNIQUE INDEX "assignment_client_id_user_id" ON "assignment" ("client_id", "user_id");

CREATE TABLE "credential" ("id" SERIAL NOT NULL PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "password_hash" VARCHAR(200) NOT NULL,
    "password_changed_at" TIMESTAMPTZ,
    "totp_secret" VARCHAR(300) NOT NULL,
    "totp_pending" VARCHAR(300) NOT NULL,
    "totp_confirmed_at" TIMESTAMPTZ,
    "totp_last_step" BIGINT NOT NULL,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"));

CREATE UNIQUE INDEX "credential_user_id" ON "credential" ("user_id");

CREATE TABLE "recovery_code" ("id" SERIAL NOT NULL PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "code_hash" VARCHAR(64) NOT NULL,
    "used_at" TIMESTAMPTZ,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"));

CREATE INDEX "recovery_code_user_id" ON "recovery_code" ("user_id");

CREATE UNIQUE INDEX "recovery_code_code_hash" ON "recovery_code" ("code_hash");

CREATE TABLE "session" ("id" SERIAL NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "client_id" INTEGER,
    "stage" VARCHAR(10) NOT NULL,
    "way" VARCHAR(20) NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,
    "fresh_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "end_reason" VARCHAR(40) NOT NULL,
    "address" VARCHAR(64) NOT NULL,
    "device" VARCHAR(300) NOT NULL,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    CHECK (stage IN ('factor', 'enrol', 'open')),
    CHECK (way IN ('password', 'link', 'demonstration')));

CREATE UNIQUE INDEX "session_public_id" ON "session" ("public_id");

CREATE UNIQUE INDEX "session_token_hash" ON "session" ("token_hash");

CREATE INDEX "session_user_id" ON "session" ("user_id");

CREATE INDEX "session_client_id" ON "session" ("client_id");

CREATE INDEX "session_user_id_ended_at" ON "session" ("user_id", "ended_at");

CREATE INDEX "session_ended_at_started_at" ON "session" ("ended_at", "started_at");

CREATE TABLE "one_time_link" ("id" SERIAL NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,
    "user_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "withdrawn_at" TIMESTAMPTZ,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
    CHECK (purpose IN ('invitation', 'reset', 'sign-in', 'demonstration')));

CREATE UNIQUE INDEX "one_time_link_public_id" ON "one_time_link" ("public_id");

CREATE UNIQUE INDEX "one_time_link_token_hash" ON "one_time_link" ("token_hash");

CREATE INDEX "one_time_link_user_id" ON "one_time_link" ("user_id");

CREATE INDEX "one_time_link_user_id_purpose" ON "one_time_link" ("user_id", "purpose");

CREATE TABLE "one_time_code" ("id" SERIAL NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "session_id" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "tries" INTEGER NOT NULL,
    "used_at" TIMESTAMPTZ,
    FOREIGN KEY ("session_id") REFERENCES "session" ("id") ON DELETE CASCADE);

CREATE UNIQUE INDEX "one_time_code_public_id" ON "one_time_code" ("public_id");

CREATE INDEX "one_time_code_session_id" ON "one_time_code" ("session_id");

CREATE INDEX "one_time_code_session_id_created_at" ON "one_time_code" ("session_id", "created_at");

CREATE TABLE "sign_in_attempt" ("id" SERIAL NOT NULL PRIMARY KEY,
    "account" VARCHAR(64) NOT NULL,
    "network" VARCHAR(64) NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "is_success" BOOLEAN NOT NULL,
    "happened_at" TIMESTAMPTZ NOT NULL);

CREATE INDEX "sign_in_attempt_account_happened_at" ON "sign_in_attempt" ("account", "happened_at");

CREATE INDEX "sign_in_attempt_network_happened_at" ON "sign_in_attempt" ("network", "happened_at");

CREATE INDEX "sign_in_attempt_happened_at" ON "sign_in_attempt" ("happened_at");

CREATE TABLE "security_log" ("id" SERIAL NOT NULL PRIMARY KEY,
    "happened_at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "user" VARCHAR(40) NOT NULL,
    "session" VARCHAR(40) NOT NULL,
    "email" VARCHAR(254) NOT NULL,
    "address" VARCHAR(64) NOT NULL,
    "device" VARCHAR(300) NOT NULL,
    "details" JSONB NOT NULL);

CREATE INDEX "security_log_happened_at" ON "security_log" ("happened_at");

CREATE INDEX "security_log_user_happened_at" ON "security_log" ("user", "happened_at");

CREATE TABLE "outgoing_mail" ("id" SERIAL NOT NULL PRIMARY KEY,
    "public_id" VARCHAR(40) NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    "message_id" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "language" VARCHAR(2) NOT NULL,
    "recipient" VARCHAR(254) NOT NULL,
    "recipient_name" VARCHAR(200) NOT NULL,
    "user_id" INTEGER,
    "client_id" INTEGER,
    "link_id" INTEGER,
    "code_id" INTEGER,
    "content" JSONB NOT NULL,
    "state" VARCHAR(20) NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_at" TIMESTAMPTZ NOT NULL,
    "leased_until" TIMESTAMPTZ,
    "leased_by" VARCHAR(80) NOT NULL,
    "reply" VARCHAR(500) NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "handled_at" TIMESTAMPTZ,
    "retried_at" TIMESTAMPTZ,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"),
    FOREIGN KEY ("client_id") REFERENCES "client" ("id"),
    FOREIGN KEY ("link_id") REFERENCES "one_time_link" ("id"),
    FOREIGN KEY ("code_id") REFERENCES "one_time_code" ("id") ON DELETE SET NULL,
    CHECK (language IN ('nl', 'fr', 'en')),
    CHECK (state IN ('queued', 'sent', 'refused', 'bounced', 'given_up', 'cancelled')));

CREATE UNIQUE INDEX "outgoing_mail_public_id" ON "outgoing_mail" ("public_id");

CREATE UNIQUE INDEX "outgoing_mail_key" ON "outgoing_mail" ("key");

CREATE UNIQUE INDEX "outgoing_mail_message_id" ON "outgoing_mail" ("message_id");

CREATE INDEX "outgoing_mail_user_id" ON "outgoing_mail" ("user_id");

CREATE INDEX "outgoing_mail_client_id" ON "outgoing_mail" ("client_id");

CREATE INDEX "outgoing_mail_link_id" ON "outgoing_mail" ("link_id");

CREATE INDEX "outgoing_mail_code_id" ON "outgoing_mail" ("code_id");

CREATE INDEX "outgoing_mail_state_next_at" ON "outgoing_mail" ("state", "next_at");

CREATE INDEX "outgoing_mail_client_id_created_at" ON "outgoing_mail" ("client_id", "created_at");


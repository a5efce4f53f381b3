CREATE TABLE "kept_form" ("id" SERIAL NOT NULL PRIMARY KEY,
    "user_id" INTEGER NOT NULL,
    "path" VARCHAR(500) NOT NULL,
    "fields" JSONB NOT NULL,
    "kept_at" TIMESTAMPTZ NOT NULL,
    FOREIGN KEY ("user_id") REFERENCES "user" ("id"));

CREATE UNIQUE INDEX "kept_form_user_id" ON "kept_form" ("user_id");


CREATE TABLE "band_changes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "band_changes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"language" text NOT NULL,
	"key" text NOT NULL,
	"band" text NOT NULL,
	"verdict" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "band_counts" (
	"organization_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"language" text NOT NULL,
	"key" text NOT NULL,
	"band" text NOT NULL,
	"verdict" text NOT NULL,
	"target_version" integer,
	"ranges" jsonb NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "band_counts_organization_id_target_id_language_key_pk" PRIMARY KEY("organization_id","target_id","language","key")
);
--> statement-breakpoint
CREATE TABLE "decision_counts" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"counts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reviewed_decisions" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"language" text NOT NULL,
	"key" text NOT NULL,
	"band" text NOT NULL,
	"verdict" text NOT NULL,
	"target_version" integer,
	"case_id" uuid NOT NULL,
	"confidence" real NOT NULL,
	"share" real,
	"answer" text NOT NULL,
	"truth" text
);
--> statement-breakpoint
ALTER TABLE "decision_counts" ADD CONSTRAINT "decision_counts_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "band_changes_place" ON "band_changes" USING btree ("organization_id","target_id","language","key","id");--> statement-breakpoint
CREATE INDEX "reviewed_decisions_place" ON "reviewed_decisions" USING btree ("organization_id","target_id","language","key","execution_id");
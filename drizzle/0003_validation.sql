CREATE TABLE "meaning_calibrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"engine" text NOT NULL,
	"model" text NOT NULL,
	"language" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"pairs" jsonb NOT NULL,
	"pair_count" integer NOT NULL,
	"scored" integer DEFAULT 0 NOT NULL,
	"same" real,
	"different" real,
	"figures" jsonb,
	"anchors" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"drift" real,
	"checked_at" timestamp with time zone,
	"reason" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "meaning_calibrations_engine" CHECK ("meaning_calibrations"."engine" in ('embeddings', 'onnx', 'llm')),
	CONSTRAINT "meaning_calibrations_state" CHECK ("meaning_calibrations"."state" in ('running', 'in_force', 'failed', 'retired'))
);
--> statement-breakpoint
CREATE TABLE "approved_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"turn" integer NOT NULL,
	"language" text NOT NULL,
	"context_hash" text NOT NULL,
	"form" text NOT NULL,
	"form_hash" text NOT NULL,
	"reply" text NOT NULL,
	"decision_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	"withdrawn_why" text
);
--> statement-breakpoint
CREATE TABLE "rejected_replies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"turn" integer NOT NULL,
	"language" text NOT NULL,
	"context_hash" text NOT NULL,
	"form" text NOT NULL,
	"form_hash" text NOT NULL,
	"reply" text NOT NULL,
	"decision_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" uuid,
	"withdrawn_why" text
);
--> statement-breakpoint
CREATE TABLE "validation_policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"suite_id" uuid,
	"case_id" uuid,
	"version" integer NOT NULL,
	"settings" jsonb,
	"note" text DEFAULT '' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "validation_policies_scope_value" CHECK ("validation_policies"."scope" in ('organization', 'suite', 'case')),
	CONSTRAINT "validation_policies_subject" CHECK (("validation_policies"."scope" = 'suite') = ("validation_policies"."suite_id" is not null) and ("validation_policies"."scope" = 'case') = ("validation_policies"."case_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "validation_result_versions" ADD COLUMN "why" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "validation_result_versions" ADD COLUMN "replaced_by_policy" integer;--> statement-breakpoint
ALTER TABLE "validation_result_versions" ADD COLUMN "replaced_by" uuid;--> statement-breakpoint
-- What Earshot had said before any person decided; where nobody has, the verdict in force.
ALTER TABLE "validation_results" ADD COLUMN "automatic_verdict" text;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "automatic_confidence" real;--> statement-breakpoint
UPDATE "validation_results" v SET "automatic_verdict" = coalesce(d.automatic_verdict, v.verdict),
  "automatic_confidence" = coalesce(d.automatic_confidence, v.confidence),
  "policy_version" = CASE WHEN v.policy_version = 1 THEN 0 ELSE v.policy_version END
FROM "validation_results" w LEFT JOIN (
  SELECT DISTINCT ON (execution_id) execution_id, automatic_verdict, automatic_confidence
  FROM "review_decisions" ORDER BY execution_id, id
) d ON d.execution_id = w.execution_id
WHERE v.execution_id = w.execution_id;--> statement-breakpoint
ALTER TABLE "validation_results" ALTER COLUMN "automatic_verdict" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "validation_results" ALTER COLUMN "automatic_confidence" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "proven" boolean;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "band" text;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "band_text" text;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "doubts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD COLUMN "automatic_proven" boolean;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD COLUMN "band" text;--> statement-breakpoint
ALTER TABLE "review_items" ADD COLUMN "origin" text;--> statement-breakpoint
UPDATE "review_items" SET "origin" = "reason";--> statement-breakpoint
ALTER TABLE "review_items" ALTER COLUMN "origin" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "review_items" ADD COLUMN "audit_share" real;--> statement-breakpoint
-- The only share there was.
UPDATE "review_items" SET "audit_share" = 0.02 WHERE "reason" = 'audit';--> statement-breakpoint
ALTER TABLE "review_items" ADD COLUMN "answer_hash" text;--> statement-breakpoint
ALTER TABLE "test_runs" ADD COLUMN "target_version" integer;--> statement-breakpoint
ALTER TABLE "meaning_calibrations" ADD CONSTRAINT "meaning_calibrations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meaning_calibrations" ADD CONSTRAINT "meaning_calibrations_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_replies" ADD CONSTRAINT "approved_replies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_replies" ADD CONSTRAINT "approved_replies_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_replies" ADD CONSTRAINT "approved_replies_decision_id_review_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."review_decisions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_replies" ADD CONSTRAINT "approved_replies_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_replies" ADD CONSTRAINT "approved_replies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approved_replies" ADD CONSTRAINT "approved_replies_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_replies" ADD CONSTRAINT "rejected_replies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_replies" ADD CONSTRAINT "rejected_replies_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_replies" ADD CONSTRAINT "rejected_replies_decision_id_review_decisions_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."review_decisions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_replies" ADD CONSTRAINT "rejected_replies_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_replies" ADD CONSTRAINT "rejected_replies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rejected_replies" ADD CONSTRAINT "rejected_replies_withdrawn_by_users_id_fk" FOREIGN KEY ("withdrawn_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_policies" ADD CONSTRAINT "validation_policies_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_policies" ADD CONSTRAINT "validation_policies_suite_id_test_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."test_suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_policies" ADD CONSTRAINT "validation_policies_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_policies" ADD CONSTRAINT "validation_policies_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "meaning_calibrations_in_force" ON "meaning_calibrations" USING btree ("organization_id","engine","model","language") WHERE "meaning_calibrations"."state" = 'in_force';--> statement-breakpoint
CREATE INDEX "meaning_calibrations_organization" ON "meaning_calibrations" USING btree ("organization_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "approved_replies_live" ON "approved_replies" USING btree ("case_id","language","turn","context_hash","form_hash") WHERE "approved_replies"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "approved_replies_organization" ON "approved_replies" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "approved_replies_execution" ON "approved_replies" USING btree ("execution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "rejected_replies_live" ON "rejected_replies" USING btree ("case_id","language","turn","context_hash","form_hash") WHERE "rejected_replies"."withdrawn_at" is null;--> statement-breakpoint
CREATE INDEX "rejected_replies_organization" ON "rejected_replies" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "rejected_replies_execution" ON "rejected_replies" USING btree ("execution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "validation_policies_version" ON "validation_policies" USING btree ("organization_id","version");--> statement-breakpoint
CREATE INDEX "validation_policies_scope" ON "validation_policies" USING btree ("organization_id","scope","suite_id","case_id","version");--> statement-breakpoint
ALTER TABLE "validation_result_versions" ADD CONSTRAINT "validation_result_versions_replaced_by_users_id_fk" FOREIGN KEY ("replaced_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_items_organization" ON "review_items" USING btree ("organization_id","execution_id");--> statement-breakpoint
-- Without the name of the table: it is checked in every partition.
ALTER TABLE "validation_results" ADD CONSTRAINT "validation_results_automatic_verdict" CHECK ("automatic_verdict" in ('passed', 'failed', 'invalid'));--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_origin" CHECK ("review_items"."origin" in ('doubtful', 'audit', 'requested'));
CREATE TABLE "daily_totals" (
	"organization_id" uuid NOT NULL,
	"day" date NOT NULL,
	"executions" integer DEFAULT 0 NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"invalid" integer DEFAULT 0 NOT NULL,
	"passed_after_retry" integer DEFAULT 0 NOT NULL,
	"response_ms_sum" bigint DEFAULT 0 NOT NULL,
	"response_bins" integer[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "daily_totals_organization_id_day_pk" PRIMARY KEY("organization_id","day")
);
--> statement-breakpoint
CREATE TABLE "run_findings" (
	"run_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	CONSTRAINT "run_findings_run_id_kind_pk" PRIMARY KEY("run_id","kind")
);
--> statement-breakpoint
ALTER TABLE "voice_test_executions" DROP CONSTRAINT "voice_test_executions_run_id_test_runs_id_fk";
--> statement-breakpoint
ALTER TABLE "voice_test_executions" DROP CONSTRAINT "voice_test_executions_item_id_test_execution_queue_id_fk";
--> statement-breakpoint
DROP INDEX "voice_test_executions_case";--> statement-breakpoint
DROP INDEX "voice_test_executions_failed";--> statement-breakpoint
ALTER TABLE "workers" ADD COLUMN "session" text;--> statement-breakpoint
ALTER TABLE "run_summaries" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "tries" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "daily_totals" ADD CONSTRAINT "daily_totals_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_findings" ADD CONSTRAINT "run_findings_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "activity_log_user" ON "activity_log" USING btree ("organization_id","user_id","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "voice_test_executions_item" ON "voice_test_executions" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "notifications_unsent" ON "notifications" USING btree ("organization_id","status","id") WHERE "notifications"."status" <> 'sent';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "notifications_subject" ON "notifications" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "review_items_oldest" ON "review_items" USING btree ("organization_id","id") WHERE "review_items"."status" = 'pending';--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("organization_id","id") WHERE "webhook_deliveries"."status" = 'failed';
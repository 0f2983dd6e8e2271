CREATE TABLE "noise_recordings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "break_point_searches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"case_version" integer NOT NULL,
	"target_id" uuid NOT NULL,
	"language" text NOT NULL,
	"axis" text NOT NULL,
	"plan" jsonb NOT NULL,
	"probes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"outcome" text,
	"break_point" real,
	"passes_at" real,
	"fails_at" real,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "break_point_searches_runId_unique" UNIQUE("run_id"),
	CONSTRAINT "break_point_searches_axis" CHECK ("break_point_searches"."axis" in ('snr', 'speed', 'packet_loss')),
	CONSTRAINT "break_point_searches_outcome" CHECK ("break_point_searches"."outcome" in ('found', 'never_fails', 'always_fails', 'not_judged'))
);
--> statement-breakpoint
CREATE TABLE "target_holds" (
	"target_id" uuid PRIMARY KEY NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "target_rates" (
	"target_id" uuid PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "schedules_organization";--> statement-breakpoint
DROP INDEX "test_execution_queue_waiting";--> statement-breakpoint
DROP INDEX "test_execution_queue_admitted";--> statement-breakpoint
ALTER TABLE "execution_details" ADD COLUMN "call" jsonb;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "twin_verdict" text;--> statement-breakpoint
ALTER TABLE "validation_results" ADD COLUMN "twin_reason" text;--> statement-breakpoint
ALTER TABLE "voice_test_executions" ADD COLUMN "twin_verdict" text;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "skip_while_running" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "next_run_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "last_started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "schedules" ADD COLUMN "last_problem" text;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "manual_retries" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "test_runs" ADD COLUMN "purpose" text DEFAULT 'test' NOT NULL;--> statement-breakpoint
ALTER TABLE "test_runs" ADD COLUMN "item_order" text DEFAULT 'parallel' NOT NULL;--> statement-breakpoint
ALTER TABLE "test_runs" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "configuration_history" ADD COLUMN "max_concurrency" integer;--> statement-breakpoint
ALTER TABLE "configuration_history" ADD COLUMN "max_calls_per_minute" integer;--> statement-breakpoint
ALTER TABLE "configurations" ADD COLUMN "max_calls_per_minute" integer;--> statement-breakpoint
ALTER TABLE "device_profiles" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "device_profiles" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "noise_recordings" ADD CONSTRAINT "noise_recordings_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "noise_recordings" ADD CONSTRAINT "noise_recordings_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_point_searches" ADD CONSTRAINT "break_point_searches_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_point_searches" ADD CONSTRAINT "break_point_searches_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_point_searches" ADD CONSTRAINT "break_point_searches_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_point_searches" ADD CONSTRAINT "break_point_searches_target_id_configurations_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."configurations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "break_point_searches" ADD CONSTRAINT "break_point_searches_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target_holds" ADD CONSTRAINT "target_holds_target_id_configurations_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."configurations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "target_rates" ADD CONSTRAINT "target_rates_target_id_configurations_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."configurations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "noise_recordings_key" ON "noise_recordings" USING btree ("organization_id","key");--> statement-breakpoint
CREATE INDEX "break_point_searches_newest" ON "break_point_searches" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "break_point_searches_case" ON "break_point_searches" USING btree ("case_id","target_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "schedules_name" ON "schedules" USING btree ("organization_id",lower("name"));--> statement-breakpoint
CREATE INDEX "schedules_due" ON "schedules" USING btree ("next_run_at") WHERE "schedules"."is_active";--> statement-breakpoint
CREATE INDEX "test_execution_queue_line" ON "test_execution_queue" USING btree ("run_id","id") WHERE "test_execution_queue"."status" = 'pending' and "test_execution_queue"."admitted_at" is null;--> statement-breakpoint
CREATE INDEX "test_execution_queue_under_way" ON "test_execution_queue" USING btree ("organization_id","target_id","run_id") WHERE "test_execution_queue"."status" in ('pending', 'running') and "test_execution_queue"."admitted_at" is not null;--> statement-breakpoint
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_purpose" CHECK ("test_runs"."purpose" in ('test', 'search'));--> statement-breakpoint
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_item_order" CHECK ("test_runs"."item_order" in ('parallel', 'sequential'));
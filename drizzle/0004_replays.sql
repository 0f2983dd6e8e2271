CREATE TABLE "replay_changes" (
	"replay_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"before" jsonb NOT NULL,
	"after" jsonb NOT NULL,
	"decided" text,
	"contradicts" boolean NOT NULL,
	"applied_at" timestamp with time zone,
	CONSTRAINT "replay_changes_replay_id_execution_id_pk" PRIMARY KEY("replay_id","execution_id")
);
--> statement-breakpoint
CREATE TABLE "replays" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"run_id" uuid,
	"execution_id" uuid,
	"from_at" timestamp with time zone,
	"to_at" timestamp with time zone,
	"settings" jsonb,
	"note" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"judged" integer DEFAULT 0 NOT NULL,
	"passed_over" integer DEFAULT 0 NOT NULL,
	"summary" jsonb,
	"reason" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "replays_scope" CHECK ("replays"."scope" in ('execution', 'run', 'period')),
	CONSTRAINT "replays_state" CHECK ("replays"."state" in ('running', 'ready', 'applying', 'applied', 'discarded', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "replay_changes" ADD CONSTRAINT "replay_changes_replay_id_replays_id_fk" FOREIGN KEY ("replay_id") REFERENCES "public"."replays"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replay_changes" ADD CONSTRAINT "replay_changes_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "replays" ADD CONSTRAINT "replays_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "replay_changes_execution" ON "replay_changes" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "replays_organization" ON "replays" USING btree ("organization_id","id");
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"user_agent" text,
	"address" text,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_kind" CHECK ("sessions"."kind" in ('browser', 'api'))
);
--> statement-breakpoint
CREATE TABLE "integration_files" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"path" text NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metric_reporters" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" integer NOT NULL,
	"gauges" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metric_totals" (
	"name" text NOT NULL,
	"labels" text NOT NULL,
	"value" double precision NOT NULL,
	CONSTRAINT "metric_totals_name_labels_pk" PRIMARY KEY("name","labels")
);
--> statement-breakpoint
CREATE TABLE "worker_kills" (
	"id" uuid PRIMARY KEY NOT NULL,
	"worker_id" uuid,
	"hostname" text NOT NULL,
	"pid" integer NOT NULL,
	"silent_ms" integer NOT NULL,
	"item_ids" uuid[] DEFAULT '{}' NOT NULL,
	"killed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ALTER COLUMN "scopes" SET DEFAULT '{read}';--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "worker_id" uuid;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "lost_worker_id" uuid;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_files" ADD CONSTRAINT "integration_files_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "worker_kills_newest" ON "worker_kills" USING btree ("killed_at");--> statement-breakpoint
CREATE INDEX "test_execution_queue_lost" ON "test_execution_queue" USING btree ("lost_worker_id") WHERE "test_execution_queue"."lost_worker_id" is not null;
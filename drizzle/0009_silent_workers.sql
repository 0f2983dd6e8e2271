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
ALTER TABLE "test_execution_queue" ADD COLUMN "worker_id" uuid;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "lost_worker_id" uuid;--> statement-breakpoint
CREATE INDEX "worker_kills_newest" ON "worker_kills" USING btree ("killed_at");--> statement-breakpoint
CREATE INDEX "test_execution_queue_lost" ON "test_execution_queue" USING btree ("lost_worker_id") WHERE "test_execution_queue"."lost_worker_id" is not null;
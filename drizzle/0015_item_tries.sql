ALTER TABLE "workers" ADD COLUMN "session" text;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD COLUMN "tries" smallint DEFAULT 0 NOT NULL;
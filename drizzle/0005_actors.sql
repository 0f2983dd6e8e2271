ALTER TABLE "api_tokens" ADD COLUMN "scopes" text[] DEFAULT '{read,run,write,admin}' NOT NULL;--> statement-breakpoint
ALTER TABLE "activity_log" ADD COLUMN "actor_kind" text;--> statement-breakpoint
ALTER TABLE "activity_log" ADD COLUMN "actor_ref" uuid;--> statement-breakpoint
ALTER TABLE "activity_log" ADD COLUMN "actor_name" text;--> statement-breakpoint
ALTER TABLE "activity_log" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "activity_log" ADD COLUMN "after" jsonb;
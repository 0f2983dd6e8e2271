CREATE TABLE "tool_session_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"call_id" text NOT NULL,
	"name" text NOT NULL,
	"arguments" jsonb,
	"mock" smallint,
	"unmatched" text,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "tool_session_calls_once" UNIQUE("session_id","call_id")
);
--> statement-breakpoint
CREATE TABLE "tool_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"attempt" smallint NOT NULL,
	"language" text NOT NULL,
	"mocks" jsonb NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tool_session_calls" ADD CONSTRAINT "tool_session_calls_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_session_calls" ADD CONSTRAINT "tool_session_calls_session_id_tool_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."tool_sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_sessions" ADD CONSTRAINT "tool_sessions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tool_sessions" ADD CONSTRAINT "tool_sessions_item_id_test_execution_queue_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."test_execution_queue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "tool_sessions_item" ON "tool_sessions" USING btree ("item_id");--> statement-breakpoint
CREATE INDEX "tool_sessions_expiry" ON "tool_sessions" USING btree ("expires_at");
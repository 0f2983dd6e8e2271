CREATE TABLE "integration_files" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"path" text NOT NULL,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"read_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "integration_files" ADD CONSTRAINT "integration_files_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;
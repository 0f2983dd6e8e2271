CREATE TABLE "defect_executions" (
	"defect_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "defect_executions_defect_id_execution_id_pk" PRIMARY KEY("defect_id","execution_id")
);
--> statement-breakpoint
CREATE TABLE "defects" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"case_id" uuid,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"severity" text DEFAULT 'medium' NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"blame" text,
	"language" text,
	"fingerprint" text NOT NULL,
	"occurrences" integer DEFAULT 1 NOT NULL,
	"assigned_to" uuid,
	"jira_issue_key" text,
	"jira_issue_url" text,
	"jira_status" text,
	"jira_synced_at" timestamp with time zone,
	"github_issue_url" text,
	"links" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"resolved_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "defects_severity" CHECK ("defects"."severity" in ('critical', 'high', 'medium', 'low')),
	CONSTRAINT "defects_status_value" CHECK ("defects"."status" in ('open', 'in_progress', 'resolved', 'closed', 'reopened'))
);
--> statement-breakpoint
CREATE TABLE "edge_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"case_id" uuid,
	"execution_id" uuid,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"category" text DEFAULT 'other' NOT NULL,
	"severity" text DEFAULT 'medium' NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "edge_cases_severity" CHECK ("edge_cases"."severity" in ('critical', 'high', 'medium', 'low')),
	CONSTRAINT "edge_cases_status_value" CHECK ("edge_cases"."status" in ('open', 'covered', 'dismissed'))
);
--> statement-breakpoint
CREATE TABLE "device_test_executions" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"device_profile_id" uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"measured" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "execution_details" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"turns" jsonb NOT NULL,
	"twin_turns" jsonb,
	"exchange" jsonb NOT NULL,
	"attempts" jsonb NOT NULL
) PARTITION BY RANGE ("execution_id");
--> statement-breakpoint
CREATE TABLE "validation_result_versions" (
	"execution_id" uuid NOT NULL,
	"revision" smallint NOT NULL,
	"result" jsonb NOT NULL,
	"replaced_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "validation_result_versions_execution_id_revision_pk" PRIMARY KEY("execution_id","revision")
);
--> statement-breakpoint
CREATE TABLE "validation_results" (
	"execution_id" uuid PRIMARY KEY NOT NULL,
	"verdict" text NOT NULL,
	"confidence" real NOT NULL,
	"score" real,
	"review_status" text NOT NULL,
	"blame" text,
	"reason" text NOT NULL,
	"scores" jsonb NOT NULL,
	"policy_version" integer NOT NULL,
	"revision" smallint DEFAULT 1 NOT NULL,
	"validated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "validation_results_verdict" CHECK ("validation_results"."verdict" in ('passed', 'failed', 'invalid')),
	CONSTRAINT "validation_results_review_status" CHECK ("validation_results"."review_status" in ('auto_pass', 'auto_fail', 'manual_review', 'approved', 'rejected'))
) PARTITION BY RANGE ("execution_id");
--> statement-breakpoint
CREATE TABLE "voice_test_executions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"case_version" integer NOT NULL,
	"language" text NOT NULL,
	"device_profile_id" uuid,
	"mode" text NOT NULL,
	"attempt" smallint NOT NULL,
	"is_final" boolean NOT NULL,
	"verdict" text NOT NULL,
	"review_status" text NOT NULL,
	"confidence" real NOT NULL,
	"blame" text,
	"response_ms" integer,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone NOT NULL,
	CONSTRAINT "voice_test_executions_mode" CHECK ("voice_test_executions"."mode" in ('voice', 'text', 'twin')),
	CONSTRAINT "voice_test_executions_verdict" CHECK ("voice_test_executions"."verdict" in ('passed', 'failed', 'invalid')),
	CONSTRAINT "voice_test_executions_review_status" CHECK ("voice_test_executions"."review_status" in ('auto_pass', 'auto_fail', 'manual_review', 'approved', 'rejected'))
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"token_hash" text NOT NULL,
	"last_used_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text NOT NULL,
	"max_concurrent_tests" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"family_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "refresh_tokens_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"sessions_valid_from" timestamp with time zone DEFAULT now() NOT NULL,
	"failed_sign_ins" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"last_sign_in_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_role" CHECK ("users"."role" in ('admin', 'qa_engineer', 'reviewer', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "integration_history" (
	"integration_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"config" jsonb NOT NULL,
	"changed_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_history_integration_id_version_pk" PRIMARY KEY("integration_id","version")
);
--> statement-breakpoint
CREATE TABLE "integration_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"external_id" text NOT NULL,
	"url" text,
	"state" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integration_links_kind" CHECK ("integration_links"."kind" in ('issue', 'thread', 'comment', 'status'))
);
--> statement-breakpoint
CREATE TABLE "integrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"secrets" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"secret_facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"source" text DEFAULT 'settings' NOT NULL,
	"hook_token_hash" text,
	"triggers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"state" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "integrations_source" CHECK ("integrations"."source" in ('settings', 'file', 'environment'))
);
--> statement-breakpoint
CREATE TABLE "notification_attempts" (
	"notification_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"outcome" text NOT NULL,
	"detail" text DEFAULT '' NOT NULL,
	"exchange" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" text,
	"duration_ms" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_attempts_notification_id_number_pk" PRIMARY KEY("notification_id","number")
);
--> statement-breakpoint
CREATE TABLE "notification_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"suite_id" uuid,
	"integration_id" uuid NOT NULL,
	"event" text NOT NULL,
	"config" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"is_enabled" boolean DEFAULT true NOT NULL,
	"muted_until" timestamp with time zone,
	"source" text DEFAULT 'settings' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_rules_event_value" CHECK ("notification_rules"."event" in ('test_run_complete', 'test_failure', 'critical_failure', 'regression_detected', 'review_backlog', 'worker_down', 'defect_created', 'integration_failing')),
	CONSTRAINT "notification_rules_source" CHECK ("notification_rules"."source" in ('settings', 'file', 'environment'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"rule_id" uuid,
	"event" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"thread_key" text NOT NULL,
	"idempotency_key" text NOT NULL,
	"payload" jsonb NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error" text,
	"next_attempt_at" timestamp with time zone,
	"attempted_at" timestamp with time zone,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notifications_status" CHECK ("notifications"."status" in ('held', 'pending', 'sending', 'sent', 'suppressed', 'unconfirmed', 'dead'))
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"integration_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"event" text NOT NULL,
	"external_id" text NOT NULL,
	"status" text DEFAULT 'accepted' NOT NULL,
	"reason" text,
	"headers" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"body" jsonb,
	"body_sha256" text NOT NULL,
	"size" integer NOT NULL,
	"verified_by" text NOT NULL,
	"repository" text,
	"ref" text,
	"sha" text,
	"decisions" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"repeats" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_status" CHECK ("webhook_deliveries"."status" in ('accepted', 'processed', 'ignored', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "webhook_effects" (
	"organization_id" uuid NOT NULL,
	"key" text NOT NULL,
	"delivery_id" uuid,
	"run_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_effects_organization_id_key_pk" PRIMARY KEY("organization_id","key")
);
--> statement-breakpoint
CREATE TABLE "test_metrics" (
	"organization_id" uuid NOT NULL,
	"day" date NOT NULL,
	"suite_id" uuid NOT NULL,
	"language" text NOT NULL,
	"mode" text NOT NULL,
	"executions" integer DEFAULT 0 NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"invalid" integer DEFAULT 0 NOT NULL,
	"passed_after_retry" integer DEFAULT 0 NOT NULL,
	"response_ms_sum" bigint DEFAULT 0 NOT NULL,
	"response_bins" integer[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "test_metrics_organization_id_day_suite_id_language_mode_pk" PRIMARY KEY("organization_id","day","suite_id","language","mode")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"organization_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_organization_id_key_pk" PRIMARY KEY("organization_id","key")
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hostname" text NOT NULL,
	"pid" integer NOT NULL,
	"state" text NOT NULL,
	"in_flight" integer DEFAULT 0 NOT NULL,
	"capacity" integer NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "review_decisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"item_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"reviewer_id" uuid,
	"decision" text NOT NULL,
	"verdict" text NOT NULL,
	"automatic_verdict" text NOT NULL,
	"automatic_confidence" real NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"duration_ms" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_decisions_decision" CHECK ("review_decisions"."decision" in ('approved', 'rejected')),
	CONSTRAINT "review_decisions_verdict" CHECK ("review_decisions"."verdict" in ('passed', 'failed', 'invalid'))
);
--> statement-breakpoint
CREATE TABLE "review_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"execution_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"confidence" real NOT NULL,
	"claimed_by" uuid,
	"claimed_at" timestamp with time zone,
	"lease_expires_at" timestamp with time zone,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "review_items_reason" CHECK ("review_items"."reason" in ('doubtful', 'audit', 'requested')),
	CONSTRAINT "review_items_status" CHECK ("review_items"."status" in ('pending', 'decided', 'withdrawn'))
);
--> statement-breakpoint
CREATE TABLE "run_summaries" (
	"run_id" uuid PRIMARY KEY NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"passed" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"invalid" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"manual_review" integer DEFAULT 0 NOT NULL,
	"passed_after_retry" integer DEFAULT 0 NOT NULL,
	"response_ms_sum" bigint DEFAULT 0 NOT NULL,
	"response_count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"cron" text NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"request" jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"last_run_id" uuid,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "test_execution_queue" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"case_version" integer NOT NULL,
	"language" text NOT NULL,
	"device_profile_id" uuid,
	"repetition" smallint DEFAULT 1 NOT NULL,
	"priority" smallint DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"admitted_at" timestamp with time zone,
	"attempt" smallint DEFAULT 0 NOT NULL,
	"retries" smallint DEFAULT 0 NOT NULL,
	"crashes" smallint DEFAULT 0 NOT NULL,
	"execution_id" uuid,
	"verdict" text,
	"last_error" text,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "test_execution_queue_status" CHECK ("test_execution_queue"."status" in ('pending', 'running', 'completed', 'failed', 'cancelled')),
	CONSTRAINT "test_execution_queue_verdict" CHECK ("test_execution_queue"."verdict" in ('passed', 'failed', 'invalid'))
) PARTITION BY RANGE ("id");
--> statement-breakpoint
CREATE TABLE "test_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"name" text NOT NULL,
	"mode" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"priority" smallint DEFAULT 0 NOT NULL,
	"fail_on" text DEFAULT 'any' NOT NULL,
	"suite_ids" uuid[] DEFAULT '{}' NOT NULL,
	"request" jsonb NOT NULL,
	"snapshot" jsonb NOT NULL,
	"trigger" jsonb NOT NULL,
	"git" jsonb,
	"failure_reason" text,
	"created_by" uuid,
	"expanded_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "test_runs_mode" CHECK ("test_runs"."mode" in ('voice', 'text', 'twin')),
	CONSTRAINT "test_runs_status" CHECK ("test_runs"."status" in ('queued', 'running', 'completed', 'failed', 'cancelled')),
	CONSTRAINT "test_runs_fail_on" CHECK ("test_runs"."fail_on" in ('any', 'new', 'never'))
);
--> statement-breakpoint
CREATE TABLE "baselines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"is_current" boolean DEFAULT true NOT NULL,
	"set_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "expected_outcomes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"name" text NOT NULL,
	"expectation" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "test_case_languages" (
	"case_id" uuid NOT NULL,
	"language" text NOT NULL,
	"voice" text DEFAULT 'default' NOT NULL,
	"utterances" jsonb NOT NULL,
	CONSTRAINT "test_case_languages_case_id_language_pk" PRIMARY KEY("case_id","language")
);
--> statement-breakpoint
CREATE TABLE "test_case_outcomes" (
	"case_id" uuid NOT NULL,
	"turn_index" integer NOT NULL,
	"outcome_id" uuid NOT NULL,
	CONSTRAINT "test_case_outcomes_case_id_turn_index_pk" PRIMARY KEY("case_id","turn_index")
);
--> statement-breakpoint
CREATE TABLE "test_case_versions" (
	"case_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "test_case_versions_case_id_version_pk" PRIMARY KEY("case_id","version")
);
--> statement-breakpoint
CREATE TABLE "test_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"priority" text DEFAULT 'medium' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "test_cases_priority" CHECK ("test_cases"."priority" in ('critical', 'high', 'medium', 'low')),
	CONSTRAINT "test_cases_status" CHECK ("test_cases"."status" in ('draft', 'active', 'archived'))
);
--> statement-breakpoint
CREATE TABLE "test_suites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"tags" text[] DEFAULT '{}' NOT NULL,
	"created_by" uuid,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "configuration_history" (
	"id" uuid PRIMARY KEY NOT NULL,
	"configuration_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"config" jsonb NOT NULL,
	"changed_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "configurations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"connector" text NOT NULL,
	"config" jsonb NOT NULL,
	"secrets" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"max_concurrency" integer,
	"is_active" boolean DEFAULT true NOT NULL,
	"last_check" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_profiles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"seed" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "environment_variables" (
	"configuration_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	"is_secret" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "environment_variables_configuration_id_name_pk" PRIMARY KEY("configuration_id","name")
);
--> statement-breakpoint
CREATE TABLE "activity_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"user_id" uuid,
	"action" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" uuid,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"request_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"author_id" uuid,
	"body" text NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comments_subject_value" CHECK ("comments"."subject" in ('suite', 'case', 'run', 'execution', 'defect'))
);
--> statement-breakpoint
CREATE TABLE "knowledge_base_articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"author_id" uuid,
	"title" text NOT NULL,
	"content" text NOT NULL,
	"category" text DEFAULT 'general' NOT NULL,
	"is_published" boolean DEFAULT false NOT NULL,
	"views" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "defect_executions" ADD CONSTRAINT "defect_executions_defect_id_defects_id_fk" FOREIGN KEY ("defect_id") REFERENCES "public"."defects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "defect_executions" ADD CONSTRAINT "defect_executions_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "defects" ADD CONSTRAINT "defects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "defects" ADD CONSTRAINT "defects_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "defects" ADD CONSTRAINT "defects_assigned_to_users_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_cases" ADD CONSTRAINT "edge_cases_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_cases" ADD CONSTRAINT "edge_cases_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_cases" ADD CONSTRAINT "edge_cases_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edge_cases" ADD CONSTRAINT "edge_cases_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_test_executions" ADD CONSTRAINT "device_test_executions_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "validation_result_versions" ADD CONSTRAINT "validation_result_versions_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voice_test_executions" ADD CONSTRAINT "voice_test_executions_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "voice_test_executions" ADD CONSTRAINT "voice_test_executions_item_id_test_execution_queue_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."test_execution_queue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_history" ADD CONSTRAINT "integration_history_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_history" ADD CONSTRAINT "integration_history_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_links" ADD CONSTRAINT "integration_links_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integration_links" ADD CONSTRAINT "integration_links_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "integrations" ADD CONSTRAINT "integrations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_attempts" ADD CONSTRAINT "notification_attempts_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_suite_id_test_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."test_suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_rules" ADD CONSTRAINT "notification_rules_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_rule_id_notification_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."notification_rules"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_integration_id_integrations_id_fk" FOREIGN KEY ("integration_id") REFERENCES "public"."integrations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_effects" ADD CONSTRAINT "webhook_effects_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_effects" ADD CONSTRAINT "webhook_effects_delivery_id_webhook_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."webhook_deliveries"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_effects" ADD CONSTRAINT "webhook_effects_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_metrics" ADD CONSTRAINT "test_metrics_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_keys" ADD CONSTRAINT "idempotency_keys_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_item_id_review_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."review_items"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_decisions" ADD CONSTRAINT "review_decisions_reviewer_id_users_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_execution_id_voice_test_executions_id_fk" FOREIGN KEY ("execution_id") REFERENCES "public"."voice_test_executions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_claimed_by_users_id_fk" FOREIGN KEY ("claimed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "run_summaries" ADD CONSTRAINT "run_summaries_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_last_run_id_test_runs_id_fk" FOREIGN KEY ("last_run_id") REFERENCES "public"."test_runs"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD CONSTRAINT "test_execution_queue_run_id_test_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."test_runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_execution_queue" ADD CONSTRAINT "test_execution_queue_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_target_id_configurations_id_fk" FOREIGN KEY ("target_id") REFERENCES "public"."configurations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_runs" ADD CONSTRAINT "test_runs_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baselines" ADD CONSTRAINT "baselines_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baselines" ADD CONSTRAINT "baselines_suite_id_test_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."test_suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "baselines" ADD CONSTRAINT "baselines_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expected_outcomes" ADD CONSTRAINT "expected_outcomes_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expected_outcomes" ADD CONSTRAINT "expected_outcomes_suite_id_test_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."test_suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_case_languages" ADD CONSTRAINT "test_case_languages_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_case_outcomes" ADD CONSTRAINT "test_case_outcomes_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_case_outcomes" ADD CONSTRAINT "test_case_outcomes_outcome_id_expected_outcomes_id_fk" FOREIGN KEY ("outcome_id") REFERENCES "public"."expected_outcomes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_case_versions" ADD CONSTRAINT "test_case_versions_case_id_test_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."test_cases"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_case_versions" ADD CONSTRAINT "test_case_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_cases" ADD CONSTRAINT "test_cases_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_cases" ADD CONSTRAINT "test_cases_suite_id_test_suites_id_fk" FOREIGN KEY ("suite_id") REFERENCES "public"."test_suites"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_suites" ADD CONSTRAINT "test_suites_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "test_suites" ADD CONSTRAINT "test_suites_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_history" ADD CONSTRAINT "configuration_history_configuration_id_configurations_id_fk" FOREIGN KEY ("configuration_id") REFERENCES "public"."configurations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configuration_history" ADD CONSTRAINT "configuration_history_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "configurations" ADD CONSTRAINT "configurations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_profiles" ADD CONSTRAINT "device_profiles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "environment_variables" ADD CONSTRAINT "environment_variables_configuration_id_configurations_id_fk" FOREIGN KEY ("configuration_id") REFERENCES "public"."configurations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_log" ADD CONSTRAINT "activity_log_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_base_articles" ADD CONSTRAINT "knowledge_base_articles_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_base_articles" ADD CONSTRAINT "knowledge_base_articles_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "defect_executions_execution" ON "defect_executions" USING btree ("execution_id");--> statement-breakpoint
CREATE UNIQUE INDEX "defects_fingerprint" ON "defects" USING btree ("organization_id","fingerprint");--> statement-breakpoint
CREATE INDEX "defects_status" ON "defects" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "edge_cases_status" ON "edge_cases" USING btree ("organization_id","status","id");--> statement-breakpoint
CREATE INDEX "voice_test_executions_run" ON "voice_test_executions" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "voice_test_executions_newest" ON "voice_test_executions" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "voice_test_executions_case" ON "voice_test_executions" USING btree ("case_id","id");--> statement-breakpoint
CREATE INDEX "voice_test_executions_failed" ON "voice_test_executions" USING btree ("organization_id","id") WHERE "voice_test_executions"."is_final" and "voice_test_executions"."verdict" <> 'passed';--> statement-breakpoint
CREATE INDEX "api_tokens_organization" ON "api_tokens" USING btree ("organization_id","created_at");--> statement-breakpoint
CREATE INDEX "refresh_tokens_family" ON "refresh_tokens" USING btree ("family_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "users_organization" ON "users" USING btree ("organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "integration_links_key" ON "integration_links" USING btree ("integration_id","kind","key");--> statement-breakpoint
CREATE UNIQUE INDEX "integrations_name" ON "integrations" USING btree ("organization_id","kind",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "integrations_hook_token" ON "integrations" USING btree ("hook_token_hash") WHERE "integrations"."hook_token_hash" is not null;--> statement-breakpoint
CREATE INDEX "notification_rules_event" ON "notification_rules" USING btree ("organization_id","event");--> statement-breakpoint
CREATE INDEX "notification_rules_integration" ON "notification_rules" USING btree ("integration_id");--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_idempotency" ON "notifications" USING btree ("organization_id","idempotency_key");--> statement-breakpoint
CREATE INDEX "notifications_newest" ON "notifications" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "notifications_thread" ON "notifications" USING btree ("integration_id","thread_key","id");--> statement-breakpoint
CREATE INDEX "notifications_due" ON "notifications" USING btree ("next_attempt_at") WHERE "notifications"."status" in ('held', 'pending', 'sending');--> statement-breakpoint
CREATE UNIQUE INDEX "webhook_deliveries_external" ON "webhook_deliveries" USING btree ("integration_id","provider","external_id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_newest" ON "webhook_deliveries" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_waiting" ON "webhook_deliveries" USING btree ("id") WHERE "webhook_deliveries"."status" = 'accepted';--> statement-breakpoint
CREATE INDEX "webhook_effects_run" ON "webhook_effects" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "test_metrics_suite" ON "test_metrics" USING btree ("suite_id","day");--> statement-breakpoint
CREATE INDEX "idempotency_keys_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "workers_seen" ON "workers" USING btree ("seen_at");--> statement-breakpoint
CREATE INDEX "review_decisions_execution" ON "review_decisions" USING btree ("execution_id","id");--> statement-breakpoint
CREATE INDEX "review_decisions_organization" ON "review_decisions" USING btree ("organization_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "review_items_execution" ON "review_items" USING btree ("execution_id");--> statement-breakpoint
CREATE INDEX "review_items_open" ON "review_items" USING btree ("organization_id","confidence","id") WHERE "review_items"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "review_items_run" ON "review_items" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "schedules_organization" ON "schedules" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "test_execution_queue_run" ON "test_execution_queue" USING btree ("run_id","id");--> statement-breakpoint
CREATE INDEX "test_execution_queue_waiting" ON "test_execution_queue" USING btree ("target_id","priority" DESC NULLS FIRST,"id") WHERE "test_execution_queue"."status" = 'pending' and "test_execution_queue"."admitted_at" is null;--> statement-breakpoint
CREATE INDEX "test_execution_queue_admitted" ON "test_execution_queue" USING btree ("organization_id","target_id") WHERE "test_execution_queue"."status" in ('pending', 'running') and "test_execution_queue"."admitted_at" is not null;--> statement-breakpoint
CREATE INDEX "test_runs_newest" ON "test_runs" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "test_runs_open" ON "test_runs" USING btree ("organization_id") WHERE "test_runs"."status" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "test_runs_suites" ON "test_runs" USING gin ("suite_ids");--> statement-breakpoint
CREATE UNIQUE INDEX "baselines_current" ON "baselines" USING btree ("suite_id","target_id") WHERE "baselines"."is_current";--> statement-breakpoint
CREATE INDEX "expected_outcomes_suite" ON "expected_outcomes" USING btree ("suite_id");--> statement-breakpoint
CREATE INDEX "test_case_languages_language" ON "test_case_languages" USING btree ("language");--> statement-breakpoint
CREATE INDEX "test_case_outcomes_outcome" ON "test_case_outcomes" USING btree ("outcome_id");--> statement-breakpoint
CREATE UNIQUE INDEX "test_cases_key" ON "test_cases" USING btree ("suite_id","key") WHERE "test_cases"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "test_cases_suite" ON "test_cases" USING btree ("suite_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "test_suites_name" ON "test_suites" USING btree ("organization_id",lower("name")) WHERE "test_suites"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "configuration_history_version" ON "configuration_history" USING btree ("configuration_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "configurations_name" ON "configurations" USING btree ("organization_id",lower("name")) WHERE "configurations"."deleted_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "device_profiles_name" ON "device_profiles" USING btree ("organization_id",lower("name"));--> statement-breakpoint
CREATE INDEX "device_profiles_organization" ON "device_profiles" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "activity_log_newest" ON "activity_log" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "activity_log_entity" ON "activity_log" USING btree ("entity_type","entity_id");--> statement-breakpoint
CREATE INDEX "comments_subject" ON "comments" USING btree ("subject","subject_id","id");--> statement-breakpoint
CREATE INDEX "knowledge_base_articles_category" ON "knowledge_base_articles" USING btree ("organization_id","category");--> statement-breakpoint
CREATE INDEX "knowledge_base_articles_author" ON "knowledge_base_articles" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "knowledge_base_articles_published" ON "knowledge_base_articles" USING btree ("organization_id","is_published");
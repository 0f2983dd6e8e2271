ALTER TABLE "voice_test_executions" DROP CONSTRAINT "voice_test_executions_run_id_test_runs_id_fk";
--> statement-breakpoint
ALTER TABLE "voice_test_executions" DROP CONSTRAINT "voice_test_executions_item_id_test_execution_queue_id_fk";
--> statement-breakpoint
DROP INDEX "voice_test_executions_case";--> statement-breakpoint
DROP INDEX "voice_test_executions_failed";
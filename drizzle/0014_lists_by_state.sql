CREATE INDEX "activity_log_user" ON "activity_log" USING btree ("organization_id","user_id","id");--> statement-breakpoint
CREATE INDEX "notifications_unsent" ON "notifications" USING btree ("organization_id","status","id") WHERE "notifications"."status" <> 'sent';--> statement-breakpoint
CREATE INDEX "notifications_subject" ON "notifications" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "review_items_oldest" ON "review_items" USING btree ("organization_id","id") WHERE "review_items"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("organization_id","id") WHERE "webhook_deliveries"."status" = 'failed';
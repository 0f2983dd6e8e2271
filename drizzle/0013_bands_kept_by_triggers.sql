-- What bands count, and by what: proven automatic verdicts that a person was asked about, drawn as an audit or because the
-- confidence lay below the cut. Facts are those of the first decision, the truth is that of the last. What people asked for
-- themselves is no random sample; decisions from before bands were told are left out. Columns as in `reviewed_decisions`.
CREATE VIEW earshot_reviewed AS
SELECT i.execution_id, i.organization_id, r.target_id, e.language,
  md5(coalesce(f.automatic_verdict, v.automatic_verdict) || ' ' || coalesce(f.band, v.band)) AS key,
  coalesce(f.band, v.band) AS band, coalesce(f.automatic_verdict, v.automatic_verdict) AS verdict, r.target_version, e.case_id,
  coalesce(f.automatic_confidence, v.automatic_confidence) AS confidence, i.audit_share AS share,
  coalesce(i.answer_hash, i.execution_id::text) AS answer, l.verdict AS truth
FROM review_items i
JOIN voice_test_executions e ON e.id = i.execution_id
JOIN validation_results v ON v.execution_id = i.execution_id
JOIN test_runs r ON r.id = i.run_id
LEFT JOIN LATERAL (
  SELECT d.band, d.automatic_verdict, d.automatic_confidence, d.automatic_proven FROM review_decisions d
  WHERE d.execution_id = i.execution_id ORDER BY d.id LIMIT 1) f ON true
LEFT JOIN LATERAL (
  SELECT d.verdict FROM review_decisions d
  WHERE d.execution_id = i.execution_id ORDER BY d.id DESC LIMIT 1) l ON true
WHERE (i.status <> 'withdrawn' OR l.verdict IS NOT NULL)
  AND (i.audit_share IS NOT NULL OR i.origin = 'doubtful')
  AND coalesce(f.band, v.band) IS NOT NULL AND coalesce(f.automatic_proven, v.proven)
  AND coalesce(f.automatic_verdict, v.automatic_verdict) <> 'invalid';
--> statement-breakpoint
-- Brings `reviewed_decisions` in line with the view for these executions, and says which bands that changes.
CREATE FUNCTION earshot_keep_reviewed(ids uuid[]) RETURNS void
LANGUAGE plpgsql
-- The tables may be empty when the plan is made, and large a second later.
SET plan_cache_mode = 'force_generic_plan'
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
BEGIN
  -- Two who change one review: the second looks again once the first has committed.
  PERFORM 1 FROM reviewed_decisions d WHERE d.execution_id = ANY (ids) ORDER BY d.execution_id FOR UPDATE;
  WITH before AS MATERIALIZED (
    SELECT d.* FROM unnest(ids) u(id) JOIN reviewed_decisions d ON d.execution_id = u.id
  ), now AS MATERIALIZED (
    SELECT v.* FROM unnest(ids) u(id) JOIN earshot_reviewed v ON v.execution_id = u.id
  ), old AS MATERIALIZED (
    SELECT * FROM before EXCEPT SELECT * FROM now
  ), new AS MATERIALIZED (
    SELECT * FROM now EXCEPT SELECT * FROM before
  ), gone AS (
    DELETE FROM reviewed_decisions d USING old
    WHERE d.execution_id = old.execution_id AND NOT EXISTS (SELECT 1 FROM now n WHERE n.execution_id = d.execution_id)
  ), put AS (
    INSERT INTO reviewed_decisions AS d SELECT * FROM new
    ON CONFLICT (execution_id) DO UPDATE SET organization_id = excluded.organization_id, target_id = excluded.target_id,
      language = excluded.language, key = excluded.key, band = excluded.band, verdict = excluded.verdict,
      target_version = excluded.target_version, case_id = excluded.case_id, confidence = excluded.confidence,
      share = excluded.share, answer = excluded.answer, truth = excluded.truth
  )
  INSERT INTO band_changes (organization_id, target_id, language, key, band, verdict)
  SELECT DISTINCT c.organization_id, c.target_id, c.language, c.key, c.band, c.verdict
  FROM (SELECT * FROM old UNION ALL SELECT * FROM new) c;
END
$$;
--> statement-breakpoint
CREATE FUNCTION earshot_reviews_added() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM earshot_keep_reviewed(ids) FROM (SELECT array_agg(a.execution_id) AS ids FROM added a) a WHERE ids IS NOT NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION earshot_review_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM earshot_keep_reviewed(ARRAY[coalesce(NEW.execution_id, OLD.execution_id)]);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION earshot_judgement_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM decision_counts c USING voice_test_executions e WHERE e.id = NEW.execution_id AND c.run_id = e.run_id;
  PERFORM earshot_keep_reviewed(ARRAY[NEW.execution_id]) FROM review_items i WHERE i.execution_id = NEW.execution_id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION earshot_target_of_run_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM earshot_keep_reviewed(ids)
  FROM (SELECT array_agg(i.execution_id) AS ids FROM review_items i WHERE i.run_id = NEW.id) a WHERE ids IS NOT NULL;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Everything again from the view: of one organization, or of all.
CREATE FUNCTION earshot_recount_reviews(organization uuid DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
  DELETE FROM band_counts c WHERE organization IS NULL OR c.organization_id = organization;
  DELETE FROM band_changes c WHERE organization IS NULL OR c.organization_id = organization;
  DELETE FROM reviewed_decisions d WHERE organization IS NULL OR d.organization_id = organization;
  INSERT INTO reviewed_decisions SELECT * FROM earshot_reviewed v WHERE organization IS NULL OR v.organization_id = organization;
  INSERT INTO band_changes (organization_id, target_id, language, key, band, verdict)
  SELECT DISTINCT d.organization_id, d.target_id, d.language, d.key, d.band, d.verdict FROM reviewed_decisions d
  WHERE organization IS NULL OR d.organization_id = organization;
$$;
--> statement-breakpoint
CREATE TRIGGER review_items_added AFTER INSERT ON review_items
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION earshot_reviews_added();
--> statement-breakpoint
-- At the end of the transaction, when it holds all other locks: whoever changes a review meets nobody in another order.
CREATE CONSTRAINT TRIGGER review_items_changed AFTER UPDATE ON review_items
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD.status, OLD.origin, OLD.audit_share, OLD.answer_hash) IS DISTINCT FROM (NEW.status, NEW.origin, NEW.audit_share, NEW.answer_hash))
EXECUTE FUNCTION earshot_review_changed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER review_items_removed AFTER DELETE ON review_items
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earshot_review_changed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER review_decisions_changed AFTER INSERT OR UPDATE OR DELETE ON review_decisions
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION earshot_review_changed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER validation_results_changed AFTER UPDATE ON validation_results
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD.band, OLD.automatic_verdict, OLD.automatic_confidence, OLD.proven) IS DISTINCT FROM (NEW.band, NEW.automatic_verdict, NEW.automatic_confidence, NEW.proven))
EXECUTE FUNCTION earshot_judgement_changed();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER test_runs_target_changed AFTER UPDATE OF target_id, target_version ON test_runs
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD.target_id, OLD.target_version) IS DISTINCT FROM (NEW.target_id, NEW.target_version))
EXECUTE FUNCTION earshot_target_of_run_changed();
--> statement-breakpoint
SELECT earshot_recount_reviews();

-- Adds to (or takes from) the counters of runs and the daily roll-up. `days`, `runs` and `totals` are arrays of objects, in
-- the order in which their rows must be locked; see lib/runs/results/apply-counts.ts.
CREATE FUNCTION earshot_apply_counts(days jsonb, runs jsonb, totals jsonb) RETURNS void
LANGUAGE plpgsql
SET plan_cache_mode = 'force_generic_plan'
SET enable_seqscan = off
SET jit = off
AS $$
BEGIN
  INSERT INTO test_metrics AS m (organization_id, day, suite_id, language, mode, executions, passed, failed, invalid,
    passed_after_retry, response_ms_sum, response_bins)
  SELECT d.organization_id, d.day, d.suite_id, d.language, d.mode, d.executions, d.passed, d.failed, d.invalid,
    d.passed_after_retry, d.response_ms_sum, d.response_bins
  FROM jsonb_to_recordset(days) AS d(organization_id uuid, day date, suite_id uuid, language text, mode text,
    executions int, passed int, failed int, invalid int, passed_after_retry int, response_ms_sum bigint,
    response_bins int[])
  ON CONFLICT (organization_id, day, suite_id, language, mode) DO UPDATE SET
    executions = m.executions + excluded.executions,
    passed = m.passed + excluded.passed,
    failed = m.failed + excluded.failed,
    invalid = m.invalid + excluded.invalid,
    passed_after_retry = m.passed_after_retry + excluded.passed_after_retry,
    response_ms_sum = m.response_ms_sum + excluded.response_ms_sum,
    response_bins = earshot_add_bins(m.response_bins, excluded.response_bins);

  UPDATE run_summaries s SET
    passed = s.passed + d.passed,
    failed = s.failed + d.failed,
    invalid = s.invalid + d.invalid,
    manual_review = s.manual_review + d.manual_review,
    passed_after_retry = s.passed_after_retry + d.passed_after_retry,
    response_ms_sum = s.response_ms_sum + d.response_ms_sum,
    response_count = s.response_count + d.response_count,
    revision = s.revision + 1
  FROM jsonb_to_recordset(runs) AS d(run_id uuid, passed int, failed int, invalid int, manual_review int,
    passed_after_retry int, response_ms_sum bigint, response_count int)
  WHERE s.run_id = d.run_id;

  INSERT INTO daily_totals AS t (organization_id, day, executions, passed, failed, invalid, passed_after_retry,
    response_ms_sum, response_bins)
  SELECT d.organization_id, d.day, d.executions, d.passed, d.failed, d.invalid, d.passed_after_retry, d.response_ms_sum,
    d.response_bins
  FROM jsonb_to_recordset(totals) AS d(organization_id uuid, day date, executions int, passed int, failed int,
    invalid int, passed_after_retry int, response_ms_sum bigint, response_bins int[])
  ON CONFLICT (organization_id, day) DO UPDATE SET
    executions = t.executions + excluded.executions,
    passed = t.passed + excluded.passed,
    failed = t.failed + excluded.failed,
    invalid = t.invalid + excluded.invalid,
    passed_after_retry = t.passed_after_retry + excluded.passed_after_retry,
    response_ms_sum = t.response_ms_sum + excluded.response_ms_sum,
    response_bins = earshot_add_bins(t.response_bins, excluded.response_bins);
END
$$;
--> statement-breakpoint
-- Jobs that finalize those of `run_ids` whose items have all ended: what pg-boss does to insert a job, for the rows of a query.
CREATE FUNCTION earshot_enqueue_finalize(run_ids uuid[], queue text, channel text) RETURNS void
LANGUAGE plpgsql
SET enable_seqscan = off
AS $$
DECLARE
  ended uuid[];
BEGIN
  SELECT array_agg(r.id) INTO ended FROM run_summaries s JOIN test_runs r ON r.id = s.run_id
  WHERE s.run_id = ANY (run_ids) AND r.expanded_at IS NOT NULL
    AND s.passed + s.failed + s.invalid + s.cancelled >= s.total;
  IF ended IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, retry_delay_max, expire_seconds,
    deletion_seconds, keep_until, policy, dead_letter, heartbeat_seconds)
  SELECT q.name, jsonb_build_object('runId', r.id, 'organizationId', r.organization_id), q.retry_limit,
    q.retry_delay, q.retry_backoff, q.retry_delay_max, q.expire_seconds, q.deletion_seconds,
    now() + q.retention_seconds * interval '1s', q.policy, q.dead_letter, q.heartbeat_seconds
  FROM pgboss.queue q, test_runs r WHERE q.name = queue AND r.id = ANY (ended);
  IF FOUND THEN
    PERFORM pg_notify(channel, queue);
  END IF;
END
$$;
--> statement-breakpoint
-- Records a batch of results in one call: the items move on, executions with evidence, judgement, conditions and review items
-- are written, counters and the daily roll-up are moved, whoever finalizes runs and whoever watches them is told. Raises
-- EA001, and changes nothing, unless all items are still at the attempt that their results are of. Each argument is an
-- array of objects, or null for none; see lib/runs/results/record-results.ts.
--
-- One call is one round trip: rows of counters in which batches meet are never locked while the server waits for a client.
CREATE FUNCTION earshot_record_results(moved jsonb, executions jsonb, details jsonb, validations jsonb, conditions jsonb,
  reviews jsonb, days jsonb, runs jsonb, totals jsonb, queue text, jobs_channel text, events text[], events_channel text)
RETURNS void
LANGUAGE plpgsql
-- The tables may be empty when the plans are made, and large a second later.
SET plan_cache_mode = 'force_generic_plan'
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET jit = off
AS $$
DECLARE
  n integer;
BEGIN
  UPDATE test_execution_queue q SET
    status = i.status,
    verdict = i.verdict,
    execution_id = coalesce(i.execution_id, q.execution_id),
    last_error = i.last_error,
    retries = q.retries + i.retried::int,
    tries = i.tries,
    crashes = CASE WHEN i.cleared THEN 0 ELSE q.crashes END,
    admitted_at = CASE WHEN i.final THEN q.admitted_at END,
    not_before = clock_timestamp() + i.wait_ms * interval '1 ms',
    finished_at = i.finished_at
  FROM jsonb_to_recordset(moved) AS i(id uuid, attempt int, final boolean, cleared boolean, retried boolean, tries int,
    wait_ms float8, status text, verdict text, execution_id uuid, last_error text, finished_at timestamptz)
  WHERE q.id = i.id AND q.attempt = i.attempt AND q.status = 'running';
  GET DIAGNOSTICS n = ROW_COUNT;
  PERFORM earshot_require(n = jsonb_array_length(moved), 'superseded');

  IF executions IS NOT NULL THEN
    INSERT INTO voice_test_executions (id, organization_id, run_id, item_id, suite_id, case_id, case_version, language,
      device_profile_id, mode, attempt, is_final, verdict, review_status, confidence, blame, twin_verdict, response_ms,
      started_at, finished_at)
    SELECT * FROM jsonb_to_recordset(executions) AS e(id uuid, organization_id uuid, run_id uuid, item_id uuid,
      suite_id uuid, case_id uuid, case_version int, language text, device_profile_id uuid, mode text, attempt smallint,
      is_final boolean, verdict text, review_status text, confidence real, blame text, twin_verdict text,
      response_ms int, started_at timestamptz, finished_at timestamptz);
    INSERT INTO execution_details (execution_id, turns, twin_turns, exchange, attempts, call)
    SELECT * FROM jsonb_to_recordset(details) AS d(execution_id uuid, turns jsonb, twin_turns jsonb, exchange jsonb,
      attempts jsonb, call jsonb);
    INSERT INTO validation_results (execution_id, verdict, confidence, score, review_status, blame, reason, twin_verdict,
      twin_reason, scores, policy_version, automatic_verdict, automatic_confidence, proven, band, band_text, doubts)
    SELECT v.execution_id, v.verdict, v.confidence, v.score, v.review_status, v.blame, v.reason, v.twin_verdict,
      v.twin_reason, v.scores, v.policy_version, v.verdict, v.confidence, v.proven, v.band, v.band_text, v.doubts
    FROM jsonb_to_recordset(validations) AS v(execution_id uuid, verdict text, confidence real, score real,
      review_status text, blame text, reason text, twin_verdict text, twin_reason text, scores jsonb, policy_version int,
      proven boolean, band text, band_text text, doubts jsonb);
  END IF;
  IF conditions IS NOT NULL THEN
    INSERT INTO device_test_executions (execution_id, device_profile_id, settings, measured)
    SELECT * FROM jsonb_to_recordset(conditions) AS c(execution_id uuid, device_profile_id uuid, settings jsonb,
      measured jsonb);
  END IF;
  IF reviews IS NOT NULL THEN
    INSERT INTO review_items (id, organization_id, execution_id, run_id, reason, origin, status, confidence, audit_share,
      answer_hash)
    SELECT r.id, r.organization_id, r.execution_id, r.run_id, r.reason, r.reason, 'pending', r.confidence, r.audit_share,
      r.answer_hash
    FROM jsonb_to_recordset(reviews) AS r(id uuid, organization_id uuid, execution_id uuid, run_id uuid, reason text,
      confidence real, audit_share real, answer_hash text);
  END IF;
  -- Last, because batches of one run meet in its counters.
  IF runs IS NOT NULL THEN
    PERFORM earshot_apply_counts(days, runs, totals);
    PERFORM earshot_enqueue_finalize(ARRAY (SELECT (r ->> 'run_id')::uuid FROM jsonb_array_elements(runs) r), queue,
      jobs_channel);
  END IF;
  PERFORM pg_notify(events_channel, e) FROM unnest(events) e;
END
$$;

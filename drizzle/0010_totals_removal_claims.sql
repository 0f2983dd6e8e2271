-- The days that are in the roll-up already, summed over suites, languages and modes.
INSERT INTO daily_totals (organization_id, day, executions, passed, failed, invalid, passed_after_retry, response_ms_sum, response_bins)
SELECT m.organization_id, m.day, sum(m.executions), sum(m.passed), sum(m.failed), sum(m.invalid), sum(m.passed_after_retry),
  sum(m.response_ms_sum), coalesce(b.bins, '{}')
FROM test_metrics m
LEFT JOIN (
  SELECT organization_id, day, array_agg(n ORDER BY bin)::integer[] AS bins
  FROM (
    SELECT p.organization_id, p.day, u.bin, sum(u.n) AS n
    FROM test_metrics p, unnest(p.response_bins) WITH ORDINALITY AS u(n, bin)
    GROUP BY 1, 2, 3
  ) s GROUP BY 1, 2
) b ON b.organization_id = m.organization_id AND b.day = m.day
GROUP BY m.organization_id, m.day, b.bins;

--> statement-breakpoint
-- What goes with an item, in place of foreign keys that were checked for each row written. By hand: drizzle-kit knows no triggers.
CREATE FUNCTION earshot_remove_executions() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  WITH gone AS (
    DELETE FROM voice_test_executions e USING removed i
    WHERE e.run_id = i.run_id AND e.item_id = i.id RETURNING e.id
  ), details AS (
    DELETE FROM execution_details d USING gone WHERE d.execution_id = gone.id
  )
  DELETE FROM validation_results v USING gone WHERE v.execution_id = gone.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER test_execution_queue_removed AFTER DELETE ON test_execution_queue
REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION earshot_remove_executions();
--> statement-breakpoint
-- The same sum as before, in a loop over the bins that count instead of a query over all of them: 30 times as fast.
CREATE OR REPLACE FUNCTION earshot_add_bins(a integer[], b integer[]) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  total integer[] := coalesce(a, '{}');
  had integer := cardinality(total);
BEGIN
  FOR i IN 1 .. coalesce(cardinality(b), 0) LOOP
    IF i > had THEN
      total[i] := coalesce(b[i], 0);
    ELSIF b[i] <> 0 THEN
      total[i] := coalesce(total[i], 0) + b[i];
    END IF;
  END LOOP;
  RETURN total;
END
$$;

--> statement-breakpoint
-- Begins waiting items for a worker with `slots` free slots, as many as all limits leave, and of
-- them at most `voice` calls by voice: as many as it can still speak in time. An item that it has no place for waits for any
-- worker that has one. `usual` is MAX_CONCURRENT_TESTS.
-- Answers { items: what was begun, more: whether others could be begun but for a limit, next_ms: until a rate or a
-- cooldown lets the next one in }.
--
-- One call of it is one transaction and one round trip: what the limits leave is counted behind a lock that is held while
-- the server works, never while it waits for a client, so that a frozen worker cannot stop the others. Each statement
-- below sees what was committed before it began. Rows that somebody else has locked are left for the next time.
CREATE FUNCTION earshot_claim_items(claimer uuid, slots integer, usual integer, voice integer) RETURNS json
LANGUAGE plpgsql
-- The tables may be empty when the plans are made, and large a second later.
SET plan_cache_mode = 'force_generic_plan'
SET enable_seqscan = off
-- Only index scans remove the dead entries of items that have ended; a bitmap scan reads them anew each time.
SET enable_bitmapscan = off
SET jit = off
AS $$
DECLARE
  left_over integer := slots;
  voice_left integer := voice;
  share_of_each integer;
  wanted uuid[];
  queued uuid[];
  another_pass boolean;
  begun json[];
  items json[] := '{}';
  taken integer;
  spoken integer;
  next_ms double precision;
BEGIN
  PERFORM pg_advisory_xact_lock(1095518548);

  -- How many items each organization may have under way, so that none waits behind another: the slots of the living
  -- workers, shared out evenly (max-min) over the organizations that have work. Twice the slots, because a worker begins
  -- the next item while the last one is being recorded. Null, which is no limit, when no worker is known.
  SELECT greatest(1, floor(max((known.n - d.before) / d.sharers)))::integer INTO share_of_each
  FROM (
    SELECT coalesce(sum(demand) OVER (line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before,
      count(*) OVER () - row_number() OVER line + 1 AS sharers
    FROM (
      SELECT r.organization_id, least(coalesce(o.max_concurrent_tests, usual),
        sum(s.total - s.passed - s.failed - s.invalid - s.cancelled)) AS demand
      FROM test_runs r
      JOIN run_summaries s ON s.run_id = r.id
      JOIN organizations o ON o.id = r.organization_id
      WHERE r.status IN ('queued', 'running') AND r.paused_at IS NULL
      GROUP BY r.organization_id, o.max_concurrent_tests
    ) demands
    WINDOW line AS (ORDER BY demand, organization_id)
  ) d, (
    SELECT 2 * sum(capacity)::double precision AS n FROM workers
    WHERE seen_at > now() - interval '20 seconds' AND state NOT IN ('draining', 'killed')
  ) known
  HAVING max(known.n) IS NOT NULL;

  -- Token buckets of the targets that are limited to calls a minute, filled by the clock of the database. `burst` is what
  -- may begin at once after a pause: a second's worth. A full bucket and its refill together never exceed the number: n
  -- executions within a minute need n - burst refills in less than a minute, and there are less than
  -- per_minute - burst + 1 of them.
  INSERT INTO target_rates AS t (target_id, tokens, refilled_at)
  SELECT c.id, greatest(1, c.max_calls_per_minute / 60), clock_timestamp()
  FROM configurations c
  WHERE c.max_calls_per_minute IS NOT NULL AND c.id IN (
    SELECT r.target_id FROM test_runs r WHERE r.status IN ('queued', 'running'))
  ORDER BY c.id
  ON CONFLICT (target_id) DO UPDATE SET
    tokens = (
      SELECT least(f.burst, t.tokens + (f.per_minute - f.burst + 1) / 60.0
        * greatest(0, extract(epoch FROM clock_timestamp() - t.refilled_at)))
      FROM (
        SELECT c.max_calls_per_minute AS per_minute, greatest(1, c.max_calls_per_minute / 60) AS burst
        FROM configurations c WHERE c.id = t.target_id) f),
    refilled_at = greatest(t.refilled_at, clock_timestamp());

  WHILE left_over > 0 LOOP
    -- The next items: by priority, and within one priority whichever run has the fewest under way, so that a short run
    -- need not wait for the end of a long one; between organizations whichever has the fewest under way. `place` counts
    -- on from what the run has under way. No more of a run is read than its share if all could use theirs; `more` says
    -- that it may have been too little.
    WITH active AS (
      SELECT q.organization_id, q.target_id, q.run_id, count(*)::integer AS n FROM test_execution_queue q
      WHERE q.status IN ('pending', 'running') AND q.admitted_at IS NOT NULL
      GROUP BY 1, 2, 3
    ), sharers AS (
      SELECT o.id, coalesce(a.n, 0) AS active,
        least(coalesce(o.max_concurrent_tests, usual), share_of_each) - coalesce(a.n, 0) AS room
      FROM organizations o
      LEFT JOIN (SELECT organization_id, sum(n)::integer AS n FROM active GROUP BY 1) a ON a.organization_id = o.id
      WHERE o.id IN (
        SELECT r.organization_id FROM test_runs r
        WHERE r.status IN ('queued', 'running') AND r.paused_at IS NULL)
    ), runs AS (
      SELECT r.id, r.status, r.mode, r.organization_id, r.target_id, r.priority, r.item_order, o.room,
        o.active AS active_of_all, coalesce(a.n, 0) AS active
      FROM sharers o
      JOIN test_runs r ON r.organization_id = o.id
      LEFT JOIN active a ON a.run_id = r.id
      WHERE o.room > 0 AND r.status IN ('queued', 'running') AND r.paused_at IS NULL
        AND (r.mode = 'text' OR voice_left > 0)
        AND NOT EXISTS (
          SELECT 1 FROM target_holds h WHERE h.target_id = r.target_id AND h.until > clock_timestamp())
        AND (r.item_order = 'parallel' OR a.n IS NULL)
        AND EXISTS (
          SELECT 1 FROM test_execution_queue q
          WHERE q.run_id = r.id AND q.status = 'pending' AND q.admitted_at IS NULL
            AND (q.not_before IS NULL OR q.not_before <= clock_timestamp()))
    ), targets AS (
      SELECT c.id, least(u.room, left_over,
        c.max_concurrency
          - coalesce((SELECT sum(a.n) FROM active a WHERE a.target_id = c.id), 0)::integer,
        CASE WHEN c.max_calls_per_minute IS NOT NULL THEN floor(t.tokens)::integer END) AS free
      FROM (SELECT DISTINCT target_id, room FROM runs) u
      JOIN configurations c ON c.id = u.target_id
      LEFT JOIN target_rates t ON t.target_id = c.id
    ), levels AS (
      -- How many each run would have under way if the free slots went to the first of them only.
      SELECT r.*, t.free,
        (t.free + sum(r.active) OVER line)::double precision / row_number() OVER line AS level
      FROM runs r JOIN targets t ON t.id = r.target_id AND t.free > 0
      WINDOW line AS (
        PARTITION BY r.target_id, r.priority ORDER BY r.active, r.id ROWS UNBOUNDED PRECEDING)
    ), shares AS (
      SELECT l.*, CASE l.item_order WHEN 'sequential' THEN 1 ELSE
        greatest(0, ceil(min(l.level) OVER (PARTITION BY l.target_id, l.priority)) - l.active)::integer
      END AS share
      FROM levels l
    ), line AS (
      SELECT w.id, s.id AS run_id, s.status, s.mode, s.target_id, s.organization_id, s.priority, s.free, s.room,
        s.active_of_all, s.active + w.place AS place,
        s.item_order = 'parallel' AND w.place = s.share AS more,
        row_number() OVER (
          PARTITION BY s.target_id ORDER BY s.priority DESC, s.active + w.place, s.id) AS at_target
      FROM shares s
      CROSS JOIN LATERAL (
        SELECT due.id, row_number() OVER (ORDER BY due.id) AS place
        FROM (
          SELECT q.id, q.not_before FROM test_execution_queue q
          WHERE q.run_id = s.id AND q.status = 'pending' AND q.admitted_at IS NULL
            -- In order means that one which waits for another try holds up those behind it.
            AND (s.item_order = 'sequential' OR q.not_before IS NULL OR q.not_before <= clock_timestamp())
          ORDER BY q.id LIMIT s.share
        ) due
        WHERE due.not_before IS NULL OR due.not_before <= clock_timestamp()
      ) w
    ), within AS (
      SELECT l.*, row_number() OVER (
        PARTITION BY l.organization_id ORDER BY l.priority DESC, l.place, l.run_id) AS at_all
      FROM line l WHERE l.at_target <= l.free
    ), fitting AS (
      SELECT *, row_number() OVER (
        PARTITION BY mode = 'text' ORDER BY active_of_all + at_all, priority DESC, place, run_id) AS of_mode
      FROM within WHERE at_all <= room
    ), chosen AS (
      SELECT * FROM fitting WHERE mode = 'text' OR of_mode <= voice_left
      ORDER BY active_of_all + at_all, priority DESC, place, run_id
      LIMIT left_over
    )
    SELECT array_agg(c.id), array_agg(DISTINCT c.run_id) FILTER (WHERE c.status = 'queued'),
      coalesce(bool_or(c.more AND c.of_target < c.free AND c.of_all < c.room), false)
    INTO wanted, queued, another_pass
    FROM (
      SELECT *, count(*) OVER (PARTITION BY target_id) AS of_target,
        count(*) OVER (PARTITION BY organization_id) AS of_all
      FROM chosen
    ) c;
    EXIT WHEN wanted IS NULL;

    -- A run before its items, as whoever cancels it; one that is just being cancelled is left alone.
    IF queued IS NOT NULL THEN
      WITH free AS (
        SELECT id FROM test_runs WHERE id = ANY (queued) AND status = 'queued'
        ORDER BY id FOR NO KEY UPDATE SKIP LOCKED
      )
      UPDATE test_runs r SET status = 'running', started_at = now(), updated_at = now()
      FROM free WHERE r.id = free.id;
    END IF;

    SELECT array_agg(id) INTO wanted FROM (
      SELECT q.id FROM test_execution_queue q
      WHERE q.id = ANY (wanted) AND q.status = 'pending' AND q.admitted_at IS NULL
      FOR NO KEY UPDATE SKIP LOCKED
    ) free;
    -- One statement, so that a run is paused before an item or after it, never in between.
    WITH claimed AS (
      UPDATE test_execution_queue q SET status = 'running', attempt = q.attempt + 1, worker_id = claimer,
        admitted_at = clock_timestamp(), started_at = coalesce(q.started_at, clock_timestamp()), not_before = NULL
      FROM test_runs r
      WHERE q.id = ANY (wanted) AND r.id = q.run_id AND r.status = 'running' AND r.paused_at IS NULL
      RETURNING q.target_id, json_build_object('id', q.id, 'attempt', q.attempt, 'retries', q.retries,
        'tries', q.tries, 'crashes', q.crashes, 'organizationId', q.organization_id, 'runId', q.run_id,
        'targetId', q.target_id, 'suiteId', q.suite_id, 'caseId', q.case_id, 'caseVersion', q.case_version,
        'language', q.language, 'deviceProfileId', q.device_profile_id, 'repetition', q.repetition,
        'mode', r.mode, 'purpose', r.purpose,
        'begunMs', extract(epoch FROM q.admitted_at) * 1000) AS item
    ), charged AS (
      UPDATE target_rates t SET tokens = t.tokens - c.n
      FROM (SELECT target_id, count(*) AS n FROM claimed GROUP BY 1) c WHERE t.target_id = c.target_id
    )
    SELECT count(*), count(*) FILTER (WHERE item ->> 'mode' <> 'text'), array_agg(item)
    INTO taken, spoken, begun FROM claimed;
    EXIT WHEN taken = 0;
    items := items || begun;
    left_over := left_over - taken;
    voice_left := voice_left - spoken;
    EXIT WHEN NOT another_pass;
  END LOOP;

  SELECT min(waits.ms) INTO next_ms FROM (
    SELECT (1 - t.tokens) * 60000 / (c.max_calls_per_minute - greatest(1, c.max_calls_per_minute / 60) + 1) AS ms
    FROM target_rates t JOIN configurations c ON c.id = t.target_id
    WHERE c.max_calls_per_minute IS NOT NULL AND t.tokens < 1 AND c.id IN (
      SELECT r.target_id FROM test_runs r WHERE r.status IN ('queued', 'running'))
    UNION ALL
    SELECT extract(epoch FROM h.until - clock_timestamp()) * 1000 FROM target_holds h
    WHERE h.until > clock_timestamp() AND h.target_id IN (
      SELECT r.target_id FROM test_runs r WHERE r.status IN ('queued', 'running'))
  ) waits;
  RETURN json_build_object('items', array_to_json(items), 'next_ms', next_ms, 'more', EXISTS (
    SELECT 1 FROM test_runs r
    WHERE r.status IN ('queued', 'running') AND r.paused_at IS NULL AND EXISTS (
      SELECT 1 FROM test_execution_queue q
      WHERE q.run_id = r.id AND q.status = 'pending' AND q.admitted_at IS NULL
        AND (q.not_before IS NULL OR q.not_before <= clock_timestamp()))));
END
$$;
--> statement-breakpoint
-- Undoes a transaction whose statements are sent without waiting for answers, when some condition of it does not hold.
CREATE FUNCTION earshot_require(holds boolean, what text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF holds IS NOT TRUE THEN
    RAISE EXCEPTION '%', what USING ERRCODE = 'EA001';
  END IF;
END
$$;

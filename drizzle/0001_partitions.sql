-- Monthly range partitions on UUIDv7 keys (RFC 9562: the first 48 bits are Unix milliseconds).
-- drizzle-kit cannot write PARTITION BY, so 0000 carries it by hand for the four tables named here.
CREATE FUNCTION earshot_uuid_floor(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;
--> statement-breakpoint
-- Makes the missing partitions from the month of `first` to the month of `last`. Safe to repeat.
CREATE FUNCTION earshot_ensure_partitions(first timestamptz, last timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
DECLARE
  month timestamptz := date_trunc('month', first, 'UTC');
  parent text;
  child text;
  made integer := 0;
BEGIN
  WHILE month <= last LOOP
    FOREACH parent IN ARRAY ARRAY['test_execution_queue', 'voice_test_executions', 'execution_details', 'validation_results'] LOOP
      child := parent || '_' || to_char(month AT TIME ZONE 'UTC', 'YYYY_MM');
      IF to_regclass(child) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', child, parent,
          earshot_uuid_floor(month), earshot_uuid_floor(month + interval '1 month'));
        made := made + 1;
      END IF;
    END LOOP;
    month := month + interval '1 month';
  END LOOP;
  RETURN made;
END
$$;
--> statement-breakpoint
-- Anything outside the known months: a wrong clock must not lose a result.
CREATE TABLE test_execution_queue_other PARTITION OF test_execution_queue DEFAULT;
--> statement-breakpoint
CREATE TABLE voice_test_executions_other PARTITION OF voice_test_executions DEFAULT;
--> statement-breakpoint
CREATE TABLE execution_details_other PARTITION OF execution_details DEFAULT;
--> statement-breakpoint
CREATE TABLE validation_results_other PARTITION OF validation_results DEFAULT;
--> statement-breakpoint
SELECT earshot_ensure_partitions(now() - interval '1 month', now() + interval '2 months');
--> statement-breakpoint
-- Element-wise sum of two histograms; the shorter one counts as zero beyond its end.
CREATE FUNCTION earshot_add_bins(a integer[], b integer[]) RETURNS integer[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(array_agg(coalesce(a[i], 0) + coalesce(b[i], 0) ORDER BY i), '{}')
  FROM generate_series(1, greatest(cardinality(a), cardinality(b))) AS i
$$;

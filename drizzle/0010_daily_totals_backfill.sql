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

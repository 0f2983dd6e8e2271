/** The limit on the response time that an expectation sets, ms; null without one. */
export function responseLimit(expected: unknown): number | null {
  if (typeof expected !== 'object' || expected === null || !('response_time' in expected))
    return null
  const limit = expected.response_time
  if (typeof limit !== 'object' || limit === null || !('max_ms' in limit)) return null
  return typeof limit.max_ms === 'number' ? limit.max_ms : null
}

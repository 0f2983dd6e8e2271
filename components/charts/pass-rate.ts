/** Passed of passed and failed, 0..1; invalid executions say nothing of the voice AI. Null with nothing judged. */
export function passRate(counts: { passed: number; failed: number }): number | null {
  const judged = counts.passed + counts.failed
  return judged === 0 ? null : counts.passed / judged
}

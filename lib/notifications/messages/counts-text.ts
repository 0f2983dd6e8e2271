export type Counts = { total: number; passed: number; failed: number; invalid: number }

/** `38 of 40 passed, 2 failed`; what could not be judged is told apart, never hidden among the rest. */
export function countsText({ total, passed, failed, invalid }: Counts): string {
  const parts = [`${passed} of ${total} passed`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (invalid > 0) parts.push(`${invalid} could not be judged`)
  return parts.join(', ')
}

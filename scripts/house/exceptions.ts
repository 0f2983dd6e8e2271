import type { Finding } from '#scripts/house/finding.ts'

/** A finding that may stand until a day, and the work that will end it. */
export type Exception = { name: string; /** YYYY-MM-DD */ until: string; subject: string }

/**
 * What is left of `findings` when exceptions are taken off, and what is wrong with the exceptions:
 * those past their day, and those that nothing needs any more.
 *
 * @param today YYYY-MM-DD
 */
export function applyExceptions(
  findings: readonly Finding[],
  exceptions: readonly Exception[],
  today: string,
): Finding[] {
  const allowed = new Set(exceptions.filter(({ until }) => today <= until).map(({ name }) => name))
  const found = new Set(findings.map(({ name }) => name))
  return [
    ...findings.filter(({ name }) => !allowed.has(name)),
    ...exceptions
      .filter(({ until }) => until < today)
      .map(({ name, until, subject }) => ({
        name,
        problem: `its exception in scripts/house/allowed.ts ended on ${until} (${subject})`,
      })),
    ...exceptions
      .filter(({ name }) => !found.has(name))
      .map(({ name }) => ({
        name,
        problem: 'needs no exception any more; remove its line from scripts/house/allowed.ts',
      })),
  ]
}

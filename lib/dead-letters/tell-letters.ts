import type { DeadLetter } from '#lib/platform/jobs/list-dead-letters.ts'

/** `{ 'run.expand': 2 }`, for the activity log. */
export const countByQueue = (letters: readonly DeadLetter[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(letters, ({ queue }) => queue)].map(([queue, group]) => [queue, group.length]),
  )

/** Those asked for that were not found. */
export function missingOf(
  ids: readonly string[] | undefined,
  letters: readonly DeadLetter[],
): string[] {
  const found = new Set(letters.map(({ id }) => id))
  return [...new Set(ids ?? [])].filter((id) => !found.has(id))
}

import type { RunItemView, RunView } from '#lib/runs/schema.ts'

/** What a report file is written from. */
export type RunReport = { run: RunView; items: RunItemView[] }

/**
 * How report formats see an item: an invalid one is an error of the test, not a failure of the voice AI. `hidden` while its
 * blind audit is open: the counts of the run hold it.
 */
export function resultOf(item: RunItemView): 'passed' | 'failed' | 'error' | 'skipped' | 'hidden' {
  if (item.blind) return 'hidden'
  if (item.verdict === 'passed') return 'passed'
  if (item.verdict === 'failed') return 'failed'
  return item.status === 'completed' || item.status === 'failed' ? 'error' : 'skipped'
}

/** The case's name with what tells its items apart. */
export function itemName(item: RunItemView): string {
  const { case: testCase, language, device_profile: profile, repetition } = item
  const through = profile ? `, ${profile.name}` : ''
  return `${testCase.name} [${language}${through}]${repetition > 1 ? ` #${repetition}` : ''}`
}

export function suiteNameOf({ run }: RunReport, suiteId: string): string {
  return run.suites.find(({ id }) => id === suiteId)?.name ?? suiteId
}

/** Why the item did not pass, with who is to blame. */
export function reasonOf({ reason, blame }: RunItemView): string {
  return `${reason ?? 'no reason was recorded'}${blame ? ` (blame: ${blame})` : ''}`
}

/** How many items had their spoken words verified, in words; null where none has any. */
export function spokenText(items: readonly RunItemView[]): string | null {
  const count = (wanted: RunItemView['spoken_verified']) =>
    items.filter(({ spoken_verified }) => spoken_verified === wanted).length
  const [yes, no, differs] = [count('yes'), count('no'), count('differs')]
  if (yes + no + differs === 0) return null
  return `verified in ${yes}, different in ${differs}, not verified in ${no}`
}

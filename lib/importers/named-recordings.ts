import type { SuiteFile } from '#lib/suites/schema.ts'

/** Every recording a suite names, with its place. */
export function namedRecordings({ cases }: SuiteFile): { name: string; path: PropertyKey[] }[] {
  return cases.flatMap(({ turns }, caseIndex) =>
    turns.flatMap(({ audio }, turnIndex) => {
      const path = ['cases', caseIndex, 'turns', turnIndex, 'audio']
      if (audio === undefined) return []
      if (typeof audio === 'string') return [{ name: audio, path }]
      return Object.entries(audio).map(([language, name]) => ({ name, path: [...path, language] }))
    }),
  )
}

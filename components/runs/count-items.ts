import type { SuiteOption } from '#components/runs/start-run-types.ts'

export type RunSize = {
  /** cases, each counted once for each of its chosen languages */
  variants: number
  /** at least 1: without a profile the sound is left as it is */
  profiles: number
  repetitions: number
  items: number
}

type Chosen = {
  suites: SuiteOption[]
  suiteIds: readonly string[]
  /** none chosen means all */
  languages: readonly string[]
  deviceProfiles: readonly string[]
  repetitions: number
}

/** How many items a run will have, counted as the server counts them. */
export function countItems({ suites, suiteIds, languages, ...chosen }: Chosen): RunSize {
  const wanted = (language: string) => languages.length === 0 || languages.includes(language)
  const variants = suites
    .filter(({ value }) => suiteIds.includes(value))
    .flatMap(({ cases }) => Object.entries(cases))
    .reduce((sum, [language, cases]) => sum + (wanted(language) ? cases : 0), 0)
  const profiles = Math.max(1, chosen.deviceProfiles.length)
  const repetitions = chosen.repetitions >= 1 ? Math.trunc(chosen.repetitions) : 0
  return { variants, profiles, repetitions, items: variants * profiles * repetitions }
}

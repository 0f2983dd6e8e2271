import { v7 as uuidv7 } from 'uuid'

import { parseUsedProfile, type UsedProfile } from '#lib/device-profiles/used-profile.ts'
import { axisOf } from '#lib/robustness/axes.ts'
import type { SearchPlan, StartSearchInput } from '#lib/robustness/schema.ts'

/**
 * Device profiles that make a case as hard as one level is: one for each repetition, each with random numbers of its
 * own, the same ones at every level. Throws `InvalidError` for conditions that do not go together.
 */
export function probeProfiles(
  axis: StartSearchInput['axis'],
  plan: SearchPlan,
  level: number,
): UsedProfile[] {
  const made = axisOf(axis)
  return Array.from({ length: plan.repetitions }, (_, index) =>
    parseUsedProfile({
      id: uuidv7(),
      name: plan.repetitions === 1 ? made.words(level) : `${made.words(level)}, ${index + 1}`,
      settings: { ...plan.base, ...made.settings(level, plan) },
      seed: index + 1,
    }),
  )
}

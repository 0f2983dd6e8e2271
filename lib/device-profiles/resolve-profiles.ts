import { listDeviceProfiles } from '#lib/device-profiles/queries.ts'
import { dryNames } from '#lib/device-profiles/schema.ts'
import type { UsedProfile } from '#lib/device-profiles/used-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'

const isDry = (name: string) => dryNames.some((dry) => dry === name.trim().toLowerCase())

/**
 * Finds device profiles by id or name, each once; null stands for the stimulus as it is (`none`, `clean`). Throws
 * `InvalidError` with the field `device_profiles` for names that no profile of the organization has.
 */
export async function resolveProfiles(
  ctx: Ctx,
  names: readonly string[],
): Promise<(UsedProfile | null)[]> {
  const known = names.every(isDry) ? [] : await listDeviceProfiles(ctx)
  const found = new Map<string | null, UsedProfile | null>()
  const missing: string[] = []
  for (const name of names) {
    const wanted = name.trim().toLowerCase()
    const profile = known.find(({ id, name: own }) => id === wanted || own.toLowerCase() === wanted)
    if (profile) {
      const { id, settings, seed } = profile
      found.set(id, { id, name: profile.name, settings: parseProfile(settings), seed })
    } else if (isDry(wanted)) found.set(null, null)
    else missing.push(name)
  }
  if (missing.length > 0)
    throw new InvalidError(`There is no device profile ${missing.join(', ')}`, [
      { path: 'device_profiles', message: `unknown: ${missing.join(', ')}` },
    ])
  return [...found.values()]
}

import { z } from 'zod'

import { type DeviceProfileSettings, parseProfile } from '#lib/engines/speech/conditions/profile.ts'

/** A device profile as a run uses it: a copy, so that what was tested can be read back after a change. */
export type UsedProfile = {
  id: string
  name: string
  settings: DeviceProfileSettings
  seed: number
}

const Used = z.object({
  id: z.uuid(),
  name: z.string(),
  settings: z.unknown(),
  seed: z.number().int(),
})

/** Throws `InvalidError` that names each fault of the settings, and what zod throws for the rest. */
export function parseUsedProfile(value: unknown): UsedProfile {
  const used = Used.parse(value)
  return { ...used, settings: parseProfile(used.settings) }
}

const Snapshot = z.object({ profiles: z.record(z.uuid(), Used.omit({ id: true })).default({}) })

/** Profiles of a run by id, as its snapshot has them. */
export const profilesOfSnapshot = (snapshot: unknown) => Snapshot.parse(snapshot).profiles

/** The profile with this id in the snapshot of a run, or null. */
export function profileOfSnapshot(snapshot: unknown, id: string): UsedProfile | null {
  const profile = profilesOfSnapshot(snapshot)[id]
  return profile ? { id, ...profile, settings: parseProfile(profile.settings) } : null
}

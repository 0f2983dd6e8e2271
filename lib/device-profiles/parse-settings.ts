import { and, eq } from 'drizzle-orm'

import { noiseRecordings } from '#db/schema/device-profiles.ts'
import { isBuiltInName } from '#lib/device-profiles/built-in.ts'
import { type DeviceProfileSettings, parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ConflictError, InvalidError } from '#lib/platform/errors.ts'

async function checkRecording(ctx: Ctx, key: string): Promise<void> {
  const [found] = await ctx.db
    .select({ id: noiseRecordings.id })
    .from(noiseRecordings)
    .where(
      and(eq(noiseRecordings.organizationId, ctx.organizationId), eq(noiseRecordings.key, key)),
    )
  if (!found)
    throw new InvalidError('The device profile uses noise that does not exist', [
      {
        path: 'settings.noise.recording',
        message: 'is not an uploaded noise of this organization',
      },
    ])
}

/**
 * Settings with defaults filled in. Throws `InvalidError` with the place of each fault under `settings`, also for
 * uploaded noise that is not the organization's own.
 */
export async function parseSettings(ctx: Ctx, settings: unknown): Promise<DeviceProfileSettings> {
  const profile = parsed(settings)
  if (profile.noise?.recording !== undefined) await checkRecording(ctx, profile.noise.recording)
  return profile
}

function parsed(settings: unknown): DeviceProfileSettings {
  try {
    return parseProfile(settings)
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    const faults = error.faults.map(({ path, message }) => ({
      path: path === '' ? 'settings' : `settings.${path}`,
      message,
    }))
    throw new InvalidError(error.message, faults)
  }
}

export const takenName = (name: string) => `There is a device profile named ${name} already`

/** The database knows the organization's own names only. Throws `ConflictError`. */
export function refuseBuiltInName(name: string): void {
  if (isBuiltInName(name)) throw new ConflictError(takenName(name))
}

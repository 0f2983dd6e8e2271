import { eq } from 'drizzle-orm'

import { deviceProfiles } from '#db/schema/device-profiles.ts'
import { findBuiltIn } from '#lib/device-profiles/built-in.ts'
import { parseSettings, refuseBuiltInName, takenName } from '#lib/device-profiles/parse-settings.ts'
import { getDeviceProfile, getProfileRow } from '#lib/device-profiles/queries.ts'
import { UpdateDeviceProfileInput, type DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { ConflictError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'

/**
 * Changes what is given. Runs that were started keep the profile as it was. Throws `ConflictError` for a built-in one
 * and for a name in use.
 */
export async function updateDeviceProfile(
  ctx: Ctx,
  id: string,
  input: UpdateDeviceProfileInput,
): Promise<DeviceProfileView> {
  authorize(ctx.actor, 'device-profile:write')
  const patch = UpdateDeviceProfileInput.parse(input)
  refuseBuiltIn(id)
  if (patch.name !== undefined) refuseBuiltInName(patch.name)
  return refuseDuplicates(takenName(patch.name ?? ''), () =>
    inTransaction(ctx, async (tx) => {
      const row = await getProfileRow(tx, id, true)
      const before = await getDeviceProfile(tx, id)
      const settings =
        patch.settings === undefined ? row.settings : await parseSettings(tx, patch.settings)
      const { name, description, seed = row.seed } = patch
      const changed = seed !== row.seed || canonicalJson(settings) !== canonicalJson(row.settings)
      const version = changed ? row.version + 1 : row.version
      await tx.db
        .update(deviceProfiles)
        .set({ settings, seed, version, ...definedValues({ name, description }) })
        .where(eq(deviceProfiles.id, id))
      const after = await getDeviceProfile(tx, id)
      await recordAudit(tx, {
        action: 'device-profile.update',
        entityType: 'device_profile',
        entityId: id,
        detail: {
          name: name ?? row.name,
          changed: Object.keys(definedValues(patch)),
          version,
        },
        before,
        after,
      })
      return after
    }),
  )
}

/** Throws `ConflictError` for a profile that comes with Earshot. */
export function refuseBuiltIn(id: string): void {
  const builtIn = findBuiltIn(id)
  if (builtIn)
    throw new ConflictError(`${builtIn.name} comes with Earshot and cannot be changed; copy it`)
}

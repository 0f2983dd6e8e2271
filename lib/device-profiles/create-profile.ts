import { deviceProfiles } from '#db/schema/device-profiles.ts'
import { parseSettings, refuseBuiltInName, takenName } from '#lib/device-profiles/parse-settings.ts'
import { getDeviceProfile } from '#lib/device-profiles/queries.ts'
import { CreateDeviceProfileInput, type DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { refuseDuplicates } from '#lib/platform/postgres/errors.ts'

/** Throws `InvalidError` naming each setting that is out of bounds, `ConflictError` for a name in use. */
export async function createDeviceProfile(
  ctx: Ctx,
  input: CreateDeviceProfileInput,
): Promise<DeviceProfileView> {
  authorize(ctx.actor, 'device-profile:write')
  const { settings: given, ...fields } = CreateDeviceProfileInput.parse(input)
  refuseBuiltInName(fields.name)
  const settings = await parseSettings(ctx, given)
  return refuseDuplicates(takenName(fields.name), () =>
    inTransaction(ctx, async (tx) => {
      const [row] = await tx.db
        .insert(deviceProfiles)
        .values({ organizationId: tx.organizationId, ...fields, settings })
        .returning({ id: deviceProfiles.id })
      if (!row) throw new AppError('internal', 'Insert returned no device profile')
      const after = await getDeviceProfile(tx, row.id)
      await recordAudit(tx, {
        action: 'device-profile.create',
        entityType: 'device_profile',
        entityId: row.id,
        detail: { name: fields.name },
        after,
      })
      return after
    }),
  )
}

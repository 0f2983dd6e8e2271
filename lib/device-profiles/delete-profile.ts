import { eq } from 'drizzle-orm'

import { deviceProfiles } from '#db/schema/device-profiles.ts'
import { getProfileRow, getDeviceProfile } from '#lib/device-profiles/queries.ts'
import { refuseBuiltIn } from '#lib/device-profiles/update-profile.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'

/** Deletes a profile of the organization's own. Runs hold a copy: those under way and old results stay as they are. */
export async function deleteDeviceProfile(ctx: Ctx, id: string): Promise<void> {
  authorize(ctx.actor, 'device-profile:write')
  refuseBuiltIn(id)
  await inTransaction(ctx, async (tx) => {
    const { name } = await getProfileRow(tx, id, true)
    const before = await getDeviceProfile(tx, id)
    await tx.db.delete(deviceProfiles).where(eq(deviceProfiles.id, id))
    await recordAudit(tx, {
      action: 'device-profile.delete',
      entityType: 'device_profile',
      entityId: id,
      detail: { name },
      before,
    })
  })
}

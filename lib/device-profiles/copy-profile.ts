import { createDeviceProfile } from '#lib/device-profiles/create-profile.ts'
import { getDeviceProfile, listDeviceProfiles } from '#lib/device-profiles/queries.ts'
import { CopyDeviceProfileInput, type DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

/** `Café (copy)`, or the first such name with a number that nobody has. */
function freeName(original: string, taken: ReadonlySet<string>): string {
  const stem = original.slice(0, 180)
  const nameOf = (count: number) => `${stem} (copy${count === 1 ? '' : ` ${count}`})`
  let count = 1
  while (taken.has(nameOf(count).toLowerCase())) count++
  return nameOf(count)
}

/** Makes a profile that can be changed out of any other, a built-in one too. Throws `ConflictError` for a name in use. */
export async function copyDeviceProfile(
  ctx: Ctx,
  id: string,
  input: CopyDeviceProfileInput = {},
): Promise<DeviceProfileView> {
  authorize(ctx.actor, 'device-profile:write')
  const { description, settings, seed, name: original } = await getDeviceProfile(ctx, id)
  const taken = new Set((await listDeviceProfiles(ctx)).map(({ name }) => name.toLowerCase()))
  const name = CopyDeviceProfileInput.parse(input).name ?? freeName(original, taken)
  return createDeviceProfile(ctx, { name, description, settings, seed })
}

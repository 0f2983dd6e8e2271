import { copyDeviceProfile } from '#lib/device-profiles/copy-profile.ts'
import { CopyDeviceProfileInput, DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Copy a device profile, a built-in one too, to change it',
    params: IdParams,
    body: CopyDeviceProfileInput,
    reply: DeviceProfileView,
    status: 201,
    permission: 'device-profile:write',
    creates: true,
  },
  ({ ctx, params, body }) => copyDeviceProfile(ctx, params.id, body),
)

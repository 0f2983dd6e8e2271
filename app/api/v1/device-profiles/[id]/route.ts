import { deleteDeviceProfile } from '#lib/device-profiles/delete-profile.ts'
import { getDeviceProfile } from '#lib/device-profiles/queries.ts'
import { DeviceProfileView, UpdateDeviceProfileInput } from '#lib/device-profiles/schema.ts'
import { updateDeviceProfile } from '#lib/device-profiles/update-profile.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  { summary: 'One device profile', params: IdParams, reply: DeviceProfileView },
  ({ ctx, params }) => getDeviceProfile(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change a device profile; runs that were started keep it as it was',
    params: IdParams,
    body: UpdateDeviceProfileInput,
    reply: DeviceProfileView,
    permission: 'device-profile:write',
  },
  ({ ctx, params, body }) => updateDeviceProfile(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Delete a device profile; results keep their copy of it',
    params: IdParams,
    status: 204,
    permission: 'device-profile:write',
  },
  ({ ctx, params }) => deleteDeviceProfile(ctx, params.id),
)

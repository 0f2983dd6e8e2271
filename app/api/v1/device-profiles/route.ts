import { z } from 'zod'

import { createDeviceProfile } from '#lib/device-profiles/create-profile.ts'
import { listDeviceProfiles } from '#lib/device-profiles/queries.ts'
import { CreateDeviceProfileInput, DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary: 'Device profiles: the built-in ones, then your own by name',
    reply: z.object({ data: z.array(DeviceProfileView), next_cursor: z.null() }),
  },
  async ({ ctx }) => ({ data: await listDeviceProfiles(ctx), next_cursor: null }),
)

export const POST = route(
  {
    summary: 'Make a device profile',
    body: CreateDeviceProfileInput,
    reply: DeviceProfileView,
    status: 201,
    permission: 'device-profile:write',
    creates: true,
  },
  ({ ctx, body }) => createDeviceProfile(ctx, body),
)

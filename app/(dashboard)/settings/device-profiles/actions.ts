'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { previewProfile } from '#app/_lib/profile-preview.ts'
import { copyDeviceProfile } from '#lib/device-profiles/copy-profile.ts'
import { createDeviceProfile } from '#lib/device-profiles/create-profile.ts'
import { deleteDeviceProfile } from '#lib/device-profiles/delete-profile.ts'
import { parseSettings } from '#lib/device-profiles/parse-settings.ts'
import {
  CreateDeviceProfileInput,
  PreviewInput,
  UpdateDeviceProfileInput,
} from '#lib/device-profiles/schema.ts'
import { updateDeviceProfile } from '#lib/device-profiles/update-profile.ts'
import { action, recordAction } from '#lib/http/action.ts'

const list = '/settings/device-profiles'

export const createProfileAction = action(CreateDeviceProfileInput, async (ctx, input) => {
  const { id } = await createDeviceProfile(ctx, input)
  redirect(`${list}/${id}`)
})

export const updateProfileAction = recordAction(
  UpdateDeviceProfileInput,
  async (ctx, id, input) => {
    await updateDeviceProfile(ctx, id, input)
    revalidatePath(list, 'layout')
  },
)

export const copyProfileAction = action(z.uuid(), async (ctx, id) => {
  const copy = await copyDeviceProfile(ctx, id)
  redirect(`${list}/${copy.id}`)
})

export const deleteProfileAction = action(z.uuid(), async (ctx, id) => {
  await deleteDeviceProfile(ctx, id)
  redirect(list)
})

export const previewProfileAction = action(PreviewInput, async (ctx, input) =>
  previewProfile(ctx.actor.id ?? 'system', {
    ...input,
    settings: await parseSettings(ctx, input.settings),
  }),
)

'use client'

import {
  ProfileForm,
  type ProfileFormProps,
} from '#app/(dashboard)/settings/device-profiles/_components/profile-form.client.tsx'
import type { ProfileValue } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import {
  createProfileAction,
  previewProfileAction,
  updateProfileAction,
} from '#app/(dashboard)/settings/device-profiles/actions.ts'
import { refused } from '#components/settings-form/refused.ts'
import { toast } from '#components/ui/toast.client.ts'
import {
  CreateDeviceProfileInput,
  PreviewInput,
  UpdateDeviceProfileInput,
} from '#lib/device-profiles/schema.ts'

type EditProfileProps = Omit<ProfileFormProps, 'profile' | 'onSave' | 'onPreview'> & {
  /** null for a new one */
  profile: (ProfileValue & { id: string }) | null
}

export function EditProfile({ profile, ...form }: EditProfileProps) {
  const save = async (value: ProfileValue) => {
    if (!profile) {
      const input = CreateDeviceProfileInput.safeParse(value)
      return input.success ? createProfileAction(input.data) : refused(input.error)
    }
    const input = UpdateDeviceProfileInput.safeParse(value)
    if (!input.success) return refused(input.error)
    const result = await updateProfileAction({ id: profile.id, input: input.data })
    if (result.ok) toast.success(`Saved ${value.name}`)
    return result
  }
  return (
    <ProfileForm
      {...form}
      profile={profile}
      onSave={save}
      onPreview={(request) => previewProfileAction(PreviewInput.parse(request))}
    />
  )
}

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
import { toast } from '#components/ui/toast.client.ts'

type EditProfileProps = Omit<ProfileFormProps, 'profile' | 'onSave' | 'onPreview'> & {
  /** null for a new one */
  profile: (ProfileValue & { id: string }) | null
}

export function EditProfile({ profile, ...form }: EditProfileProps) {
  const save = async (value: ProfileValue) => {
    if (!profile) return createProfileAction(value)
    const result = await updateProfileAction({ id: profile.id, input: value })
    if (result.ok) toast.success(`Saved ${value.name}`)
    return result
  }
  return <ProfileForm {...form} profile={profile} onSave={save} onPreview={previewProfileAction} />
}

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
import {
  CreateDeviceProfileInput,
  PreviewInput,
  UpdateDeviceProfileInput,
} from '#lib/device-profiles/schema.ts'

type EditProfileProps = Omit<ProfileFormProps, 'profile' | 'onSave' | 'onPreview'> & {
  /** null for a new one */
  profile: (ProfileValue & { id: string }) | null
}

/** What the wire would refuse anyhow is refused here, at its field. */
function faultsOf(error: { issues: { path: PropertyKey[]; message: string }[] }) {
  const faults = error.issues.map(({ path, message }) => ({
    path: path.map(String).join('.'),
    message,
  }))
  return { ok: false as const, code: 'invalid', message: 'Not all of it can be saved', faults }
}

export function EditProfile({ profile, ...form }: EditProfileProps) {
  const save = async (value: ProfileValue) => {
    if (!profile) {
      const input = CreateDeviceProfileInput.safeParse(value)
      return input.success ? createProfileAction(input.data) : faultsOf(input.error)
    }
    const input = UpdateDeviceProfileInput.safeParse(value)
    if (!input.success) return faultsOf(input.error)
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

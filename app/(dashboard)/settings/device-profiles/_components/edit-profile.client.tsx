'use client'

import type { ProfileFormProps } from '#app/(dashboard)/settings/device-profiles/_components/profile-form.client.tsx'
import type { ProfileValue } from '#app/(dashboard)/settings/device-profiles/_lib/types.ts'
import {
  createProfileAction,
  previewProfileAction,
  updateProfileAction,
} from '#app/(dashboard)/settings/device-profiles/actions.ts'
import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { Card, CardBody } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { toast } from '#components/ui/toast.client.ts'

const ProfileForm = lazyView(
  () =>
    import('#app/(dashboard)/settings/device-profiles/_components/profile-form.client.tsx').then(
      (view) => view.ProfileForm,
    ),
  {
    loading: ({ conditions }) => (
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Card>
          <CardBody>
            <FormSkeleton fields={4 + conditions.length} />
          </CardBody>
        </Card>
        <Skeleton className="h-48" />
      </div>
    ),
  },
)

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

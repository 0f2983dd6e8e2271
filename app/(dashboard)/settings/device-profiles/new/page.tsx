import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { EditProfile } from '#app/(dashboard)/settings/device-profiles/_components/edit-profile.client.tsx'
import { conditionForms } from '#app/(dashboard)/settings/device-profiles/_lib/condition-forms.ts'
import { previewLanguages } from '#app/(dashboard)/settings/device-profiles/_lib/preview-languages.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { listNoiseRecordings } from '#lib/device-profiles/queries.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Add device profile' }

export default async function NewProfilePage() {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'device-profile:write')) redirect('/settings/device-profiles')
  const [noises, languages] = await Promise.all([listNoiseRecordings(ctx), previewLanguages(ctx)])
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Device profiles', href: '/settings/device-profiles' },
          { label: 'Add profile' },
        ]}
        title="Add profile"
        description="Switch on the conditions of the call, and listen to the result before you save."
      />
      <EditProfile
        conditions={conditionForms()}
        profile={null}
        noises={noises.map(({ key, name }) => ({ key, name }))}
        languages={languages}
      />
    </>
  )
}

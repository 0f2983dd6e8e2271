import type { Metadata } from 'next'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { HearProfile } from '#app/(dashboard)/settings/device-profiles/[id]/_components/hear-profile.client.tsx'
import { CopyProfile } from '#app/(dashboard)/settings/device-profiles/_components/copy-profile.client.tsx'
import { EditProfile } from '#app/(dashboard)/settings/device-profiles/_components/edit-profile.client.tsx'
import { conditionForms } from '#app/(dashboard)/settings/device-profiles/_lib/condition-forms.ts'
import { previewLanguages } from '#app/(dashboard)/settings/device-profiles/_lib/preview-languages.ts'
import { deleteProfileAction } from '#app/(dashboard)/settings/device-profiles/actions.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { DeleteButton } from '#components/ui/delete-button.client.tsx'
import { getDeviceProfile, listNoiseRecordings } from '#lib/device-profiles/queries.ts'
import type { DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

type ProfilePageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  const id = idOr404(text)
  const [profile, noises, languages] = await foundOr404(
    Promise.all([getDeviceProfile(ctx, id), listNoiseRecordings(ctx), previewLanguages(ctx)]),
  )
  return { ctx, profile, noises, languages }
})

export async function generateMetadata({ params }: ProfilePageProps): Promise<Metadata> {
  return { title: (await load((await params).id)).profile.name }
}

/** What cannot be changed here is said in words. */
function ReadOnly({ profile, languages }: { profile: DeviceProfileView; languages: string[] }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Card>
        <CardHeader
          title="Conditions"
          description="In the order in which sound passes through them."
        />
        <CardBody>
          <ol className="list-decimal space-y-1.5 pl-5 text-sm">
            {profile.conditions.map((condition) => (
              <li key={condition} className="first-letter:uppercase">
                {condition}
              </li>
            ))}
          </ol>
        </CardBody>
      </Card>
      <HearProfile languages={languages} settings={profile.settings} seed={profile.seed} />
    </div>
  )
}

export default async function ProfilePage({ params }: ProfilePageProps) {
  const { ctx, profile, noises, languages } = await load((await params).id)
  const canWrite = may(ctx.actor, 'device-profile:write')
  const { id, name, description, settings, seed, version } = profile
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Device profiles', href: '/settings/device-profiles' }, { label: name }]}
        title={name}
        badges={profile.built_in && <Badge>built in</Badge>}
        description={profile.built_in ? description : `Version ${version}`}
        actions={
          canWrite && (
            <>
              <CopyProfile id={id} name={name} />
              {!profile.built_in && (
                <DeleteButton
                  kind="profile"
                  name={name}
                  consequences="Results and runs under way keep it. Schedules and pipelines that use it can no longer start a run."
                  onDelete={deleteProfileAction.bind(null, id)}
                />
              )}
            </>
          )
        }
      />
      {canWrite && !profile.built_in ? (
        <EditProfile
          key={version}
          conditions={conditionForms()}
          profile={{ id, name, description, settings, seed }}
          noises={noises.map(({ key, name: title }) => ({ key, name: title }))}
          languages={languages}
        />
      ) : (
        <ReadOnly profile={profile} languages={languages} />
      )}
    </>
  )
}

import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'

import { CopyProfile } from '#app/(dashboard)/settings/device-profiles/_components/copy-profile.client.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { listDeviceProfiles } from '#lib/device-profiles/queries.ts'
import type { DeviceProfileView } from '#lib/device-profiles/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Device profiles' }

type ProfilesTableProps = { label: string; profiles: DeviceProfileView[]; canWrite: boolean }

function ProfilesTable({ label, profiles, canWrite }: ProfilesTableProps) {
  return (
    <Table aria-label={label}>
      <TableHead>
        <TableRow>
          <TableHeader>Profile</TableHeader>
          <TableHeader>Conditions</TableHeader>
          {canWrite && (
            <TableHeader>
              <span className="sr-only">Copy</span>
            </TableHeader>
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {profiles.map(({ id, name, description, conditions }) => (
          <TableRow key={id}>
            <TableCell className="w-72 max-w-72 min-w-44">
              <Link
                href={`/settings/device-profiles/${id}`}
                className="block truncate font-medium hover:underline"
              >
                {name}
              </Link>
              {description && (
                <p className="text-muted-foreground text-xs text-pretty">{description}</p>
              )}
            </TableCell>
            <TableCell className="text-muted-foreground min-w-64 text-pretty">
              {conditions.length === 0 ? 'None: as it was spoken' : conditions.join(' · ')}
            </TableCell>
            {canWrite && (
              <TableCell className="w-px">
                <CopyProfile id={id} name={name} compact />
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}

export default async function DeviceProfilesPage() {
  const ctx = await requestCtx()
  const profiles = await listDeviceProfiles(ctx)
  const canWrite = may(ctx.actor, 'device-profile:write')
  const own = profiles.filter((profile) => !profile.built_in)
  const add = canWrite && (
    <Button asChild>
      <Link href="/settings/device-profiles/new">
        <Plus aria-hidden /> Add profile
      </Link>
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Device profiles"
        description="How the caller sounds: room, noise, microphone and phone connection. A run plays each case through each of its device profiles."
        actions={add}
      />
      <div className="space-y-4">
        <Card>
          <CardHeader title="Your own" className="pb-3" />
          {own.length === 0 ? (
            <div className="px-4 pb-4">
              <EmptyState
                title="No profile of your own yet"
                description="Add one, or copy a built-in one and change it."
              />
            </div>
          ) : (
            <ProfilesTable label="Your own profiles" profiles={own} canWrite={canWrite} />
          )}
        </Card>
        <Card>
          <CardHeader
            title="Built in"
            description="They come with Earshot and cannot be changed, so that results stay comparable."
            className="pb-3"
          />
          <ProfilesTable
            label="Built-in profiles"
            profiles={profiles.filter((profile) => profile.built_in)}
            canWrite={canWrite}
          />
        </Card>
      </div>
    </>
  )
}

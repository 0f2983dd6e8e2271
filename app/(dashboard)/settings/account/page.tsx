import type { Metadata } from 'next'

import { ChangePassword } from '#app/(dashboard)/settings/account/_components/change-password.client.tsx'
import { EndOtherSessions } from '#app/(dashboard)/settings/account/_components/end-session.client.tsx'
import { SessionTable } from '#app/(dashboard)/settings/account/_components/session-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { roleLabels } from '#components/layout/types.ts'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { listOwnSessions } from '#lib/accounts/list-sessions.ts'
import { getMe } from '#lib/accounts/queries.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { settings } from '#lib/platform/config/settings.ts'

export const metadata: Metadata = { title: 'Your account' }

const inDays = (days: number) => (days === 1 ? '1 day' : `${days} days`)

export default async function AccountPage() {
  const ctx = await requestCtx()
  const [me, sessions] = await Promise.all([getMe(ctx), listOwnSessions(ctx)])
  const { SESSION_MAX_DAYS: most, SESSION_IDLE_HOURS: idle } = settings()
  return (
    <>
      <PageHeader
        title="Your account"
        description={`${me.name}, ${me.email}, ${roleLabels[me.role].toLowerCase()} of ${me.organization.name}. An administrator can change these.`}
      />
      <div className="space-y-4">
        <Card>
          <CardHeader
            title="Sessions"
            description={`Where you are signed in. A browser is signed out after ${idle} hours without use, and anything after ${inDays(most)}.`}
            actions={sessions.length > 1 && <EndOtherSessions />}
          />
          <div className="pt-3">
            <SessionTable sessions={sessions} />
          </div>
        </Card>
        <Card>
          <CardHeader
            title="Password"
            description="A new one ends all other sessions. API tokens go on working unless you revoke them."
          />
          <CardBody className="max-w-md">
            <ChangePassword />
          </CardBody>
        </Card>
      </div>
    </>
  )
}

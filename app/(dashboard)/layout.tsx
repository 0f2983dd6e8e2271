import type { ReactNode } from 'react'

import { loadOpenReviews } from '#app/(dashboard)/_lib/shared-reads.ts'
import { Shell } from '#components/layout/shell.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { requestCtx, requestIdentity } from '#lib/http/request-context.ts'
import { settings } from '#lib/platform/config/settings.ts'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const ctx = await requestCtx()
  const [me, openReviews] = await Promise.all([requestIdentity(), loadOpenReviews(ctx)])
  return (
    <Shell
      appName={settings().APP_NAME}
      organization={me.organization}
      user={{ name: me.name, email: me.email, role: me.role }}
      counts={{ '/review': openReviews }}
    >
      <LiveRefresh on={['review']} everyMs={3_000} />
      {children}
    </Shell>
  )
}

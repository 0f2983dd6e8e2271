import type { ReactNode } from 'react'

import { signOutAction } from '#app/(auth)/actions.ts'
import { Shell } from '#components/layout/shell.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { getMe } from '#lib/accounts/queries.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { countOpenReviews } from '#lib/review/queries.ts'

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const ctx = await requestCtx()
  const [me, openReviews] = await Promise.all([getMe(ctx), countOpenReviews(ctx)])
  return (
    <Shell
      appName={settings().APP_NAME}
      organization={me.organization.name}
      user={{ name: me.name, email: me.email, role: me.role }}
      counts={{ '/review': openReviews }}
      signOut={signOutAction}
    >
      <LiveRefresh on={['review']} everyMs={3_000} />
      {children}
    </Shell>
  )
}

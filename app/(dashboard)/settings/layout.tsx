import type { ReactNode } from 'react'

import { GroupedSubNav } from '#components/layout/sub-nav.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requestCtx()
  const link = (page: string, label: string) => ({ href: `/settings/${page}`, label })
  const groups = [
    {
      label: 'Testing',
      items: [
        link('targets', 'Targets'),
        link('schedules', 'Schedules'),
        link('validation-policy', 'Validation policy'),
        link('device-profiles', 'Device profiles'),
        link('voices', 'Voices'),
      ],
    },
    {
      label: 'Connections',
      items: [
        link('integrations', 'Integrations'),
        ...(may(actor, 'delivery:read') ? [link('deliveries', 'Deliveries')] : []),
        link('notifications', 'Notifications'),
      ],
    },
    {
      label: 'Access',
      items: [
        link('account', 'Your account'),
        ...(may(actor, 'user:write') ? [link('users', 'Users')] : []),
        link('api-tokens', 'API tokens'),
        link('evidence', 'Evidence keys'),
      ],
    },
    {
      label: 'System',
      items: [link('queues', 'Workers and queues'), link('activity', 'Activity')],
    },
  ]
  return (
    <div className="xl:grid xl:grid-cols-[10rem_minmax(0,1fr)] xl:items-start xl:gap-8">
      <GroupedSubNav label="Settings" groups={groups} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

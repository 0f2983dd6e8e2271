import type { ReactNode } from 'react'

import { SubNav } from '#components/layout/sub-nav.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { actor } = await requestCtx()
  const items = [
    { href: '/settings/targets', label: 'Targets' },
    { href: '/settings/schedules', label: 'Schedules' },
    { href: '/settings/validation-policy', label: 'Validation policy' },
    { href: '/settings/device-profiles', label: 'Device profiles' },
    { href: '/settings/voices', label: 'Voices' },
    { href: '/settings/integrations', label: 'Integrations' },
    ...(may(actor, 'delivery:read') ? [{ href: '/settings/deliveries', label: 'Deliveries' }] : []),
    { href: '/settings/notifications', label: 'Notifications' },
    ...(may(actor, 'user:write') ? [{ href: '/settings/users', label: 'Users' }] : []),
    { href: '/settings/api-tokens', label: 'API tokens' },
    { href: '/settings/evidence', label: 'Evidence keys' },
    { href: '/settings/queues', label: 'Workers and queues' },
    { href: '/settings/activity', label: 'Activity' },
  ]
  return (
    <div className="xl:grid xl:grid-cols-[10rem_minmax(0,1fr)] xl:items-start xl:gap-8">
      <SubNav label="Settings" items={items} column />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

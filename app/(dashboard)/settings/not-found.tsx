import type { Metadata } from 'next'

import { NotFoundState } from '#components/layout/not-found-state.tsx'

export const metadata: Metadata = { title: 'Entry not found' }

export default function SettingNotFound() {
  return <NotFoundState what="entry" href="/settings/targets" label="Go to the settings" />
}

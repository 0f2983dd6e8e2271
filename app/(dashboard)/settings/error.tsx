'use client'

import { PageError, type PageErrorProps } from '#components/layout/page-error.client.tsx'

export default function SettingsError(props: PageErrorProps) {
  return <PageError {...props} what="settings page" />
}

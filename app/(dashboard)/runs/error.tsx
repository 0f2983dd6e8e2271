'use client'

import { PageError, type PageErrorProps } from '#components/layout/page-error.client.tsx'

export default function RunsError(props: PageErrorProps) {
  return <PageError {...props} what="run page" />
}

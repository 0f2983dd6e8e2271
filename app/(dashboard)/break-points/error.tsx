'use client'

import { PageError, type PageErrorProps } from '#components/layout/page-error.client.tsx'

export default function BreakPointsError(props: PageErrorProps) {
  return <PageError {...props} what="robustness threshold page" />
}

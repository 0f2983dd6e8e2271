'use client'

import { PageError, type PageErrorProps } from '#components/layout/page-error.client.tsx'

export default function ExecutionError(props: PageErrorProps) {
  return <PageError {...props} what="execution" />
}

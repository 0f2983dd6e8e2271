'use client'

import { PageError, type PageErrorProps } from '#components/layout/page-error.client.tsx'

export default function DefectsError(props: PageErrorProps) {
  return <PageError {...props} what="defect page" />
}

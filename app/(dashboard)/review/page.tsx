import type { Metadata } from 'next'

import { loadOpenReviews } from '#app/(dashboard)/_lib/shared-reads.ts'
import { ReviewItems } from '#app/(dashboard)/review/_components/review-items.client.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Review' }

export default async function ReviewPage() {
  const ctx = await requestCtx()
  const open = await loadOpenReviews(ctx)
  return (
    <>
      <PageHeader
        title="Review"
        description="Results that Earshot is not sure of, and a blind sample of the others. Listen, then decide: your decision overrides the automatic verdict."
      />
      {may(ctx.actor, 'review:decide') ? (
        <ReviewItems initialOpen={open} />
      ) : (
        <EmptyState
          title={open === 1 ? '1 item waits for review' : `${open} items wait for review`}
          description="Your role may look at results, not decide them. Ask an administrator for the role of a reviewer."
        />
      )}
    </>
  )
}

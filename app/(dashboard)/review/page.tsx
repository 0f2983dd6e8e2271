import type { Metadata } from 'next'

import { ReviewDesk } from '#app/(dashboard)/review/_components/review-desk.client.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { countOpenReviews } from '#lib/review/queries.ts'

export const metadata: Metadata = { title: 'Review' }

export default async function ReviewPage() {
  const ctx = await requestCtx()
  const open = await countOpenReviews(ctx)
  return (
    <>
      <PageHeader
        title="Review"
        description="What Earshot is not sure of, and a blind sample of what it is. Listen, then decide: your word outranks the score."
      />
      {may(ctx.actor, 'review:decide') ? (
        <ReviewDesk initialOpen={open} />
      ) : (
        <EmptyState
          title={`${open} items wait for review`}
          description="Your role may look at results, not decide them. Ask an administrator for the role of a reviewer."
        />
      )}
    </>
  )
}

import Link from 'next/link'

import { withdrawReplyAction } from '#app/(dashboard)/review/actions.ts'
import { DecidedWordings } from '#components/policies/decided-wordings.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listReplies } from '#lib/policies/list-replies.ts'

type CaseWordingsProps = {
  ctx: Ctx
  caseId: string
  cursor: string | undefined
  /** address of this page */
  href: string
}

/** What people have ruled on for this case, in all languages, the newest first. */
export async function CaseWordings({ ctx, caseId, cursor, href }: CaseWordingsProps) {
  const { data, next_cursor: next } = await listReplies(ctx, {
    case_id: caseId,
    limit: 20,
    ...(cursor && { cursor }),
  })
  return (
    <Card id="decided-wordings">
      <CardHeader
        title="Decided wordings"
        description={
          data.length === 0
            ? 'No reply to this case has been decided yet. Once somebody decides one in the review queue, the same wording is judged automatically.'
            : 'Replies that people have decided: the same wording to the same question is judged automatically and refers to that decision.'
        }
        actions={
          <Button asChild variant="ghost" size="sm">
            <Link href={`/settings/validation-policy?case=${caseId}`}>Policy of this case</Link>
          </Button>
        }
        className="pb-3.5"
      />
      {data.length > 0 && (
        <DecidedWordings
          replies={data}
          withdraw={may(ctx.actor, 'review:decide') ? withdrawReplyAction : null}
        />
      )}
      <div className="px-4 pb-3 empty:hidden">
        <Pagination
          newerHref={cursor ? `${href}#decided-wordings` : null}
          olderHref={next ? `${href}?wordings=${next}#decided-wordings` : null}
        />
      </div>
    </Card>
  )
}

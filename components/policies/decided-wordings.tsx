import Link from 'next/link'

import { WithdrawWording, type Withdraw } from '#components/policies/withdraw-wording.client.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { ReplyView } from '#lib/policies/schema.ts'

export type DecidedWordingsProps = {
  replies: ReplyView[]
  /** null for those who may not decide */
  withdraw: Withdraw | null
  /** the execution on this page, which needs no link to itself */
  executionId?: string
  /** those that decided here */
  cited?: ReadonlySet<string>
}

function Facts({ reply, executionId }: { reply: ReplyView; executionId: string | undefined }) {
  return (
    <p className="text-muted-foreground flex flex-wrap gap-x-1.5 text-xs">
      <span>
        Turn {reply.turn + 1}, {reply.language}
      </span>
      <span aria-hidden>·</span>
      <span>
        {reply.decided_by ?? 'a former user'}, <Time value={reply.created_at} style="ago" />
      </span>
      <span aria-hidden>·</span>
      {reply.execution_id === executionId ? (
        <span>decided here</span>
      ) : (
        <Link
          href={`/executions/${reply.execution_id}`}
          className="text-primary underline underline-offset-4"
        >
          where it was decided
        </Link>
      )}
    </p>
  )
}

/** Wordings of replies that people have ruled on: the same wording needs no person again. */
export function DecidedWordings({ replies, withdraw, executionId, cited }: DecidedWordingsProps) {
  return (
    <ul className="divide-y border-t text-sm">
      {replies.map((reply) => {
        const { ruling, withdrawn } = reply
        return (
          <li key={reply.id} className="space-y-1.5 px-4 py-2.5">
            <div className="flex flex-wrap items-start justify-between gap-2">
              <span className="flex flex-wrap items-center gap-1.5">
                <Badge tone={withdrawn ? 'neutral' : ruling === 'approved' ? 'passed' : 'failed'}>
                  {withdrawn ? `${ruling}, withdrawn` : ruling}
                </Badge>
                {cited?.has(reply.id) && <Badge tone="outline">decided this verdict</Badge>}
              </span>
              {withdraw && !withdrawn && <WithdrawWording id={reply.id} withdraw={withdraw} />}
            </div>
            <p lang={reply.language} className="text-pretty break-words">
              “{reply.reply}”
            </p>
            <Facts reply={reply} executionId={executionId} />
            {withdrawn && (
              <p className="text-muted-foreground text-xs text-pretty">
                Withdrawn by {withdrawn.by ?? 'a former user'},{' '}
                <Time value={withdrawn.at} style="ago" />: {withdrawn.why}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

import { withdrawReplyAction } from '#app/(dashboard)/review/actions.ts'
import { DecidedWordings } from '#components/policies/decided-wordings.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { ExecutionView } from '#lib/executions/schema.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listReplies } from '#lib/policies/list-replies.ts'

/** What people have ruled on for this case, in the language and turns of this execution. */
export async function WordingsCard({ ctx, execution }: { ctx: Ctx; execution: ExecutionView }) {
  const { validation } = execution
  // Which wording decided would tell the verdict of an open audit.
  if (!validation) return null
  const { data } = await listReplies(ctx, { case_id: execution.case_id, limit: 200 })
  const turns = new Set(execution.turns.map(({ index }) => index))
  const replies = data.filter(
    ({ language, turn }) => language === execution.language && turns.has(turn),
  )
  const cited = new Set(
    validation.scores.flatMap(({ precedent_id: id }) => (id === null ? [] : [id])),
  )
  return (
    <Card id="decided-wordings">
      <CardHeader
        title="Decided wordings"
        description={
          replies.length === 0
            ? 'No reply to this case has been decided in this language. Once somebody decides a review, the same wording is judged automatically.'
            : 'Replies that people have decided in this language: the same wording is judged automatically.'
        }
        className="pb-3"
      />
      {replies.length > 0 && (
        <DecidedWordings
          replies={replies}
          withdraw={may(ctx.actor, 'review:decide') ? withdrawReplyAction : null}
          executionId={execution.id}
          cited={cited}
        />
      )}
    </Card>
  )
}

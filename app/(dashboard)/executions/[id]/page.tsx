import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'

import { JudgeAgainButton } from '#app/(dashboard)/_components/judge-again-button.tsx'
import { AttemptsList } from '#app/(dashboard)/executions/[id]/_components/attempts-list.tsx'
import { CallCard } from '#app/(dashboard)/executions/[id]/_components/call-card.tsx'
import { ConditionsCard } from '#app/(dashboard)/executions/[id]/_components/conditions-card.tsx'
import { Conversation } from '#app/(dashboard)/executions/[id]/_components/conversation.tsx'
import { ExchangeViewer } from '#app/(dashboard)/executions/[id]/_components/exchange-viewer.tsx'
import { Judgement, ProofCard } from '#app/(dashboard)/executions/[id]/_components/judgement.tsx'
import { RequestReviewButton } from '#app/(dashboard)/executions/[id]/_components/request-review.client.tsx'
import { RetryButton } from '#app/(dashboard)/executions/[id]/_components/retry-button.client.tsx'
import { TwinTable } from '#app/(dashboard)/executions/[id]/_components/twin-table.tsx'
import { WordingsCard } from '#app/(dashboard)/executions/[id]/_components/wordings-card.tsx'
import { EvidenceDownload } from '#components/evidence/evidence-download.client.tsx'
import { LatencyWaterfall } from '#components/execution/latency-waterfall.tsx'
import { ScoresTable } from '#components/execution/scores-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { estimateSize } from '#lib/evidence/estimate-size.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { ExecutionView } from '#lib/executions/schema.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { findReviewOf } from '#lib/review/queries.ts'

type ExecutionPageProps = { params: Promise<{ id: string }> }

async function load(params: ExecutionPageProps['params']) {
  const ctx = await requestCtx()
  const id = z.uuid().safeParse((await params).id)
  if (!id.success) notFound()
  try {
    const [execution, review] = await Promise.all([
      getExecution(ctx, id.data),
      findReviewOf(ctx, id.data),
    ])
    return { ctx, execution, review }
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}

export async function generateMetadata({ params }: ExecutionPageProps): Promise<Metadata> {
  const { execution } = await load(params)
  return { title: `${execution.case_name} · ${execution.language}` }
}

function Decisions({ execution }: { execution: ExecutionView }) {
  if (execution.review.length === 0) return null
  return (
    <Card>
      <CardHeader title="Decisions of people" className="pb-2" />
      <ul className="divide-y px-4 pb-3 text-sm">
        {execution.review.map((decision) => (
          <li key={decision.created_at} className="space-y-1 py-2">
            <p className="flex flex-wrap items-center gap-2">
              <VerdictBadge outcome={decision.verdict} />
              <span>
                {decision.decision} by {decision.reviewer ?? 'a former user'}
              </span>
              <Time
                value={decision.created_at}
                style="ago"
                className="text-muted-foreground text-xs"
              />
            </p>
            {decision.notes && <p className="text-muted-foreground">{decision.notes}</p>}
          </li>
        ))}
      </ul>
    </Card>
  )
}

function Timings({ execution }: { execution: ExecutionView }) {
  return (
    <Card>
      <CardHeader
        title="Where the time went"
        description="From the start of each turn, on Earshot's own clock."
        className="pb-3"
      />
      <div className="space-y-5 px-4 pb-4">
        {execution.turns.map((turn) => (
          <div key={turn.index}>
            {execution.turns.length > 1 && (
              <h3 className="text-muted-foreground mb-1.5 text-xs font-medium">
                Turn {turn.index + 1}
              </h3>
            )}
            <LatencyWaterfall timings={turn.timings} />
          </div>
        ))}
      </div>
    </Card>
  )
}

export default async function ExecutionPage({ params }: ExecutionPageProps) {
  const { ctx, execution, review } = await load(params)
  const { validation } = execution
  return (
    <>
      <LiveRefresh on={['review', 'run']} everyMs={2_000} />
      <PageHeader
        crumbs={[
          { label: 'Runs', href: '/runs' },
          { label: execution.suite_name, href: `/runs/${execution.run_id}` },
          { label: execution.case_name },
        ]}
        title={execution.case_name}
        description={
          <>
            {execution.language}
            {execution.device_profile && ` · ${execution.device_profile.name}`} ·{' '}
            {execution.target_name} · attempt {execution.attempt} ·{' '}
            <Time value={execution.started_at} />
          </>
        }
        actions={
          <>
            <EvidenceDownload
              href={`/api/v1/executions/${execution.id}/evidence`}
              size={estimateSize(execution)}
              contents={[
                'Recordings of caller and voice AI',
                'Verdict, scores, timings and the case as it was',
                'Raw exchange, secrets masked',
                'Decisions of reviewers',
                'A page that opens and plays offline',
                'SHA-256 of every file, signed',
              ]}
            />
            {may(ctx.actor, 'run:start') && (
              <RetryButton executionId={execution.id} runId={execution.run_id} />
            )}
            <JudgeAgainButton
              ctx={ctx}
              what="this execution"
              of={{ execution_id: execution.id }}
              policyOf={{ case_id: execution.case_id }}
            />
            {may(ctx.actor, 'review:decide') && (
              <RequestReviewButton
                executionId={execution.id}
                queued={review?.status === 'pending'}
              />
            )}
          </>
        }
      />
      <Judgement execution={execution} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0 space-y-4">
          {execution.call && <CallCard call={execution.call} turns={execution.turns} />}
          <Conversation
            turns={execution.turns}
            scores={validation?.scores ?? []}
            language={execution.language}
          />
          {execution.turns.length === 0 && (
            <Card className="text-muted-foreground p-4 text-sm">
              Nothing was said{validation && `: ${validation.reason}`}
            </Card>
          )}
          {execution.twin_turns && (
            <TwinTable
              voice={execution.turns}
              text={execution.twin_turns}
              judged={validation?.twin ?? null}
            />
          )}
          <WordingsCard ctx={ctx} execution={execution} />
        </div>
        <div className="min-w-0 space-y-4">
          <ProofCard execution={execution} />
          {validation && (
            <Card>
              <CardHeader
                title="Scores"
                description={`Policy ${validation.policy_version}, judged ${validation.revision === 1 ? 'once' : `${validation.revision} times`}`}
                className="pb-3"
              />
              <ScoresTable scores={validation.scores} turns={execution.turns.length > 1} />
            </Card>
          )}
          <ConditionsCard execution={execution} />
          <Decisions execution={execution} />
          {execution.turns.length > 0 && <Timings execution={execution} />}
          <Card>
            <CardHeader title="Attempts" className="pb-2" />
            <div className="px-2 pb-3">
              <AttemptsList
                attempts={execution.attempts}
                currentId={execution.id}
                hrefOf={(id) => `/executions/${id}`}
              />
            </div>
          </Card>
          <Card>
            <CardHeader
              title="Raw exchange"
              description="What went over the wire; keys and signatures are masked."
              className="pb-2"
            />
            <ExchangeViewer entries={execution.exchange} />
          </Card>
        </div>
      </div>
    </>
  )
}

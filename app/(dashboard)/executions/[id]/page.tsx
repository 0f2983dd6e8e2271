import type { Metadata } from 'next'
import { cache, Suspense } from 'react'

import { JudgeAgainButton } from '#app/(dashboard)/_components/judge-again-button.tsx'
import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { AttemptsList } from '#app/(dashboard)/executions/[id]/_components/attempts-list.tsx'
import { ConditionsCard } from '#app/(dashboard)/executions/[id]/_components/conditions-card.tsx'
import { Conversation } from '#app/(dashboard)/executions/[id]/_components/conversation.tsx'
import { ExchangeViewer } from '#app/(dashboard)/executions/[id]/_components/exchange-viewer.tsx'
import { Judgement, ProofCard } from '#app/(dashboard)/executions/[id]/_components/judgement.tsx'
import { RequestReviewButton } from '#app/(dashboard)/executions/[id]/_components/request-review.client.tsx'
import { RetryButton } from '#app/(dashboard)/executions/[id]/_components/retry-button.client.tsx'
import { TwinTable } from '#app/(dashboard)/executions/[id]/_components/twin-table.tsx'
import { WordingsCard } from '#app/(dashboard)/executions/[id]/_components/wordings-card.tsx'
import { EvidenceDownload } from '#components/evidence/evidence-download.client.tsx'
import { ScoresTable } from '#components/execution/scores-table.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { ExecutionPlayback } from '#components/timeline/execution-playback.tsx'
import { TimelineCard } from '#components/timeline/timeline-card.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { estimateSize } from '#lib/evidence/estimate-size.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { ExecutionView } from '#lib/executions/schema.ts'
import { buildTimeline } from '#lib/executions/timeline/build-timeline.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { cutInForce } from '#lib/policies/cut-in-force.ts'
import { findReviewOf } from '#lib/review/queries.ts'

type ExecutionPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  const id = idOr404(text)
  const [execution, review] = await foundOr404(
    Promise.all([getExecution(ctx, id), findReviewOf(ctx, id)]),
  )
  const cut = execution.validation && (await cutInForce(ctx, execution.validation))
  return { ctx, execution, review, cut }
})

export async function generateMetadata({ params }: ExecutionPageProps): Promise<Metadata> {
  const { execution } = await load((await params).id)
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

function Scores({ execution }: { execution: ExecutionView }) {
  const { validation, turns } = execution
  if (!validation) return null
  const times = validation.revision === 1 ? 'once' : `${validation.revision} times`
  return (
    <Card>
      <CardHeader
        title="Scores"
        description={`Policy ${validation.policy_version}, judged ${times}`}
        className="pb-3"
      />
      <ScoresTable scores={validation.scores} turns={turns.length > 1} />
    </Card>
  )
}

function Exchange({ execution }: { execution: ExecutionView }) {
  return (
    <Card className="min-w-0 xl:col-start-1">
      <CardHeader
        title="Raw exchange"
        description="All requests and answers; keys and signatures are masked. Times count from the opening of the session, those of a turn from the start of that turn."
        className="pb-2"
      />
      <ExchangeViewer entries={execution.exchange} />
    </Card>
  )
}

function Actions({
  ctx,
  execution,
  queued,
}: {
  ctx: Ctx
  execution: ExecutionView
  queued: boolean
}) {
  return (
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
        <RequestReviewButton executionId={execution.id} queued={queued} />
      )}
    </>
  )
}

export default async function ExecutionPage({ params }: ExecutionPageProps) {
  const { ctx, execution, review, cut } = await load((await params).id)
  const { validation } = execution
  const timeline = buildTimeline(execution)
  return (
    <ExecutionPlayback key={execution.id} timeline={timeline}>
      <LiveRefresh on={['review', 'run']} everyMs={2_000} />
      <PageHeader
        crumbs={[
          { label: 'Runs', href: '/runs' },
          { label: execution.run_name, href: `/runs/${execution.run_id}` },
          { label: execution.case_name },
        ]}
        title={execution.case_name}
        description={
          <>
            {execution.language}
            {execution.device_profile && ` · ${execution.device_profile.name}`} ·{' '}
            {execution.target_name} · attempt {execution.try} ·{' '}
            <Time value={execution.started_at} />
          </>
        }
        actions={<Actions ctx={ctx} execution={execution} queued={review?.status === 'pending'} />}
      />
      <Judgement execution={execution} cut={cut} />
      <TimelineCard
        executionId={execution.id}
        timeline={timeline}
        language={execution.language}
        className="mb-4"
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)] xl:grid-rows-[auto_1fr]">
        <div className="min-w-0 space-y-4">
          <Conversation
            turns={execution.turns}
            scores={validation?.scores ?? []}
            language={execution.language}
            timeline={timeline}
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
          <Suspense fallback={<Skeleton className="h-24" />}>
            <WordingsCard ctx={ctx} execution={execution} />
          </Suspense>
        </div>
        <div className="min-w-0 space-y-4 xl:row-span-2">
          <ProofCard execution={execution} />
          <Scores execution={execution} />
          <ConditionsCard execution={execution} />
          <Decisions execution={execution} />
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
        </div>
        <Exchange execution={execution} />
      </div>
    </ExecutionPlayback>
  )
}

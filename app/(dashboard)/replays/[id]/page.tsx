import { CircleCheck, Info } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'
import { z } from 'zod'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import {
  ChangesCard,
  type ChangesCardProps,
} from '#app/(dashboard)/replays/[id]/_components/changes-card.tsx'
import {
  ApplyReplay,
  DiscardReplay,
} from '#app/(dashboard)/replays/[id]/_components/replay-controls.client.tsx'
import { SummaryTiles } from '#app/(dashboard)/replays/[id]/_components/summary-tiles.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { RefreshWhileMoving } from '#components/live/refresh-while-moving.client.tsx'
import { ChangesList } from '#components/policies/changes-list.tsx'
import { isMoving, policyWords, replayLooks, scopeWords } from '#components/replays/replay-words.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { formatCount, formatQuantity } from '#lib/platform/format/share.ts'
import { changesBetween } from '#lib/policies/changes.ts'
import { getPolicyInForce } from '#lib/policies/queries.ts'
import { getReplay } from '#lib/replays/queries.ts'
import { ReplayChangeFilter, type ReplayView } from '#lib/replays/schema.ts'

type ReplayPageProps = {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const Query = z.object({
  only: ReplayChangeFilter.shape.only.catch('all'),
  cursor: z.string().max(200).optional().catch(undefined),
})

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  return { ctx, replay: await foundOr404(getReplay(ctx, idOr404(text))) }
})

export async function generateMetadata({ params }: ReplayPageProps): Promise<Metadata> {
  const { replay } = await load((await params).id)
  return { title: `Judged again: ${scopeWords(replay)}` }
}

function Subject({ replay }: { replay: ReplayView }) {
  const link = 'text-primary underline underline-offset-4'
  if (replay.run)
    return (
      <Link href={`/runs/${replay.run.id}`} className={link}>
        {replay.run.name}
      </Link>
    )
  if (replay.execution_id)
    return (
      <Link href={`/executions/${replay.execution_id}`} className={link}>
        one execution
      </Link>
    )
  if (replay.from === null || replay.to === null) return 'what has gone since'
  return (
    <>
      all that ended from <Time value={replay.from} /> to <Time value={replay.to} />
    </>
  )
}

function Actions({ ctx, replay }: { ctx: Ctx; replay: ReplayView }) {
  const { id, state, summary, policy } = replay
  if (!may(ctx.actor, 'run:start')) return null
  const mayApply = policy === null || may(ctx.actor, 'policy:write')
  const open = state === 'ready' || state === 'running' || state === 'failed'
  return (
    <>
      {open && <DiscardReplay id={id} />}
      {state === 'ready' && mayApply && summary && summary.changed > 0 && (
        <ApplyReplay id={id} summary={summary} />
      )}
    </>
  )
}

/** What is going on, or what came of it. */
function State({ ctx, replay }: { ctx: Ctx; replay: ReplayView }) {
  const { state, judged, total, passed_over: passedOver, reason, policy, summary } = replay
  const texts: Record<ReplayView['state'], string> = {
    running: `${formatCount(judged)} of ${formatQuantity(total, 'execution')} judged again so far.`,
    ready:
      policy !== null && !may(ctx.actor, 'policy:write')
        ? 'Nothing has been written. An administrator may apply what a draft has found.'
        : 'Nothing has been written yet.',
    applying: 'The new judgements are being written.',
    applied: 'The new judgements are in force; each old one is kept as a version.',
    discarded: 'It was discarded: every verdict is as it was.',
    failed: `It failed: ${reason ?? 'no reason was recorded'}. Nothing was written.`,
  }
  return (
    <Card className="space-y-3 p-4" role="status">
      <p className="flex items-start gap-2 text-sm">
        <Info className="text-muted-foreground mt-0.5 size-4 shrink-0" aria-hidden />
        <span>
          {texts[state]}
          {passedOver > 0 &&
            ` ${formatQuantity(passedOver, 'execution was', 'executions were')} passed over: something else had changed them since.`}
          {summary &&
            summary.hidden > 0 &&
            ` ${formatQuantity(summary.hidden, 'change is', 'changes are')} counted and not shown until a blind audit is decided.`}
        </span>
      </p>
      {isMoving(replay) && (
        <Progress
          label="Executions judged again"
          max={total}
          segments={[{ label: 'judged', value: judged, className: 'bg-running-mark' }]}
        />
      )}
    </Card>
  )
}

async function Draft({ ctx, replay }: { ctx: Ctx; replay: ReplayView }) {
  if (!replay.policy) return null
  const { settings } = await getPolicyInForce(ctx)
  return (
    <Card>
      <CardHeader
        title="The draft"
        description="Against the organization’s policy as it is now."
        className="pb-3"
      />
      <CardBody className="pt-0">
        <ChangesList
          label="What the draft changes"
          changes={changesBetween(settings, replay.policy)}
          none="The draft says the same as the policy that is in force now."
        />
      </CardBody>
    </Card>
  )
}

function Results({ ctx, replay, query }: ChangesCardProps) {
  const { state, summary, judged } = replay
  if (state === 'discarded' || !summary) return null
  if (summary.changed === 0)
    return isMoving(replay) ? null : (
      <EmptyState
        icon={CircleCheck}
        title="Nothing changes"
        description={`${formatQuantity(judged, 'execution was', 'executions were')} judged again, and every verdict, and who decides it, stays as it is.`}
      />
    )
  return (
    <>
      <SummaryTiles summary={summary} total={judged} />
      <ChangesCard ctx={ctx} replay={replay} query={query} />
    </>
  )
}

export default async function ReplayPage({ params, searchParams }: ReplayPageProps) {
  const { ctx, replay } = await load((await params).id)
  const query = Query.parse(await searchParams)
  const { label, tone } = replayLooks[replay.state]
  return (
    <>
      <LiveRefresh on={['run', 'review']} />
      {isMoving(replay) && <RefreshWhileMoving />}
      <PageHeader
        crumbs={[
          { label: 'Validation policy', href: '/settings/validation-policy#replays' },
          { label: 'Judged again' },
        ]}
        title={`Judged again: ${scopeWords(replay)}`}
        badges={<Badge tone={tone}>{label}</Badge>}
        description={
          <>
            <Subject replay={replay} />, {policyWords(replay)}, by{' '}
            {replay.created_by?.name ?? 'a former user'}{' '}
            <Time value={replay.created_at} style="ago" />
            {replay.note && `: ${replay.note}`}
          </>
        }
        actions={<Actions ctx={ctx} replay={replay} />}
      />
      <div className="space-y-4">
        <State ctx={ctx} replay={replay} />
        <Results ctx={ctx} replay={replay} query={query} />
        <Draft ctx={ctx} replay={replay} />
      </div>
    </>
  )
}

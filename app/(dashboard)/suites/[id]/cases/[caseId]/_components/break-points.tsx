import { ArrowDownRight, ArrowRight, ArrowUpRight, TrendingDown } from 'lucide-react'
import Link from 'next/link'

import {
  type Change,
  type Latest,
  latestOfEach,
} from '#app/(dashboard)/suites/[id]/cases/[caseId]/_lib/latest-of-each.ts'
import { axisWords } from '#components/robustness/axis-texts.ts'
import { resultOf, resultWords } from '#components/robustness/result-words.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { listSearches } from '#lib/robustness/queries.ts'

const looks: Record<Change, { icon: typeof ArrowRight; tone: BadgeTone; words: string }> = {
  better: { icon: ArrowUpRight, tone: 'passed', words: 'Better than before' },
  worse: { icon: ArrowDownRight, tone: 'failed', words: 'Worse than before' },
  same: { icon: ArrowRight, tone: 'neutral', words: 'Same as before' },
}

function ChangeBadge({ change, before }: Latest) {
  if (!change || !before) return null
  const { icon: Icon, tone, words } = looks[change]
  return (
    <Badge tone={tone} title={`Before, it ${resultWords(before)}`}>
      <Icon aria-hidden />
      {words}
    </Badge>
  )
}

/** The latest robustness threshold of each target and axis, against the one before it. */
export async function BreakPoints({ ctx, caseId }: { ctx: Ctx; caseId: string }) {
  const { data, next_cursor: more } = await listSearches(ctx, { caseId, limit: 100 })
  const latest = latestOfEach(data)
  return (
    <Card>
      <CardHeader
        title="Robustness"
        description={
          latest.length === 0
            ? 'How much noise, speed or packet loss this case tolerates is not known yet.'
            : 'How much this case tolerates before it fails.'
        }
        actions={
          <>
            {data.length > 0 && (
              <Button asChild variant="ghost" size="sm">
                <Link href={`/break-points?case=${caseId}`}>
                  All searches{more === null && ` (${data.length})`}
                </Link>
              </Button>
            )}
            {may(ctx.actor, 'run:start') && (
              <Button asChild variant="outline" size="sm">
                <Link href={`/break-points/new?case=${caseId}`}>
                  <TrendingDown aria-hidden /> Find the robustness threshold
                </Link>
              </Button>
            )}
          </>
        }
        className="pb-3.5"
      />
      {latest.length > 0 && (
        <ul className="divide-y border-t text-sm">
          {latest.map((one) => (
            <li
              key={one.search.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
            >
              <Link
                href={`/break-points/${one.search.id}`}
                className="font-medium tabular-nums hover:underline"
              >
                {resultOf(one.search).headline}
              </Link>
              <ChangeBadge {...one} />
              <span className="text-muted-foreground">
                {axisWords(one.search)}, {one.search.target.name}, {one.search.language}
                {one.search.plan.base_name && `, over ${one.search.plan.base_name}`},{' '}
                <Time value={one.search.created_at} style="ago" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

import Link from 'next/link'

import type { Names } from '#app/(dashboard)/settings/_lib/rule-words.ts'
import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { DecisionView } from '#lib/webhooks/schema.ts'

function outcome({ started, matched }: DecisionView): { label: string; tone: BadgeTone } {
  if (started) return { label: 'started', tone: 'passed' }
  return matched ? { label: 'held', tone: 'invalid' } : { label: 'did not hold', tone: 'neutral' }
}

function RunLink({ id, children }: { id: string; children: string }) {
  return (
    <Link href={`/runs/${id}`} className="text-primary underline-offset-4 hover:underline">
      {children}
    </Link>
  )
}

function Decision({ decision, suites }: { decision: DecisionView; suites: Names }) {
  const { rule, reason, suite_ids: ids, run_id: run, started } = decision
  const { label, tone } = outcome(decision)
  return (
    <li className="space-y-1 px-4 py-3 text-sm">
      <p className="flex flex-wrap items-center gap-2 font-medium break-words">
        {rule} <Badge tone={tone}>{label}</Badge>
      </p>
      <p className="text-muted-foreground break-words">{reason}</p>
      {ids.length > 0 && (
        <p className="break-words">
          {ids.map((id) => suites[id] ?? 'a suite that is gone').join(', ')}
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {run !== null && (
          <RunLink id={run}>{started ? 'Run that it started' : 'Run of the same commit'}</RunLink>
        )}
        {decision.cancelled_run_ids.map((id) => (
          <RunLink key={id} id={id}>
            Older run that it ended
          </RunLink>
        ))}
      </p>
    </li>
  )
}

type DecisionsProps = { decisions: DecisionView[]; suites: Names }

/** What each rule said to the event, and what came of it. */
export function Decisions({ decisions, suites }: DecisionsProps) {
  return (
    <Card>
      <CardHeader title="What the rules said" className="pb-3" />
      {decisions.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm">No rule was asked.</p>
      ) : (
        <ol className="divide-y border-t">
          {decisions.map((decision) => (
            <Decision key={decision.rule} decision={decision} suites={suites} />
          ))}
        </ol>
      )}
    </Card>
  )
}

'use client'

import { FlaskConical } from 'lucide-react'

import { dryRunAction } from '#app/(dashboard)/settings/deliveries/actions.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { DryRunView, PlannedView } from '#lib/webhooks/schema.ts'

const modes = { voice: 'by voice', text: 'as text', twin: 'by voice and as text' }

function Planned({ plan }: { plan: PlannedView }) {
  const { rule, would_start: starts, reason, suites, target, items, mode } = plan
  return (
    <li className="space-y-1 px-3 py-2">
      <p className="flex flex-wrap items-center gap-2 font-medium break-words">
        {rule}
        <Badge tone={starts ? 'passed' : 'neutral'}>{starts ? 'would start' : 'would not'}</Badge>
      </p>
      <p className="text-muted-foreground break-words">{reason}</p>
      {starts && (
        <p className="break-words">
          {suites.map(({ name }) => name).join(', ')} on {target?.name ?? 'no target'},{' '}
          {modes[mode]}: {items} {items === 1 ? 'item' : 'items'}
        </p>
      )}
    </li>
  )
}

function Outcome({ ignored, event, rules }: DryRunView) {
  if (ignored !== null) return <p className="text-sm">Nothing would start: {ignored}</p>
  return (
    <div className="space-y-2 text-sm">
      {event && <p className="break-words">{event.title}</p>}
      {rules.length === 0 ? (
        <p>Nothing would start: the connection has no rule.</p>
      ) : (
        <ol className="divide-y rounded-md border">
          {rules.map((plan) => (
            <Planned key={plan.rule} plan={plan} />
          ))}
        </ol>
      )}
    </div>
  )
}

export function DryRun({ id }: { id: string }) {
  const { run, pending, data, error } = useAction(dryRunAction)
  return (
    <div className="space-y-3">
      <Button variant="outline" aria-disabled={pending} onClick={() => !pending && void run(id)}>
        {pending ? <Spinner /> : <FlaskConical aria-hidden />} Dry run
      </Button>
      <FieldError message={error} />
      <div role="status">{data && <Outcome {...data} />}</div>
    </div>
  )
}

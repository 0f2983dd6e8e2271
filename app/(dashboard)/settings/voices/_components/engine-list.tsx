import { TriangleAlert } from 'lucide-react'

import { Badge } from '#components/ui/badge.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { EngineView } from '#lib/engines/speech/schema.ts'

function State({ is_default, missing, fault }: EngineView) {
  if (missing !== null) return <Badge>not set up</Badge>
  return (
    <>
      <Badge tone={fault === null ? 'passed' : 'failed'}>
        {fault === null ? 'ready' : 'does not answer'}
      </Badge>
      {is_default && <Badge tone="accent">default</Badge>}
    </>
  )
}

/** Every engine: whether it can be used, what it costs in licence and privacy, and what is wrong with it. */
export function EngineList({ engines }: { engines: EngineView[] }) {
  return (
    <Card>
      <CardHeader
        title="Engines"
        description="All that are set up can be used in one run: the name of a voice says which one speaks."
        className="pb-2"
      />
      <ul className="grid gap-x-6 px-4 pb-3 sm:grid-cols-2">
        {engines.map((engine) => (
          <li key={engine.id} className="space-y-1 border-t py-3 text-sm">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{engine.label}</span>
              <code className="text-muted-foreground font-mono text-xs">{engine.id}:</code>
              <State {...engine} />
            </p>
            <p className="text-muted-foreground text-xs text-pretty">
              {engine.privacy} {engine.licence}
            </p>
            {engine.missing !== null && (
              <p className="text-muted-foreground text-xs">To use it, set {engine.missing}.</p>
            )}
            {engine.fault !== null && (
              <p className="bg-failed-soft text-failed flex items-start gap-2 rounded-md p-2 text-xs break-words">
                <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
                <span className="min-w-0">{engine.fault}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}

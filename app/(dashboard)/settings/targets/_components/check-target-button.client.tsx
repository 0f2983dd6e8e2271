'use client'

import { CircleAlert, CircleCheck, PlugZap } from 'lucide-react'
import { useState, useTransition } from 'react'

import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'

/** Answer of `POST /api/v1/targets/{id}/check`. */
export type TargetCheck = { ok: boolean; latency_ms: number | null; detail: string }

export type CheckTargetButtonProps = {
  /** asks the voice AI one harmless question; never throws for a fault of the voice AI */
  onCheck: () => Promise<TargetCheck>
}

export function CheckTargetButton({ onCheck }: CheckTargetButtonProps) {
  const [result, setResult] = useState<TargetCheck | null>(null)
  const [pending, startTransition] = useTransition()
  const check = () => startTransition(async () => setResult(await onCheck()))
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Button variant="outline" size="sm" disabled={pending} onClick={check}>
        {pending ? <Spinner /> : <PlugZap aria-hidden />} Check
      </Button>
      <span role="status" className="text-xs">
        {pending && <span className="text-muted-foreground">Asking…</span>}
        {!pending && result && (
          <span className={`flex items-start gap-1.5 ${result.ok ? 'text-passed' : 'text-failed'}`}>
            {result.ok ? (
              <CircleCheck className="size-4 shrink-0" aria-hidden />
            ) : (
              <CircleAlert className="size-4 shrink-0" aria-hidden />
            )}
            <span>
              {result.detail}
              {result.latency_ms !== null && ` (${formatDuration(result.latency_ms)})`}
            </span>
          </span>
        )}
      </span>
    </div>
  )
}

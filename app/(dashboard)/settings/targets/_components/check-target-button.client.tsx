'use client'

import { CircleAlert, CircleCheck, PlugZap } from 'lucide-react'

import { Button } from '#components/ui/button.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import type { CheckView } from '#lib/targets/schema.ts'

export type CheckTargetButtonProps = {
  label?: string
  /** asks the voice AI one harmless question; a fault of the voice AI is an answer */
  onCheck: () => Promise<ActionResult<CheckView>>
}

export function CheckTargetButton({ label = 'Check', onCheck }: CheckTargetButtonProps) {
  const { run, pending, data, error } = useAction(() => onCheck())
  const result = error === undefined ? data : { ok: false, latency_ms: null, detail: error }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <Button
        variant="outline"
        size={label === 'Check' ? 'sm' : 'md'}
        aria-disabled={pending}
        onClick={() => !pending && void run(undefined)}
      >
        {pending ? <Spinner /> : <PlugZap aria-hidden />} {label}
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

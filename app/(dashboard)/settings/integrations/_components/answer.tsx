import { CircleAlert, CircleCheck } from 'lucide-react'

import { CodeBlock } from '#components/ui/code-block.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'

export type AnswerProps = {
  ok: boolean
  detail: string
  /** the provider's own words */
  reply?: string | null
  latency_ms?: number | null
}

/** What became of asking a provider: in a sentence, and in the provider's own words. */
export function Answer({ ok, detail, reply, latency_ms: latency }: AnswerProps) {
  const Icon = ok ? CircleCheck : CircleAlert
  return (
    <div className="min-w-0 space-y-2 text-sm">
      <p className={`flex items-start gap-1.5 ${ok ? 'text-passed' : 'text-failed'}`}>
        <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span className="min-w-0 break-words">
          {detail}
          {latency != null && ` (${formatDuration(latency)})`}
        </span>
      </p>
      {reply && <CodeBlock label="Reply of the provider" code={reply} />}
    </div>
  )
}

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { NotificationDetailView } from '#lib/notifications/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'

type Try = NotificationDetailView['tries'][number]
type Call = Try['exchange'][number]

const outcomes: Record<string, { label: string; tone: BadgeTone }> = {
  sent: { label: 'Sent', tone: 'passed' },
  retry: { label: 'Failed, tried again', tone: 'invalid' },
  unknown: { label: 'Nobody knows', tone: 'invalid' },
  failed: { label: 'Failed', tone: 'failed' },
}

/** Every try with what was seen on the wire, secrets masked; the latest first. */
export function TriesList({ tries }: { tries: Try[] }) {
  return (
    <ol className="divide-y">
      {tries.toReversed().map((one) => (
        <li key={one.number} className="space-y-2 px-4 py-3">
          <TryHeader one={one} />
          {one.exchange.map((call, index) => (
            <CallDetails key={index} call={call} />
          ))}
        </li>
      ))}
    </ol>
  )
}

function TryHeader({
  one: { number, outcome, detail, error, duration_ms, created_at },
}: {
  one: Try
}) {
  const { label, tone } = outcomes[outcome] ?? { label: outcome, tone: 'neutral' }
  const text = error ?? detail
  return (
    <div className="space-y-1 text-sm">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="font-medium tabular-nums">Try {number}</span>
        <Badge tone={tone}>{label}</Badge>
        <span className="text-muted-foreground text-xs">
          <Time value={created_at} />, took {formatDuration(duration_ms)}
        </span>
      </p>
      {text && <p className="text-pretty break-words">{text}</p>}
    </div>
  )
}

const textOf = (call: Call, name: string) => {
  const value = call[name]
  if (value === undefined || value === null) return null
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** JSON on one line is set out; all else stays as it was. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function CallDetails({ call }: { call: Call }) {
  const [sent, received, error] = [
    textOf(call, 'sent'),
    textOf(call, 'received'),
    textOf(call, 'error'),
  ]
  const took = call.durationMs
  return (
    <details className="rounded-md border text-[0.8125rem]">
      <summary className="hover:bg-accent/40 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md px-3 py-2">
        <span className="min-w-0 flex-[1_1_12rem] font-mono text-xs break-all">
          {textOf(call, 'request')}
        </span>
        <span className="text-xs font-medium tabular-nums">
          {textOf(call, 'status') ?? 'no answer'}
        </span>
        {typeof took === 'number' && (
          <span className="text-muted-foreground text-xs tabular-nums">{formatDuration(took)}</span>
        )}
      </summary>
      <div className="space-y-3 px-3 pt-1 pb-3">
        {error !== null && <p className="text-failed break-words">{error}</p>}
        {sent !== null && <Part title="Request" text={sent} />}
        {received !== null && <Part title="Response" text={received} />}
        {sent === null && received === null && error === null && (
          <p className="text-muted-foreground text-xs">Neither side sent a body.</p>
        )}
      </div>
    </details>
  )
}

function Part({ title, text }: { title: string; text: string }) {
  return (
    <div className="space-y-1">
      <p className="text-muted-foreground text-xs font-medium">{title}</p>
      <CodeBlock label={title} code={readable(text)} />
    </div>
  )
}

import { ArrowDown, ArrowUp } from 'lucide-react'

import { CodeBlock } from '#components/ui/code-block.tsx'
import type { ExchangeEntryView } from '#lib/executions/schema.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatBytes } from '#lib/platform/format/share.ts'

export type ExchangeViewerProps = { entries: ExchangeEntryView[] }

const text = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value, null, 2)

/** What went over the wire, keys masked, each message folded until it is wanted. */
export function ExchangeViewer({ entries }: ExchangeViewerProps) {
  if (entries.length === 0)
    return <p className="text-muted-foreground px-4 py-3 text-sm">Nothing was sent or received.</p>
  return (
    <ol className="divide-y text-[0.8125rem]">
      {entries.map((entry, index) => (
        <li key={index}>
          <Entry entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function Entry({ entry }: { entry: ExchangeEntryView }) {
  const outgoing = entry.direction === 'out'
  const Icon = outgoing ? ArrowUp : ArrowDown
  const headers = Object.entries(entry.headers ?? {})
  return (
    <details className="group">
      <summary className="hover:bg-accent/40 flex items-center gap-3 px-4 py-2">
        <span className="text-muted-foreground w-16 shrink-0 text-right text-xs tabular-nums">
          {formatDuration(entry.atMs)}
        </span>
        <Icon
          className={`size-3.5 shrink-0 ${outgoing ? 'text-running' : 'text-review'}`}
          aria-hidden
        />
        <span className="sr-only">{outgoing ? 'Sent' : 'Received'}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-xs">{entry.label}</span>
        {entry.bytes !== undefined && (
          <span className="text-muted-foreground text-xs tabular-nums">
            {formatBytes(entry.bytes)}
          </span>
        )}
      </summary>
      <div className="space-y-3 px-4 pt-1 pb-3">
        {headers.length > 0 && (
          <CodeBlock
            label="Headers"
            code={headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
          />
        )}
        {entry.body !== undefined && <CodeBlock label="Body" code={text(entry.body)} />}
        {headers.length === 0 && entry.body === undefined && (
          <p className="text-muted-foreground text-xs">Binary, not kept here.</p>
        )}
      </div>
    </details>
  )
}

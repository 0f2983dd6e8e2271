import {
  Check,
  ChevronRight,
  CircleHelp,
  CircleSlash,
  Wrench,
  X,
  type LucideIcon,
} from 'lucide-react'

import { CodeBlock } from '#components/ui/code-block.tsx'
import type { ToolCallView, TurnView } from '#lib/executions/schema.ts'
import { toolStatuses, toolTimes, toolValue } from '#lib/platform/format/tool-call.ts'

type ToolCallsProps = {
  turn: Pick<TurnView, 'index' | 'tool_calls' | 'tool_calls_dropped' | 'tools_told'>
}

const icons: Record<ToolCallView['status'], { icon: LucideIcon; tone: string }> = {
  succeeded: { icon: Check, tone: 'text-passed' },
  failed: { icon: X, tone: 'text-failed' },
  requested: { icon: CircleHelp, tone: 'text-muted-foreground' },
  unanswered: { icon: CircleSlash, tone: 'text-invalid' },
}

/** The tools that the voice AI called in a turn, one a line; the timeline shows when. */
export function ToolCalls({ turn }: ToolCallsProps) {
  const { tool_calls: calls, tool_calls_dropped: dropped, tools_told: told } = turn
  if (calls === undefined || calls.length === 0) return null
  return (
    <section aria-label={`Tool calls of turn ${turn.index + 1}`} className="border-t px-4 py-3">
      <p className="text-muted-foreground flex items-center gap-2 pb-1 text-xs font-medium">
        <Wrench className="size-4" aria-hidden />
        Tool calls
      </p>
      <ol className="divide-y">
        {calls.map((call, place) => (
          <ToolCall key={`${place} ${call.id}`} call={call} place={place} />
        ))}
      </ol>
      {dropped !== undefined && (
        <p className="text-muted-foreground pt-1 text-xs">{dropped} more calls were not kept.</p>
      )}
      {told !== 'all' && (
        <p className="text-muted-foreground pt-1 text-xs">
          The connector tells of some kinds of tool calls only: there may have been others.
        </p>
      )}
    </section>
  )
}

type ToolCallProps = { call: ToolCallView; place: number }

function ToolCall({ call, place }: ToolCallProps) {
  const { icon: Icon, tone } = icons[call.status]
  const name = call.name === '' ? 'a tool without a name' : call.name
  const title = `call ${place + 1}, ${name}`
  const indented = (value: unknown) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : toolValue(value)
  return (
    <li>
      <details className="group py-1.5">
        <summary className="hover:bg-muted/50 grid cursor-pointer grid-cols-[auto_auto_minmax(0,1fr)] items-center gap-x-2 gap-y-1 rounded-md px-1 text-sm">
          <ChevronRight
            className="text-muted-foreground size-3.5 transition-transform group-open:rotate-90 motion-reduce:transition-none"
            aria-hidden
          />
          <Icon className={`size-4 ${tone}`} strokeWidth={2.5} aria-hidden />
          <span className="min-w-0">
            <code className="font-mono text-[0.8125rem] font-medium break-all">{name}</code>{' '}
            <span className={`text-xs ${tone}`}>{toolStatuses[call.status]}</span>{' '}
            <span className="text-muted-foreground text-xs">{toolTimes(call)}</span>
            <span className="text-muted-foreground block truncate font-mono text-xs group-open:hidden">
              {toolValue(call.arguments)}
              {call.result !== undefined && ` → ${toolValue(call.result)}`}
              {call.error !== undefined && ` → ${call.error}`}
            </span>
          </span>
        </summary>
        <div className="space-y-2 py-2 pl-7">
          {call.executed_by === 'earshot' && (
            <p className="text-muted-foreground text-xs">Earshot answered it with a mock.</p>
          )}
          <Value label="Arguments" of={title} text={indented(call.arguments)} />
          {call.result !== undefined && (
            <Value label="Result" of={title} text={indented(call.result)} />
          )}
          {call.error !== undefined && <p className="text-failed text-sm">{call.error}</p>}
          {call.cut !== undefined && (
            <p className="text-muted-foreground text-xs">
              Too long to be kept whole: {call.cut.join(' and ')}.
            </p>
          )}
        </div>
      </details>
    </li>
  )
}

function Value({ label, of, text }: { label: string; of: string; text: string }) {
  return (
    <div className="space-y-1">
      <p className="text-muted-foreground text-xs">{label}</p>
      <CodeBlock label={`${label} of ${of}`} code={text} />
    </div>
  )
}

'use client'

import { usePlayer } from '#components/playback/playback-provider.client.tsx'
import { Glyph } from '#components/timeline/glyph.tsx'
import { cn } from '#components/ui/cn.ts'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'
import { formatPosition } from '#lib/platform/format/duration.ts'

type TimelineTableProps = { timeline: TimelineView; language: string }

/** The same timeline to be read: everything that the lanes show, in its order. */
export function TimelineTable({ timeline, language }: TimelineTableProps) {
  const player = usePlayer()
  return (
    <ScrollArea label="Timeline as a table" className="max-h-96 border-t">
      <table className="w-full text-xs">
        <caption className="sr-only">Everything on the timeline, in its order</caption>
        <thead className="bg-card text-muted-foreground sticky top-0 z-10 text-left">
          <tr>
            <th scope="col" className="py-2 pr-3 pl-4 font-medium">
              At
            </th>
            <th scope="col" className="py-2 pr-3 font-medium">
              Turn
            </th>
            <th scope="col" className="py-2 pr-3 font-medium">
              What
            </th>
            <th scope="col" className="py-2 pr-4 font-medium">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {timeline.entries.map((entry) => (
            <tr key={entry.id} className="border-t align-baseline">
              <td className="py-1 pr-3 pl-3">
                <button
                  type="button"
                  className="text-primary rounded px-1 py-0.5 tabular-nums underline-offset-2 hover:underline"
                  aria-label={`Go to ${formatPosition(entry.from_ms / 1_000)}, ${entry.label}`}
                  onClick={() => player.seek(entry.from_ms)}
                >
                  {formatPosition(entry.from_ms / 1_000)}
                </button>
              </td>
              <td className="py-1.5 pr-3 tabular-nums">{entry.turn + 1}</td>
              <th scope="row" className="base:font-normal py-1.5 pr-3 text-left">
                <span className="flex items-center gap-2">
                  <Glyph kind={entry.kind} className="text-foreground/70 size-2.5 shrink-0" />
                  {entry.label}
                </span>
              </th>
              <td
                lang={entry.lane === 'times' || entry.lane === 'tools' ? undefined : language}
                className={cn(
                  'min-w-40 py-1.5 pr-4 break-words tabular-nums',
                  (entry.late ?? entry.bad) && 'text-failed font-medium',
                )}
              >
                {entry.value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

'use client'

import { usePlayback } from '#components/playback/playback-provider.client.tsx'
import { Glyph } from '#components/timeline/glyph.tsx'
import { entriesAt } from '#components/timeline/lane-layout.ts'
import { wordAt } from '#components/timeline/word-at.ts'
import { cn } from '#components/ui/cn.ts'
import type { TimelineEntry } from '#lib/executions/timeline/schema.ts'

type InspectorProps = {
  entries: readonly TimelineEntry[]
  /** what is pointed at, and then told instead of what is at the playhead */
  pointed: TimelineEntry | null
  language: string
}

const isWord = ({ lane }: TimelineEntry) => lane === 'said' || lane === 'reply' || lane === 'heard'

/** What happens at the playhead, or under the pointer, with its words in full. */
export function Inspector({ entries, pointed, language }: InspectorProps) {
  const key = usePlayback(({ position }) =>
    entriesAt(entries, position)
      .map(({ id }) => id)
      .join(' '),
  )
  const ids = new Set(key.split(' '))
  const shown = pointed ? [pointed] : entries.filter(({ id }) => ids.has(id))
  const words = shown.filter(isWord)
  const others = shown.filter((entry) => !isWord(entry))
  return (
    <div className="min-h-[5.5rem] space-y-1.5 px-4 py-3 text-sm" aria-hidden>
      {shown.length === 0 && (
        <p className="text-muted-foreground text-xs">
          Nothing happens here. Point at the timeline, or go on with <b>]</b>.
        </p>
      )}
      {words.map((entry) => (
        <p key={entry.id} className="flex gap-2">
          <Name entry={entry} />
          <span lang={language} className="min-w-0 text-pretty">
            <Words entry={entry} isPointed={pointed !== null} />
          </span>
        </p>
      ))}
      {others.length > 0 && (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
          {others.map((entry) => (
            <li key={entry.id} className="flex items-baseline gap-1.5">
              <Glyph
                kind={entry.kind}
                className={cn(
                  'size-2.5 shrink-0 self-center',
                  entry.bad === true || entry.late === true ? 'text-failed' : 'text-foreground/70',
                )}
              />
              <span className="text-muted-foreground">
                Turn {entry.turn + 1}: {entry.label}
              </span>
              <span className={cn('font-medium tabular-nums', entry.late && 'text-failed')}>
                {entry.value}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Name({ entry }: { entry: TimelineEntry }) {
  return (
    <span className="text-muted-foreground flex w-24 shrink-0 items-center gap-1.5 self-start text-xs leading-5">
      <Glyph kind={entry.kind} className="size-2.5 shrink-0" />
      {entry.label.replace(/,.*| before the answer| unasked/, '')}
    </span>
  )
}

/** The word that is about being said: words are placed by their length within the speech, not measured. */
function Words({ entry, isPointed }: { entry: TimelineEntry; isPointed: boolean }) {
  const at = usePlayback(({ position, state }) =>
    state.playing && !isPointed ? wordAt(entry, position) : -1,
  )
  if (at < 0 || entry.lane === 'heard') return entry.value
  return entry.value.split(/(\s+)/).map((part, place) =>
    place === at * 2 ? (
      <mark key={place} className="bg-primary/20 text-foreground rounded-sm">
        {part}
      </mark>
    ) : (
      part
    ),
  )
}

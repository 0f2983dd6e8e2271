'use client'

import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
} from 'react'

import { ResultsHeader } from '#app/(dashboard)/runs/[id]/_components/results-header.tsx'
import { ResultsRow } from '#app/(dashboard)/runs/[id]/_components/results-row.tsx'
import { useVirtualRows } from '#app/(dashboard)/runs/[id]/_components/use-virtual-rows.client.ts'
import type { ResultSort } from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'
import { cn } from '#components/ui/cn.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

export type ResultsTableProps = {
  items: RunItemView[]
  /** the order they came in, by the server over all items of the run */
  sort: ResultSort
  onSort: (sort: ResultSort) => void
  /** other rows are on their way */
  busy?: boolean
  /** all items that match, loaded or not */
  total: number
  /** called once the last loaded row is near; load more then */
  onReachEnd?: () => void
  /** the run has device profiles: they are a column */
  profiles?: boolean
  /** said when there are no rows */
  empty: string
}

/** rows below the last shown one at which more are asked for */
const ahead = 20

/** Gives a row the focus; one that is far away is there some frames after the table was scrolled to it. */
function focusOnceShown(
  scroller: RefObject<HTMLElement | null>,
  frame: RefObject<number>,
  index: number,
  frames = 30,
): void {
  const link = scroller.current?.querySelector<HTMLElement>(
    `[data-index="${index}"] [data-row-link]`,
  )
  if (link) link.focus()
  else if (frames > 0)
    frame.current = requestAnimationFrame(() => focusOnceShown(scroller, frame, index, frames - 1))
}

/**
 * Only the rows in sight exist. Arrow keys, Home, End and Page keys move between rows; Enter opens one. End goes to the last
 * row there is: what is not loaded yet is loaded on the way, until another key is pressed or somebody goes elsewhere.
 */
export function ResultsTable({
  items: rows,
  sort,
  onSort,
  busy = false,
  total,
  onReachEnd,
  profiles = false,
  empty,
}: ResultsTableProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const frame = useRef(0)
  const [toEnd, setToEnd] = useState(false)
  const virtualizer = useVirtualRows(scroller, rows)
  const shown = virtualizer.getVirtualItems()
  const last = shown.at(-1)?.index ?? -1

  useEffect(() => {
    if (rows.length < total && (toEnd || last >= rows.length - ahead)) onReachEnd?.()
  }, [last, rows.length, total, toEnd, onReachEnd])

  const focusRow = (index: number) => {
    const target = Math.min(Math.max(0, index), rows.length - 1)
    virtualizer.scrollToIndex(target, { align: 'auto' })
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => focusOnceShown(scroller, frame, target))
  }
  const followEnd = useEffectEvent(() => {
    const { activeElement: at, body } = document
    const gone = at !== body && !scroller.current?.contains(at)
    if (!gone) focusRow(rows.length - 1)
    if (gone || rows.length >= total) setToEnd(false)
  })
  useEffect(() => {
    if (toEnd) followEnd()
  }, [toEnd, rows.length])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
    const current = row ? Number(row.dataset.index) : -1
    const next = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + 10,
      PageUp: current - 10,
      Home: 0,
      End: rows.length - 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    setToEnd(event.key === 'End')
    focusRow(next)
  }

  return (
    <div
      role="table"
      aria-label="Results"
      aria-rowcount={total + 1}
      aria-busy={busy}
      className="bg-card rounded-lg border shadow-xs"
    >
      <ResultsHeader sort={sort} onSort={onSort} profiles={profiles} />
      <div
        ref={scroller}
        role="rowgroup"
        tabIndex={0}
        aria-label="Rows"
        onKeyDown={onKeyDown}
        onPointerDown={() => setToEnd(false)}
        onWheel={() => setToEnd(false)}
        className={cn('max-h-[68dvh] [scrollbar-width:thin] overflow-auto', busy && 'opacity-60')}
      >
        {rows.length === 0 && (
          <p className="text-muted-foreground px-4 py-10 text-center text-sm">{empty}</p>
        )}
        <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {shown.map((row) => {
            const item = rows[row.index]
            return (
              item && (
                <div
                  key={row.key}
                  role="row"
                  aria-rowindex={row.index + 2}
                  data-index={row.index}
                  ref={virtualizer.measureElement}
                  className="hover:bg-accent/40 focus-within:bg-accent/40 absolute inset-x-0 top-0 border-b"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <ResultsRow item={item} profiles={profiles} />
                </div>
              )
            )
          })}
        </div>
      </div>
    </div>
  )
}

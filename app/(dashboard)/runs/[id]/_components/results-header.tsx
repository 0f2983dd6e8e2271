import { ArrowDown, ArrowUp } from 'lucide-react'

import { rowGrid } from '#app/(dashboard)/runs/[id]/_components/results-row.tsx'
import {
  nextSort,
  resultColumns,
  type ResultSort,
} from '#app/(dashboard)/runs/[id]/_lib/result-sort.ts'
import { cn } from '#components/ui/cn.ts'

type ResultsHeaderProps = {
  sort: ResultSort
  /** without it the heads are plain text */
  onSort?: (sort: ResultSort) => void
  profiles: boolean
}

const head = 'inline-flex items-center gap-1'

export function ResultsHeader({ sort, onSort, profiles }: ResultsHeaderProps) {
  const columns = resultColumns.filter(({ key }) => profiles || key !== 'profile')
  return (
    <div
      role="rowgroup"
      className="bg-muted/60 text-muted-foreground rounded-t-lg border-b max-sm:sr-only"
    >
      <div
        role="row"
        aria-rowindex={1}
        className={cn(rowGrid(profiles), 'h-8 px-4 text-xs font-medium')}
      >
        {columns.map(({ key, label }) => {
          const active = sort?.column === key
          const Arrow = sort?.descending ? ArrowDown : ArrowUp
          const content = (
            <>
              {label}
              {active && <Arrow className="size-3" aria-hidden />}
            </>
          )
          return (
            <div
              key={key}
              role="columnheader"
              aria-sort={active ? (sort.descending ? 'descending' : 'ascending') : 'none'}
              className={cn(key === 'response' && 'sm:text-right')}
            >
              {onSort ? (
                <button
                  type="button"
                  className={`${head} hover:text-foreground rounded`}
                  onClick={() => onSort(nextSort(sort, key))}
                >
                  {content}
                </button>
              ) : (
                <span className={head}>{content}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

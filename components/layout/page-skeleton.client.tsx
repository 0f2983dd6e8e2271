'use client'

import { Skeleton } from '#components/ui/skeleton.tsx'

const many = (count: number) => Array.from({ length: count }, (_, index) => index)

type TableShapeProps = { filters?: boolean; rows?: number }

/** Where a table will be: its filters, its head and its rows. */
export function TableSkeleton(props: TableShapeProps) {
  return (
    <div role="status" aria-label="Loading the table">
      <TableShape {...props} />
    </div>
  )
}

function TableShape({ filters = false, rows = 8 }: TableShapeProps) {
  return (
    <div className="space-y-4">
      {filters && (
        <div className="flex flex-wrap gap-2">
          <Skeleton className="h-9 min-w-44 flex-1 sm:max-w-64" />
          <Skeleton className="h-9 w-36" />
          <Skeleton className="h-9 w-36" />
        </div>
      )}
      <div className="bg-card divide-y rounded-lg border">
        <Skeleton className="h-8 rounded-b-none" />
        {many(rows).map((row) => (
          <div key={row} className="flex h-12 items-center gap-6 px-4">
            <Skeleton className="h-4 flex-[3]" />
            <Skeleton className="h-4 flex-1" />
            <Skeleton className="h-4 flex-1 max-sm:hidden" />
            <Skeleton className="h-4 flex-1 max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  )
}

export type PageSkeletonProps = {
  /** what fills the page below its title */
  shape?: 'table' | 'cards'
  tiles?: number
  rows?: number
  filters?: boolean
}

/** What a page looks like while its data is read. Drawn by whoever waits: a page that is there at once need not carry it. */
export function PageSkeleton({
  shape = 'table',
  tiles = 0,
  rows = 8,
  filters = false,
}: PageSkeletonProps) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-2 h-7 w-48" />
      <Skeleton className="mb-6 h-4 w-80 max-w-full" />
      {tiles > 0 && (
        <div className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-4">
          {many(tiles).map((tile) => (
            <Skeleton key={tile} className="h-24" />
          ))}
        </div>
      )}
      {shape === 'table' ? (
        <TableShape rows={rows} filters={filters} />
      ) : (
        <div className="space-y-4">
          <Skeleton className="h-56" />
          <Skeleton className="h-40" />
        </div>
      )}
    </div>
  )
}

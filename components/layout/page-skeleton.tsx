import { Skeleton } from '#components/ui/skeleton.tsx'

/** What a page looks like while its data is read. */
export function PageSkeleton({ tiles = 0, rows = 8 }: { tiles?: number; rows?: number }) {
  return (
    <div role="status" aria-label="Loading">
      <Skeleton className="mb-2 h-7 w-48" />
      <Skeleton className="mb-6 h-4 w-80 max-w-full" />
      {tiles > 0 && (
        <div className="mb-5 grid grid-cols-2 gap-3 lg:grid-cols-4">
          {Array.from({ length: tiles }, (_, index) => (
            <Skeleton key={index} className="h-24" />
          ))}
        </div>
      )}
      <div className="space-y-2">
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} className="h-9" />
        ))}
      </div>
    </div>
  )
}

import { Skeleton } from '#components/ui/skeleton.tsx'

const many = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Where a form will be: its fields with their labels, and the button that sends it. */
export function FormSkeleton({ fields }: { fields: number }) {
  return (
    <div aria-busy className="space-y-4">
      <span className="sr-only">Loading the form…</span>
      <div className="grid gap-4 sm:grid-cols-2">
        {many(fields).map((field) => (
          <div key={field} className="space-y-1.5">
            <Skeleton className="h-5 w-32" />
            <Skeleton className="h-9" />
            <Skeleton className="h-4 w-48 max-w-full" />
          </div>
        ))}
      </div>
      <Skeleton className="ml-auto h-9 w-32" />
    </div>
  )
}

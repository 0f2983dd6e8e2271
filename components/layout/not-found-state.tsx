import { SearchX } from 'lucide-react'
import Link from 'next/link'

import { Button } from '#components/ui/button.tsx'

export type NotFoundStateProps = {
  /** what was looked for, e.g. `run` */
  what: string
  /** where those that exist are listed */
  href: string
  label: string
}

/** Says that the address names nothing that exists, and where to go instead. */
export function NotFoundState({ what, href, label }: NotFoundStateProps) {
  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-16 text-center">
      <span className="bg-muted text-muted-foreground grid size-10 place-items-center rounded-full">
        <SearchX className="size-5" aria-hidden />
      </span>
      <div className="space-y-1">
        <h1 className="text-xl font-semibold tracking-tight first-letter:uppercase">
          {what} not found
        </h1>
        <p className="text-muted-foreground mx-auto max-w-md text-sm text-pretty">
          No {what} has this address. It may have been deleted, the address may be mistyped, or it
          belongs to another organization.
        </p>
      </div>
      <Button asChild>
        <Link href={href}>{label}</Link>
      </Button>
    </div>
  )
}

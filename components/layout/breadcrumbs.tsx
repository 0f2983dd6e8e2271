import { ChevronRight } from 'lucide-react'
import Link from 'next/link'

export type Crumb = { label: string; href?: string }

/** The way to this page; the last one is the page itself and needs no address. */
export function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="text-muted-foreground flex min-w-0 flex-wrap items-center gap-1 text-xs">
        {crumbs.map((crumb, index) => (
          <li key={`${crumb.label}-${index}`} className="flex min-w-0 items-center gap-1">
            {index > 0 && <ChevronRight className="size-3 shrink-0" aria-hidden />}
            {crumb.href === undefined ? (
              <span aria-current="page" className="text-foreground max-w-56 truncate">
                {crumb.label}
              </span>
            ) : (
              <Link href={crumb.href} className="hover:text-foreground max-w-56 truncate">
                {crumb.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'

import { Button } from '#components/ui/button.tsx'

export type PaginationProps = {
  /** address of the newer page, null on the newest */
  newerHref: string | null
  /** address of the older page, null on the last */
  olderHref: string | null
  /** e.g. `50 runs` */
  summary?: string
  /** for lists that are not in the order of time */
  newerLabel?: string
  olderLabel?: string
}

/** Keyset paging: there are neighbours, not page numbers. */
export function Pagination({
  newerHref,
  olderHref,
  summary,
  newerLabel = 'Newer',
  olderLabel = 'Older',
}: PaginationProps) {
  if (newerHref === null && olderHref === null) return null
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-3 pt-3">
      <p className="text-muted-foreground text-xs">{summary}</p>
      <div className="flex gap-2">
        <PageLink href={newerHref} rel="prev">
          <ChevronLeft aria-hidden /> {newerLabel}
        </PageLink>
        <PageLink href={olderHref} rel="next">
          {olderLabel} <ChevronRight aria-hidden />
        </PageLink>
      </div>
    </nav>
  )
}

function PageLink(props: { href: string | null; rel: string; children: React.ReactNode }) {
  if (props.href === null)
    return (
      <Button variant="outline" size="sm" disabled>
        {props.children}
      </Button>
    )
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={props.href} rel={props.rel} scroll={false}>
        {props.children}
      </Link>
    </Button>
  )
}

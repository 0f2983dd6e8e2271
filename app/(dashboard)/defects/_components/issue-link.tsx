import { ExternalLink } from 'lucide-react'

import type { DefectView } from '#lib/defects/schema.ts'

type IssueLinkProps = {
  /** `Jira`, `GitHub` */
  tracker: string
  issue: NonNullable<DefectView['github']>
}

const isWebAddress = (url: string) => /^https?:\/\//.test(url)

/** An issue that stands for a defect, in its tracker's own words: `QA-12 · In Progress`. */
export function IssueLink({ tracker, issue: { key, url, status } }: IssueLinkProps) {
  const text = (
    <>
      <span className="sr-only">{tracker} </span>
      <span className="font-medium">{key}</span>
      {status !== null && <span className="text-muted-foreground"> · {status}</span>}
    </>
  )
  if (url === null || !isWebAddress(url)) return <span className="text-xs">{text}</span>
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 max-w-full items-center gap-1 text-xs underline-offset-4 hover:underline"
    >
      <span className="truncate">{text}</span>
      <ExternalLink className="text-muted-foreground size-3 shrink-0" aria-hidden />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  )
}

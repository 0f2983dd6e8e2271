'use client'

import { Download, FileArchive } from 'lucide-react'
import Link from 'next/link'

import { Button } from '#components/ui/button.tsx'
import { Popover } from '#components/ui/popover.client.tsx'
import { formatBytes } from '#lib/platform/format/share.ts'

export type EvidenceDownloadProps = {
  /** address of the bundle */
  href: string
  /** what is in it, a few words each */
  contents: string[]
  /** about how many bytes it has; null when that is not known beforehand */
  size: number | null
}

/** Says what is in a bundle of evidence before it is downloaded. */
export function EvidenceDownload({ href, contents, size }: EvidenceDownloadProps) {
  return (
    <Popover
      align="end"
      label="Evidence bundle"
      className="w-80 space-y-3 p-4"
      trigger={
        <Button variant="outline">
          <FileArchive aria-hidden /> Evidence
        </Button>
      }
    >
      <div className="space-y-1">
        <h2 className="text-sm font-semibold">Evidence bundle</h2>
        <p className="text-muted-foreground text-[0.8125rem] text-pretty">
          One zip file that can be read, played and checked without Earshot.
        </p>
      </div>
      <ul className="list-disc space-y-1 pl-4 text-[0.8125rem]">
        {contents.map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
      </ul>
      <Button asChild className="w-full">
        <a href={href} download>
          <Download aria-hidden /> Download
          {size !== null && (
            <span className="font-normal tabular-nums">about {formatBytes(size)}</span>
          )}
        </a>
      </Button>
      <p className="text-muted-foreground text-xs text-pretty">
        Signed by this installation.{' '}
        <Link href="/settings/evidence" className="underline underline-offset-4">
          Keys, and how to check it
        </Link>
      </p>
    </Popover>
  )
}

import Link from 'next/link'

import { Card, CardHeader } from '#components/ui/card.tsx'
import { cn } from '#components/ui/cn.ts'
import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { diffLines, type DiffLine } from '#lib/platform/format/line-diff.ts'
import { caseText } from '#lib/suites/export-suite.ts'
import type { CaseVersionView } from '#lib/suites/schema.ts'

type VersionsProps = {
  /** newest first */
  versions: CaseVersionView[]
  /** the version to compare with the one before it; null for none */
  shown: number | null
  /** address of this page */
  href: string
}

/** Who changed the case when, and what a chosen version changed. */
export function Versions({ versions, shown, href }: VersionsProps) {
  return (
    <Card id="versions">
      <CardHeader
        title="Versions"
        description="Each save makes one. Results stay with the version they were run with."
        className="pb-2"
      />
      <ol className="divide-y text-sm">
        {versions.map((version, index) => {
          const before = versions[index + 1]
          const open = version.version === shown
          return (
            <li key={version.version} className="space-y-2 px-4 py-2">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <span className="font-medium tabular-nums">Version {version.version}</span>
                <span className="text-muted-foreground">
                  {version.created_by?.name ?? 'Earshot'},{' '}
                  <Time value={version.created_at} style="ago" />
                </span>
                {before && (
                  <Link
                    href={open ? href : `${href}?version=${version.version}`}
                    scroll={false}
                    aria-expanded={open}
                    className="text-primary ml-auto rounded-sm underline-offset-4 hover:underline"
                  >
                    {open ? 'Hide changes' : 'Show changes'}
                    <span className="sr-only"> of version {version.version}</span>
                  </Link>
                )}
              </div>
              {open && before && (
                <Diff
                  label={`Changes of version ${version.version}`}
                  lines={diffLines(caseText(before.definition), caseText(version.definition))}
                />
              )}
            </li>
          )
        })}
      </ol>
    </Card>
  )
}

const looks: Record<DiffLine['kind'], { sign: string; className: string; spoken: string }> = {
  same: { sign: ' ', className: '', spoken: '' },
  added: { sign: '+', className: 'bg-passed-soft text-passed', spoken: 'added: ' },
  removed: { sign: '−', className: 'bg-failed-soft text-failed', spoken: 'removed: ' },
}

function Diff({ label, lines }: { label: string; lines: DiffLine[] }) {
  return (
    <ScrollArea label={label} className="bg-muted/60 max-h-96 rounded-md border">
      <pre className="w-fit min-w-full py-2 font-mono text-xs leading-5">
        {lines.map(({ kind, text }, index) => (
          <span key={index} className={cn('block px-3', looks[kind].className)}>
            <span aria-hidden>{looks[kind].sign} </span>
            <span className="sr-only">{looks[kind].spoken}</span>
            {text}
          </span>
        ))}
      </pre>
    </ScrollArea>
  )
}

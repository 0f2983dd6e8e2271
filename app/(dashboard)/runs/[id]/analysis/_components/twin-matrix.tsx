import { Check, X } from 'lucide-react'
import Link from 'next/link'

import { twinTexts } from '#app/(dashboard)/runs/[id]/_lib/twin-texts.ts'
import { cn } from '#components/ui/cn.ts'
import type { TwinGroup } from '#lib/insights/run/schema.ts'
import { formatCount, formatShare } from '#lib/platform/format/share.ts'
import type { TwinOutcome } from '#db/enums.ts'

export type TwinMatrixProps = {
  twin: Pick<TwinGroup, 'counts' | 'n'>
  /** where the results of an outcome are listed */
  hrefOf: (outcome: TwinOutcome) => string
}

const tones: Record<TwinOutcome, string> = {
  both_right: 'bg-passed-soft',
  recognition: 'bg-failed-soft',
  understanding: 'bg-invalid-soft',
  lucky: 'bg-muted',
}

/** Voice against text, right and wrong; each cell leads to its results. */
export function TwinMatrix({ twin, hrefOf }: TwinMatrixProps) {
  const cell = (outcome: TwinOutcome) => (
    <Cell
      outcome={outcome}
      count={twin.counts[outcome]}
      share={twin.n === 0 ? null : twin.counts[outcome] / twin.n}
      href={hrefOf(outcome)}
    />
  )
  return (
    <table className="w-full table-fixed border-separate border-spacing-1.5 text-sm">
      <caption className="sr-only">
        Answers by voice and by text: how many were right and wrong
      </caption>
      <thead>
        <tr className="text-muted-foreground text-xs">
          <td className="w-20 sm:w-28" />
          <Side right>Right by text</Side>
          <Side right={false}>Wrong by text</Side>
        </tr>
      </thead>
      <tbody>
        <tr>
          <Side right row>
            Right by voice
          </Side>
          {cell('both_right')}
          {cell('lucky')}
        </tr>
        <tr>
          <Side right={false} row>
            Wrong by voice
          </Side>
          {cell('recognition')}
          {cell('understanding')}
        </tr>
      </tbody>
    </table>
  )
}

function Side({ right, row, children }: { right: boolean; row?: boolean; children: string }) {
  const Icon = right ? Check : X
  return (
    <th
      scope={row ? 'row' : 'col'}
      className={cn('text-muted-foreground text-xs font-medium', row ? 'text-left' : 'pb-1')}
    >
      <Icon className="mr-1 inline size-3.5" aria-hidden />
      {children}
    </th>
  )
}

type CellProps = { outcome: TwinOutcome; count: number; share: number | null; href: string }

function Cell({ outcome, count, share, href }: CellProps) {
  const { label, meaning } = twinTexts[outcome]
  return (
    <td className={cn('rounded-md p-0 align-top', tones[outcome])}>
      <Link href={href} className="block h-full rounded-md px-3 py-2.5 hover:underline">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="text-2xl font-semibold tabular-nums">{formatCount(count)}</span>
          <span className="text-muted-foreground text-xs tabular-nums">{formatShare(share)}</span>
        </span>
        <span className="block text-xs font-medium break-words">{label}</span>
        <span className="text-muted-foreground block text-xs text-pretty max-sm:sr-only">
          {meaning}
        </span>
      </Link>
    </td>
  )
}

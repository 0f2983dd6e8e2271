import type { ReactNode } from 'react'

import { AsrTaxTable } from '#app/(dashboard)/runs/[id]/analysis/_components/asr-tax-table.tsx'
import { TwinMatrix } from '#app/(dashboard)/runs/[id]/analysis/_components/twin-matrix.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import type { RunAnalysisView, TwinCounts } from '#lib/insights/run/schema.ts'
import { formatPoints, formatProbability } from '#lib/platform/format/difference.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'

type TwinSectionProps = {
  analysis: RunAnalysisView
  /** opens the start dialog in twin mode; nothing for those who may not start runs */
  startTwin: ReactNode
}

const dimensions = [
  ['language', 'Language'],
  ['voice', 'Voice'],
  ['device_profile', 'Device profile'],
] as const

function leftOut(counts: TwinCounts): string | null {
  const { invalid_voice, invalid_text, invalid_both, unjudged } = counts
  const parts = [
    [invalid_voice, 'invalid by voice'],
    [invalid_text, 'invalid by text'],
    [invalid_both, 'invalid both ways'],
    [unjudged, 'run before text answers were judged (judge them again to count them)'],
  ] as const
  const named = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return named.length === 0 ? null : `Not compared: ${named.join(', ')}.`
}

/** Answers by voice beside the same by text: what is lost in hearing, and what was never understood. */
export function TwinSection({ analysis, startTwin }: TwinSectionProps) {
  const { twin, run_id } = analysis
  if (twin === null)
    return (
      <Card>
        <CardHeader title="Voice against text" className="pb-3" />
        <div className="px-4 pb-4">
          <EmptyState
            title="Tested in one mode only"
            description="Run in twin mode to see whether failures come from speech recognition or from understanding: each case is then tested by voice and by text."
            action={startTwin}
            className="py-8"
          />
        </div>
      </Card>
    )
  const { all } = twin
  const groups = dimensions.flatMap(([dimension, of]) => {
    const found = twin.by[dimension]?.groups ?? []
    return found.length > 1 ? found.map((group) => ({ ...group, of })) : []
  })
  const excluded = leftOut(all.counts)
  return (
    <div className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <Card>
        <CardHeader
          title="Voice against text"
          description={`${formatQuantity(all.n, 'execution')} judged both ways. A right answer that came late counts as right.`}
          className="pb-2"
        />
        <div className="px-2.5 pb-3">
          <TwinMatrix twin={all} hrefOf={(outcome) => `/runs/${run_id}?twin=${outcome}`} />
        </div>
        {excluded && (
          <p className="text-muted-foreground border-t px-4 py-3 text-xs text-pretty">{excluded}</p>
        )}
      </Card>
      <Card>
        <CardHeader
          title="ASR tax"
          description={
            all.asr_tax && all.p_value !== null
              ? `Speech recognition costs ${formatPoints(all.asr_tax.value)} percentage points of right answers (95 % interval ${formatPoints(all.asr_tax.low)} to ${formatPoints(all.asr_tax.high)}; McNemar’s exact test, ${formatProbability(all.p_value)}).`
              : 'No pair was judged on both sides.'
          }
          className="pb-3"
        />
        <AsrTaxTable groups={[{ ...all, label: 'All', of: 'Run' }, ...groups]} />
      </Card>
    </div>
  )
}

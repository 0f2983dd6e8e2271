import { LatencySpreadChart } from '#app/(dashboard)/runs/[id]/analysis/_components/latency-spread-chart.client.tsx'
import { LatencyWaterfall } from '#app/(dashboard)/runs/[id]/analysis/_components/latency-waterfall.tsx'
import { PercentileTable } from '#app/(dashboard)/runs/[id]/analysis/_components/percentile-table.tsx'
import {
  latencySpread,
  type LatencySpread,
} from '#app/(dashboard)/runs/[id]/analysis/_lib/latency-spread.ts'
import { timingTexts } from '#app/(dashboard)/runs/[id]/analysis/_lib/timing-texts.ts'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { timingNames, type Dimension, type RunAnalysisView } from '#lib/insights/run/schema.ts'
import { formatQuantity } from '#lib/platform/format/share.ts'

type LatencySectionProps = { analysis: RunAnalysisView }

const compared = [
  ['language', 'Language'],
  ['device_profile', 'Device profile'],
  ['voice', 'Voice'],
] as const satisfies [Dimension, string][]

/** Groups that a chart has room for; the table below it has all. */
const drawn = 7

const groupsOf = ({ latency }: RunAnalysisView, dimension: Dimension) =>
  latency.by[dimension]?.groups ?? []

function Charts({ analysis }: LatencySectionProps) {
  const charts = compared
    .map(([dimension, label]) => ({
      label,
      spreads: groupsOf(analysis, dimension)
        .map(({ label: name, timings }) => latencySpread(name, timings.response_ms))
        .filter((spread): spread is LatencySpread => spread !== null)
        .slice(0, drawn),
    }))
    .filter(({ spreads }) => spreads.length > 1)
  if (charts.length === 0) return null
  const end = Math.max(1, ...charts.flatMap(({ spreads }) => spreads.map(({ to }) => to)))
  return (
    <Card>
      <CardHeader
        title="Response time, compared"
        description="Dot: the median. Line: to the 95th percentile, or to the slowest where there are fewer than 20 values. All on one scale, the slowest first."
        className="pb-3"
      />
      <div className="grid gap-4 px-4 pb-4 lg:grid-cols-2 2xl:grid-cols-3">
        {charts.map(({ label, spreads }) => (
          <div key={label} className="min-w-0">
            <h3 className="text-muted-foreground mb-1.5 text-xs font-medium">{label}</h3>
            <LatencySpreadChart by={label} spreads={spreads} end={end} />
          </div>
        ))}
      </div>
    </Card>
  )
}

function Groups({ analysis }: LatencySectionProps) {
  const all = [...compared, ['case', 'Case'] as const]
  const shown = all.filter(([dimension]) => groupsOf(analysis, dimension).length > 1)
  if (shown.length === 0) return null
  return (
    <Card>
      <CardHeader title="Response time by part of the run" className="pb-2" />
      {shown.map(([dimension, label], index) => (
        <details key={dimension} open={index === 0} className="border-t">
          <summary className="px-4 py-2.5 text-sm font-medium">
            By {label.toLowerCase()}{' '}
            <span className="text-muted-foreground font-normal">
              ({groupsOf(analysis, dimension).length})
            </span>
          </summary>
          <PercentileTable
            label={`Response time by ${label.toLowerCase()}`}
            of={label}
            rows={groupsOf(analysis, dimension).map(({ key, label: name, timings }) => ({
              key: key ?? '',
              label: name,
              figures: timings.response_ms,
            }))}
          />
          {(analysis.latency.by[dimension]?.left_off ?? 0) > 0 && (
            <p className="text-muted-foreground px-4 py-2 text-xs">
              {formatQuantity(analysis.latency.by[dimension]?.left_off ?? 0, 'faster one')} not
              shown.
            </p>
          )}
        </details>
      ))}
    </Card>
  )
}

/** How long callers waited, where the time went, and for whom it was longest. */
export function LatencySection({ analysis }: LatencySectionProps) {
  const { all, repeated } = analysis.latency
  const medians = Object.fromEntries(
    timingNames.map((name) => [name, all[name].p50 ?? all[name].min]),
  )
  return (
    <>
      <div className="grid gap-4 xl:grid-cols-2">
        <Card>
          <CardHeader
            title="Timings"
            description={`Response time: from the end of the caller’s speech to the reply. The others: from the start of the turn. Exact percentiles over the slowest turn of each execution.${repeated > 0 ? ` ${formatQuantity(repeated, 'execution')} with a repeated request left out.` : ''}`}
            className="pb-3"
          />
          <PercentileTable
            label="Percentiles of all timings"
            of="Timing"
            rows={timingNames
              .filter((name) => all[name].n > 0)
              .map((name) => ({ key: name, label: timingTexts[name], figures: all[name] }))}
          />
        </Card>
        <Card>
          <CardHeader
            title="Where the time goes"
            description="The median of each step, from the start of the turn."
            className="pb-3"
          />
          <div className="px-4 pb-4">
            <LatencyWaterfall timings={medians} caption="Median of each step of a turn" />
          </div>
        </Card>
      </div>
      <Charts analysis={analysis} />
      <Groups analysis={analysis} />
    </>
  )
}

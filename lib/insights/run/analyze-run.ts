import { byPart, placeFacts, type PlacedFacts } from '#lib/insights/run/placed-facts.ts'
import { runFacts } from '#lib/insights/run/run-facts.ts'
import {
  dimensions,
  KeptAnalysis,
  type Dimension,
  type LatencyGroup,
  type RunAnalysisQuery,
  type RunAnalysisView,
  type TwinGroup,
} from '#lib/insights/run/schema.ts'
import { timingsOf } from '#lib/insights/run/timings.ts'
import { twinOf } from '#lib/insights/run/twin.ts'
import { falseDiscoveryRate, foldSlices, worstSlices } from '#lib/insights/run/worst-slices.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getRunRow } from '#lib/runs/queries.ts'
import { keptOf } from '#lib/runs/results/kept-of.ts'

type RunRow = Awaited<ReturnType<typeof getRunRow>>

/** Groups of one dimension that are told; a run may have thousands of cases. */
const groupLimit = 200

type Grouped<T> = Partial<Record<Dimension, { groups: T[]; left_off: number }>>

function grouped<T>(
  facts: PlacedFacts[],
  by: Dimension[],
  view: (facts: PlacedFacts[]) => Omit<T, 'key' | 'label'>,
  /** the first are those to look at first */
  badness: (group: Omit<T, 'key' | 'label'>) => number,
) {
  const result: Grouped<Omit<T, 'key' | 'label'> & { key: string | null; label: string }> = {}
  for (const dimension of by) {
    const groups = byPart(facts, dimension)
      .map(({ part, facts: own }) => ({ ...part, ...view(own) }))
      .sort((a, b) => badness(b) - badness(a) || a.label.localeCompare(b.label))
    result[dimension] = {
      groups: groups.slice(0, groupLimit),
      left_off: Math.max(0, groups.length - groupLimit),
    }
  }
  return result
}

const sum = (facts: PlacedFacts[], name: 'passed' | 'failed' | 'invalid' | 'repeated') =>
  facts.reduce((all, fact) => all + fact[name], 0)

async function readAnalysis(ctx: Ctx, run: RunRow): Promise<KeptAnalysis> {
  const facts = await placeFacts(ctx, run, await runFacts(ctx, run.id))
  const by = [...dimensions]
  const latency = (own: PlacedFacts[]) => ({ timings: timingsOf(own) })
  return {
    passed: sum(facts, 'passed'),
    failed: sum(facts, 'failed'),
    invalid: sum(facts, 'invalid'),
    latency: {
      repeated: sum(facts, 'repeated'),
      all: timingsOf(facts),
      by: grouped<LatencyGroup>(facts, by, latency, ({ timings }) => {
        const { p50, min } = timings.response_ms
        return p50 ?? min ?? Number.NEGATIVE_INFINITY
      }),
    },
    twin:
      run.mode === 'twin'
        ? {
            all: { key: null, label: 'All', ...twinOf(facts) },
            by: grouped<TwinGroup>(facts, by, twinOf, ({ asr_tax }) => asr_tax?.value ?? -2),
          }
        : null,
    slices: foldSlices(facts),
  }
}

const only = <T>(groups: Grouped<T>, wanted: Dimension[]): Grouped<T> =>
  Object.fromEntries(wanted.map((dimension) => [dimension, groups[dimension]]))

/**
 * What a run says: percentiles of its timings, voice against text, and the slices that do worse than the rest. Read
 * from the run's final executions, of a run that has ended once, and again when a review or a renewed judgement has
 * changed one. Throws `NotFoundError`.
 */
export async function analyzeRun(
  ctx: Ctx,
  runId: string,
  query: RunAnalysisQuery,
): Promise<RunAnalysisView> {
  const run = await getRunRow(ctx, runId)
  const { slices, latency, twin, ...counts } = await keptOf(ctx, runId, {
    kind: 'analysis.1',
    schema: KeptAnalysis,
    read: () => readAnalysis(ctx, run),
  })
  return {
    run_id: runId,
    mode: run.mode,
    ...counts,
    latency: { ...latency, by: only(latency.by, query.by) },
    twin: twin && { ...twin, by: only(twin.by, query.by) },
    slices: {
      min_sample: query.min_sample,
      false_discovery_rate: falseDiscoveryRate,
      rows: worstSlices(slices, query.min_sample),
    },
  }
}

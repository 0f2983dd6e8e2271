import type { Client } from '#cli/client.ts'
import { RunAnalysisView, type SliceView } from '#lib/insights/run/schema.ts'
import { formatPoints, formatProbability } from '#lib/platform/format/difference.ts'
import { formatDuration } from '#lib/platform/format/duration.ts'
import { formatShare } from '#lib/platform/format/share.ts'

const time = (ms: number | null) => (ms === null ? 'too few' : formatDuration(ms))

function* latency({ latency: { all, by } }: RunAnalysisView): Generator<string> {
  const rows = [
    { label: 'all', timings: all },
    ...Object.values(by).flatMap(({ groups }) => (groups.length > 1 ? groups : [])),
  ]
  yield 'Response time: n, p50, p90, p95, p99'
  for (const { label, timings } of rows) {
    const { n, p50, p90, p95, p99 } = timings.response_ms
    yield `  ${label}: ${[n, ...[p50, p90, p95, p99].map(time)].join(', ')}`
  }
}

function* twin({ twin: found }: RunAnalysisView): Generator<string> {
  if (!found) return
  const { counts, asr_tax: tax, p_value: p } = found.all
  const { both_right, recognition, understanding, lucky } = counts
  yield `Voice against text: ${both_right} right both ways, ${recognition} heard wrong, ${understanding} understood wrong, ${lucky} lucky`
  if (tax && p !== null)
    yield `ASR tax: ${formatPoints(tax.value)} points (${formatPoints(tax.low)} to ${formatPoints(tax.high)}, ${formatProbability(p)})`
}

function sliceLine(slice: SliceView): string {
  const { language, voice, device_profile, pass_rate, n, enough, finding, low } = slice
  const name = [language, voice, device_profile?.name].filter(Boolean).join(' × ')
  const verdict = !enough ? ', too few to tell' : finding ? ', WORSE than the rest' : ''
  return `  ${name}: ${formatShare(pass_rate)} of ${n}, at least ${formatShare(low)}${verdict}`
}

/** What a run says, as lines: percentiles, voice against text, and its slices, the worst first. */
export async function analyzeRun(
  client: Client,
  id: string,
  { by, json }: { by?: string; json?: true },
): Promise<string[]> {
  const path = `/api/v1/runs/${encodeURIComponent(id)}/analysis`
  const analysis = await client.json(path, RunAnalysisView, { query: { by } })
  if (json) return [JSON.stringify(analysis, null, 2)]
  return [
    ...latency(analysis),
    ...twin(analysis),
    'Pass rate by language × voice × device profile, the worst first',
    ...analysis.slices.rows.map(sliceLine),
  ]
}

import {
  bodyOf,
  durationOf,
  linkOf,
  reasonOf,
  resultOf,
  suiteNameOf,
  timesOf,
  uniqueNames,
  type RunReport,
} from '#lib/runs/report/run-report.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

const statuses = {
  passed: 'passed',
  failed: 'failed',
  error: 'other',
  skipped: 'skipped',
  waiting: 'pending',
  hidden: 'pending',
} as const

function testOf(report: RunReport, item: RunItemView, name: string) {
  const result = resultOf(item)
  const link = linkOf(report, item)
  const failed = result === 'failed' || result === 'error'
  return {
    name,
    status: statuses[result],
    duration: durationOf(item),
    ...timesOf(item),
    suite: [suiteNameOf(report, item.suite_id)],
    ...((failed || result === 'hidden') && { message: reasonOf(item) }),
    ...(failed && { trace: bodyOf(report, item) }),
    ...(result === 'waiting' && { message: 'not run yet' }),
    retries: Math.max(0, item.tries - 1),
    flaky: item.passed_after_retry,
    ...(link !== null && {
      attachments: [{ name: 'Execution', contentType: 'text/html', path: link }],
    }),
    extra: {
      item_id: item.id,
      execution_id: item.execution_id,
      verdict: item.verdict,
      blame: item.blame,
      language: item.language,
      device_profile: item.device_profile?.name ?? null,
      response_ms: item.response_ms,
      spoken_verified: item.spoken_verified ?? null,
      ...(item.tool_calls && { tool_calls: item.tool_calls }),
    },
  }
}

/** ms since 1970: when the run ended, or, of one under way, when the last item did. */
function stopOf({ run, items }: RunReport, start: number): number {
  if (run.finished_at !== null) return Math.max(start, Date.parse(run.finished_at))
  return items.reduce((last, item) => Math.max(last, timesOf(item)?.stop ?? last), start)
}

/** Common Test Report Format, https://ctrf.io (spec 0.0.0): invalid items are `other`, those that wait or that an open
 * blind audit hides `pending`; every name is another one. Times in ms. */
export function writeCtrf(report: RunReport): string {
  const { run, items } = report
  const names = uniqueNames(report)
  const tests = items.map((item, index) => testOf(report, item, names[index] ?? ''))
  const count = (wanted: string) => tests.filter(({ status }) => status === wanted).length
  const start = Date.parse(run.started_at ?? run.created_at)
  return JSON.stringify(
    {
      reportFormat: 'CTRF',
      specVersion: '0.0.0',
      results: {
        tool: { name: 'Earshot' },
        summary: {
          tests: tests.length,
          passed: count('passed'),
          failed: count('failed'),
          pending: count('pending'),
          skipped: count('skipped'),
          other: count('other'),
          start,
          stop: stopOf(report, start),
        },
        tests,
        environment: {
          appName: run.target.name,
          extra: { run_id: run.id, mode: run.mode, git: run.git },
        },
      },
    },
    null,
    2,
  )
}

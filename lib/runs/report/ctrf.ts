import {
  itemName,
  reasonOf,
  resultOf,
  suiteNameOf,
  type RunReport,
} from '#lib/runs/report/run-report.ts'

const statuses = {
  passed: 'passed',
  failed: 'failed',
  error: 'other',
  skipped: 'skipped',
  hidden: 'pending',
} as const
const time = (text: string | null) => (text === null ? 0 : Date.parse(text))

/** Common Test Report Format, https://ctrf.io (spec 0.0.0): invalid items are `other`, those that an open blind audit
 * hides `pending`. Times in ms. */
export function writeCtrf(report: RunReport): string {
  const { run, items } = report
  const tests = items.map((item) => {
    const status = statuses[resultOf(item)]
    return {
      name: itemName(item),
      status,
      duration: item.response_ms ?? 0,
      suite: [suiteNameOf(report, item.suite_id)],
      ...(status !== 'passed' && status !== 'skipped' && { message: reasonOf(item) }),
      retries: Math.max(0, item.tries - 1),
      flaky: item.passed_after_retry,
      extra: {
        item_id: item.id,
        execution_id: item.execution_id,
        verdict: item.verdict,
        blame: item.blame,
        language: item.language,
        device_profile: item.device_profile?.name ?? null,
        spoken_verified: item.spoken_verified ?? null,
        ...(item.tool_calls && { tool_calls: item.tool_calls }),
      },
    }
  })
  const count = (wanted: string) => tests.filter(({ status }) => status === wanted).length
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
          start: time(run.started_at),
          stop: time(run.finished_at),
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

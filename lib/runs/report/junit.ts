import builder from 'junit-report-builder'

import {
  itemName,
  reasonOf,
  resultOf,
  spokenText,
  suiteNameOf,
  type RunReport,
} from '#lib/runs/report/run-report.ts'

/** XML 1.0 has no way to write these characters at all. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const clean = (text: string) => text.replaceAll(unwritable, '\uFFFD')

/**
 * JUnit XML as CI systems read it: a testsuite for each suite, a testcase for each item; failed is `failure`, invalid is
 * `error`, not run is `skipped`, and so is what an open blind audit hides. Times in s.
 */
export function writeJunit(report: RunReport): string {
  const { run, items } = report
  const file = builder.newBuilder()
  for (const suiteId of new Set(items.map(({ suite_id }) => suite_id))) {
    const name = clean(suiteNameOf(report, suiteId))
    const suite = file.testSuite().name(name)
    suite.property('run', run.id).property('target', clean(run.target.name))
    suite.property('mode', run.mode)
    const spoken = spokenText(items.filter(({ suite_id }) => suite_id === suiteId))
    if (spoken !== null) suite.property('spoken words', spoken)
    if (run.started_at) suite.timestamp(new Date(run.started_at))
    for (const item of items.filter(({ suite_id }) => suite_id === suiteId)) {
      const entry = suite
        .testCase()
        .className(`${name}.${item.case.key}`)
        .name(clean(itemName(item)))
      entry.time((item.response_ms ?? 0) / 1_000)
      for (const call of item.tool_calls ?? []) entry.property('tool call', clean(call))
      const reason = clean(reasonOf(item))
      const result = resultOf(item)
      if (result === 'failed') entry.failure(reason, item.blame ?? 'failed')
      if (result === 'error') entry.error(reason, 'invalid')
      if (result === 'skipped' || result === 'hidden') entry.skipped()
      if (result === 'hidden') entry.standardOutput(reason)
      if (item.passed_after_retry) entry.standardOutput('passed after retry')
    }
  }
  // The schema of the xUnit plug-ins knows `skipped` on a testsuite, not on the root.
  return file.build().replace(/(<testsuites\b[^>]*?) skipped="\d+"/, '$1')
}

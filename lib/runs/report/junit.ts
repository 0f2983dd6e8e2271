import builder from 'junit-report-builder'

import {
  bodyOf,
  durationOf,
  itemName,
  linkOf,
  reasonOf,
  resultOf,
  spokenText,
  suiteNameOf,
  type RunReport,
} from '#lib/runs/report/run-report.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

/** XML 1.0 has no way to write these characters at all. */
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu
const clean = (text: string) => text.replaceAll(unwritable, '\uFFFD')

// The builder parts only the first end of a CDATA section in a text: what follows would be read as XML.
const content = (text: string) => clean(text).replaceAll(']]>', ']] >')

/** Three decimals at most, which is what the schema of the xUnit plug-in takes. */
const seconds = (ms: number) => Math.round(ms) / 1_000

/** UTC without its `Z`: the schemas allow no time zone. */
const instant = (text: string) => new Date(text).toISOString().slice(0, 19)

type Suite = ReturnType<ReturnType<typeof builder.newBuilder>['testSuite']>

function addItem(report: RunReport, suite: Suite, suiteName: string, item: RunItemView): void {
  const result = resultOf(item)
  const entry = suite
    .testCase()
    .className(`${suiteName}.${item.case.key}`)
    .name(clean(itemName(item)))
    .time(seconds(durationOf(item)))
  const reason = clean(reasonOf(item))
  const body = content(bodyOf(report, item))
  if (result === 'failed') entry.failure(reason, item.blame ?? 'failed').stacktrace(body)
  if (result === 'error') entry.error(reason, 'invalid', body)
  if (result === 'skipped' || result === 'waiting' || result === 'hidden') entry.skipped()
  const link = linkOf(report, item)
  // A schema of Jenkins knows no properties of a test case, and one output is all that it may have.
  const notes = [
    ...(result === 'hidden' ? [reason] : []),
    ...(result === 'waiting' ? ['not run yet'] : []),
    ...(item.passed_after_retry ? ['passed after retry'] : []),
    ...(item.response_ms === null ? [] : [`response latency: ${item.response_ms} ms`]),
    ...(item.tool_calls ?? []).map((call) => `tool call: ${call}`),
    ...(link === null ? [] : [`execution: ${link}`]),
  ]
  if (notes.length > 0) entry.standardOutput(content(notes.join('\n')))
}

/**
 * JUnit XML as CI systems read it: a testsuite for each suite, a testcase for each item; failed is `failure`, invalid is
 * `error`, not run is `skipped`, and so is what waits or an open blind audit hides. Times in s, instants in UTC.
 */
export function writeJunit(report: RunReport): string {
  const { run, items } = report
  const file = builder.newBuilder()
  for (const [suiteId, group] of Map.groupBy(items, ({ suite_id }) => suite_id)) {
    const name = clean(suiteNameOf(report, suiteId))
    const suite = file.testSuite().name(name)
    suite.property('run', run.id).property('target', clean(run.target.name))
    suite.property('mode', run.mode)
    if (report.baseUrl !== undefined) suite.property('url', `${report.baseUrl}/runs/${run.id}`)
    const spoken = spokenText(group)
    if (spoken !== null) suite.property('spoken words', spoken)
    suite.time(seconds(group.reduce((sum, item) => sum + durationOf(item), 0)))
    suite.timestamp(instant(run.started_at ?? run.created_at))
    for (const item of group) addItem(report, suite, name, item)
  }
  // The schema of the xUnit plug-ins knows `skipped` on a testsuite, not on the root.
  return file.build().replace(/(<testsuites\b[^>]*?) skipped="\d+"/, '$1')
}

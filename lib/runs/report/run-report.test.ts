import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm/index-node.js'

import { writeCtrf } from '#lib/runs/report/ctrf.ts'
import { CtrfReport, htmlReport } from '#lib/runs/report/html-report.ts'
import { writeJunit } from '#lib/runs/report/junit.ts'
import { bodyOf, type RunReport } from '#lib/runs/report/run-report.ts'
import { CtrfDocument } from '#lib/runs/report/testing/ctrf-document.ts'
import type { RunItemView, RunView } from '#lib/runs/schema.ts'

const suite = { id: '01a20488-211e-7459-a43b-f6d255621edc', name: 'Weather & <more>' }
const run: RunView = {
  id: suite.id,
  name: 'Nightly',
  status: 'completed',
  paused: false,
  order: 'parallel',
  mode: 'voice',
  purpose: 'test',
  target: { id: suite.id, name: 'Car' },
  suites: [suite],
  counts: {
    total: 4,
    pending: 0,
    running: 0,
    passed: 2,
    failed: 1,
    invalid: 1,
    cancelled: 0,
    manual_review: 0,
    passed_after_retry: 1,
  },
  mean_response_ms: 500,
  priority: 0,
  fail_on: 'any',
  trigger: {},
  git: null,
  failure_reason: null,
  created_at: '2026-01-01T00:00:00.000Z',
  started_at: '2026-01-01T00:00:01.000Z',
  finished_at: '2026-01-01T00:00:09.000Z',
  estimated_remaining_ms: null,
}
const item = (name: string, overrides: Partial<RunItemView>): RunItemView => ({
  id: suite.id,
  execution_id: suite.id,
  case: { id: suite.id, key: name.replaceAll(' ', '-'), name, priority: 'high' },
  suite_id: suite.id,
  language: 'en-US',
  device_profile: null,
  repetition: 1,
  status: 'completed',
  attempt: 1,
  tries: 1,
  verdict: 'passed',
  review_status: 'auto_pass',
  confidence: 1,
  blame: null,
  reason: null,
  response_ms: 420,
  blind: false,
  passed_after_retry: false,
  started_at: '2026-01-01T00:00:02.000Z',
  finished_at: '2026-01-01T00:00:03.500Z',
  ...overrides,
})
const items = [
  item('plain', {}),
  item('shaky', { attempt: 33, tries: 2, passed_after_retry: true, repetition: 2 }),
  item('wrong', { verdict: 'failed', blame: 'content', reason: 'said "5 < 6"\u0000 & more' }),
  item('broken', {
    verdict: 'invalid',
    status: 'failed',
    reason: 'no answer came',
    response_ms: null,
  }),
  item('cut off', { verdict: null, status: 'cancelled', execution_id: null }),
]

const xsd = readFileSync(new URL('./testing/junit.xsd', import.meta.url), 'utf8')

/** What the schema has against a report; empty when nothing. */
async function faultsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema: xsd })
  return errors.map(({ message }) => message)
}

const ctrfOf = (report: RunReport): CtrfDocument['results'] =>
  CtrfDocument.parse(JSON.parse(writeCtrf(report))).results

const details = new Map([
  [
    suite.id,
    [
      {
        number: 1,
        said: 'what is the weather',
        heard: 'what is the whether ]]> & <b>',
        reply: null,
        expected: 'intent: WeatherQuery',
        why: ['intent: no intent was reported', 'response: there is no answer'],
      },
    ],
  ],
])
const baseUrl = 'https://ear.test'

test('JUnit tells failures of the voice AI from items without evidence', () => {
  const xml = writeJunit({ run, items })
  expect(xml).toMatch(/<testsuites tests="5" failures="1" errors="1"[^>]*>/)
  expect(xml).toContain('name="Weather &amp; &lt;more>"')
  expect(xml).toMatch(/name="wrong \[en-US\]"[^>]*time="1.5"/)
  expect(xml).toMatch(
    /<failure message="said &quot;5 &lt; 6&quot;\uFFFD &amp; more \(blame: content\)"/,
  )
  expect(xml).toMatch(/<error message="no answer came" type="invalid"/)
  expect(xml).toContain('<skipped/>')
  expect(xml).toContain('passed after retry')
})

test('JUnit keeps `skipped` off the root, where schemas do not know it', () => {
  const root = /<testsuites[^>]*>/.exec(writeJunit({ run, items }))?.[0]
  expect(root).not.toContain('skipped')
})

test('a run without items is still a file', () => {
  expect(writeJunit({ run, items: [] })).toContain('<testsuites')
  expect(JSON.parse(writeCtrf({ run, items: [] }))).toMatchObject({
    results: { summary: { tests: 0 } },
  })
})

test('CTRF counts add up, with what is invalid as other', () => {
  const { results } = JSON.parse(writeCtrf({ run, items })) as {
    results: { summary: Record<string, number>; tests: object[] }
  }
  const { tests, passed, failed, skipped, pending, other } = results.summary
  expect({ tests, passed, failed, skipped, pending, other }).toEqual({
    tests: 5,
    passed: 2,
    failed: 1,
    skipped: 1,
    pending: 0,
    other: 1,
  })
  expect(results.summary).toMatchObject({ start: 1767225601000, stop: 1767225609000 })
  expect(results.tests[1]).toMatchObject({ status: 'passed', flaky: true, retries: 1 })
  expect(results.tests[2]).toMatchObject({ status: 'failed', extra: { blame: 'content' } })
})

test('tool calls are told beside the items that have any', async () => {
  const [first] = items
  if (!first) throw new Error('no item')
  const called = [{ ...first, tool_calls: ['book_table succeeded', 'pay <now> failed'] }]
  const xml = writeJunit({ run, items: called })
  expect(xml).toMatch(/tool call: book_table succeeded\ntool call: pay <now> failed/)
  expect(await faultsOf(xml)).toEqual([])
  expect(ctrfOf({ run, items: called }).tests[0]?.extra).toMatchObject({
    tool_calls: ['book_table succeeded', 'pay <now> failed'],
  })
  expect(writeJunit({ run, items })).not.toContain('tool call')
})

const waiting = [
  item('waits', { verdict: null, status: 'pending', execution_id: null, finished_at: null }),
  item('runs', { verdict: null, status: 'running', finished_at: null }),
]
const underWay: RunView = { ...run, status: 'running', finished_at: null }
const hidden = item('hidden', { verdict: null, blind: true, reason: 'an audit is open' })
const reports: [string, RunReport][] = [
  ['of all results', { run, items: [...items, hidden], details, baseUrl }],
  ['of a run under way', { run: underWay, items: [...items, ...waiting] }],
  ['of a run that has not begun', { run: { ...underWay, started_at: null }, items: waiting }],
  ['without items', { run, items: [] }],
  [
    'of names that nobody should give',
    {
      run: { ...run, suites: [{ ...suite, name: '</testsuite>\u0001"&\uD800' }] },
      items: [item('a ]]> <b> "c" \u0000\uFFFE', { verdict: 'failed', reason: ']]>\u0008' })],
      details,
      baseUrl,
    },
  ],
]

test.each(reports)('a report %s fits the schemas of JUnit and CTRF', async (_, report) => {
  expect(await faultsOf(writeJunit(report))).toEqual([])
  const { summary, tests } = ctrfOf(report)
  const { tests: all, passed, failed, pending, skipped, other } = summary
  expect(passed + failed + pending + skipped + other).toBe(all)
  expect(tests).toHaveLength(all)
  expect(summary.stop).toBeGreaterThanOrEqual(summary.start)
})

test('the schema finds what it is for', async () => {
  const xml = writeJunit({ run, items })
  for (const [right, wrong] of [
    [/ time="[\d.]+" timestamp/, ' timestamp'],
    ['timestamp="2026-01-01T00:00:01"', 'timestamp="2026-01-01T00:00:01.000Z"'],
    ['<skipped/>', '<properties><property name="a" value="b"/></properties>'],
  ] as const)
    expect(await faultsOf(xml.replace(right, wrong))).not.toEqual([])
})

test('JUnit: suites take the time of their items, begin in UTC, and link to their run', () => {
  const xml = writeJunit({ run, items, baseUrl })
  expect(xml).toMatch(/<testsuite name="[^"]+" time="7.5" timestamp="2026-01-01T00:00:01"/)
  expect(xml).toContain(`<property name="url" value="https://ear.test/runs/${run.id}"/>`)
  expect(xml).toContain(`execution: https://ear.test/executions/${suite.id}`)
  expect(writeJunit({ run, items })).not.toContain('http')
})

test('the body of a failure says what was said, heard, answered and expected, and why it failed', () => {
  const wrong = items.find(({ verdict }) => verdict === 'failed')
  if (!wrong) throw new Error('no failure')
  expect(bodyOf({ run, items, details, baseUrl }, wrong).split('\n')).toEqual([
    'said "5 < 6"\u0000 & more (blame: content)',
    '',
    'Turn 1',
    '  Said:     what is the weather',
    '  Heard:    what is the whether ]]> & <b>',
    '  Answer:   (none)',
    '  Expected: intent: WeatherQuery',
    '  Why:      intent: no intent was reported',
    '  Why:      response: there is no answer',
    '',
    `Execution: https://ear.test/executions/${suite.id}`,
  ])
})

test('CTRF: what waits is pending, each test has its times and its link', () => {
  const { tests, summary } = ctrfOf({ run: underWay, items: [...items, ...waiting], baseUrl })
  expect(summary).toMatchObject({
    pending: 2,
    skipped: 1,
    stop: Date.parse('2026-01-01T00:00:03.500Z'),
  })
  expect(tests[0]).toMatchObject({
    start: Date.parse('2026-01-01T00:00:02.000Z'),
    stop: Date.parse('2026-01-01T00:00:03.500Z'),
    duration: 1_500,
    attachments: [{ path: `https://ear.test/executions/${suite.id}` }],
    extra: { response_ms: 420 },
  })
  expect(tests.at(-1)).toMatchObject({ status: 'pending', message: 'not run yet' })
  expect(tests.at(-1)).not.toHaveProperty('start')
})

test('CTRF: no two tests have one name, whatever the cases are called', () => {
  const second = { id: '01a20488-211e-7459-a43b-f6d255621edd', name: 'Music' }
  const named = (name: string, key: string, suiteId = suite.id) => ({
    ...item(name, { suite_id: suiteId }),
    case: { id: suite.id, key, name, priority: 'high' as const },
  })
  const many = [
    named('Hello', 'a'),
    named('Hello', 'b'),
    named('Hello', 'c', second.id),
    named('Other', 'd'),
    named('Hello', 'a'),
  ]
  const { tests } = ctrfOf({ run: { ...run, suites: [suite, second] }, items: many })
  expect(tests.map(({ name }) => name)).toEqual([
    'Weather & <more> › Hello [en-US] (a)',
    'Weather & <more> › Hello [en-US] (b)',
    'Music › Hello [en-US]',
    'Other [en-US]',
    'Weather & <more> › Hello [en-US] (a) ~2',
  ])
})

test('the page of results links to executions, and never to anything but a page', () => {
  const page = (base: string) =>
    htmlReport(
      CtrfReport.parse(JSON.parse(writeCtrf({ run, items, baseUrl: base }))),
      '<Nightly>',
      new Date(0),
    )
  expect(page(baseUrl)).toContain(
    `<a href="https://ear.test/executions/${suite.id}">plain [en-US]</a>`,
  )
  expect(page('javascript:alert(1)//')).not.toContain('<a ')
  expect(page(baseUrl)).toContain('&lt;Nightly&gt;')
})

import { expect, test } from 'vitest'

import { writeCtrf } from '#lib/runs/report/ctrf.ts'
import { writeJunit } from '#lib/runs/report/junit.ts'
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
  finished_at: run.finished_at,
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

test('JUnit tells failures of the voice AI from items without evidence', () => {
  const xml = writeJunit({ run, items })
  expect(xml).toMatch(/<testsuites tests="5" failures="1" errors="1"[^>]*>/)
  expect(xml).toContain('name="Weather &amp; &lt;more>"')
  expect(xml).toMatch(/name="wrong \[en-US\]"[^>]*time="0.42"/)
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

test('tool calls are told beside the items that have any', () => {
  const [first] = items
  if (!first) throw new Error('no item')
  const called = [{ ...first, tool_calls: ['book_table succeeded', 'pay <now> failed'] }]
  expect(writeJunit({ run, items: called })).toMatch(
    /<property name="tool call" value="book_table succeeded"\/>\s*<property name="tool call" value="pay &lt;now(>|&gt;) failed"\/>/,
  )
  expect(JSON.parse(writeCtrf({ run, items: called }))).toMatchObject({
    results: { tests: [{ extra: { tool_calls: ['book_table succeeded', 'pay <now> failed'] } }] },
  })
  expect(writeJunit({ run, items })).not.toContain('tool call')
})

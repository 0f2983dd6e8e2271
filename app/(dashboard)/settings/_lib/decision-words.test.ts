import { expect, test } from 'vitest'

import { decisionWords, verifiedWords } from '#app/(dashboard)/settings/_lib/decision-words.ts'
import type { DecisionView } from '#lib/webhooks/schema.ts'

const decision = (given: Partial<DecisionView>): DecisionView => ({
  rule: 'main',
  matched: true,
  reason: 'every condition holds',
  suite_ids: [],
  run_id: null,
  started: false,
  cancelled_run_ids: [],
  ...given,
})
const words = (
  status: 'accepted' | 'processed' | 'ignored' | 'failed',
  reason: string | null,
  ...decisions: DecisionView[]
) => decisionWords({ status, reason, decisions }, { s1: 'Weather', s2: 'Calls' })

test('names each suite that was started once', () =>
  expect(
    words(
      'processed',
      null,
      decision({ started: true, suite_ids: ['s1', 's2'] }),
      decision({ started: true, suite_ids: ['s1'] }),
    ),
  ).toBe('Started Weather and Calls'))

test('says why an event was set aside', () =>
  expect(words('ignored', 'No rule matched: main: branch dev is not listed: main')).toBe(
    'Ignored: no rule matched: main: branch dev is not listed: main',
  ))

test('a rule that held and started nothing tells its reason', () =>
  expect(words('processed', null, decision({ reason: 'The same commit was tested' }))).toBe(
    'Started nothing: the same commit was tested',
  ))

test('a suite that is gone is not passed over', () =>
  expect(words('processed', null, decision({ started: true, suite_ids: ['s9'] }))).toBe(
    'Started a suite that is gone',
  ))

test('tells with which secret a delivery was verified', () => {
  expect(verifiedWords('webhook_secret')).toBe('webhook secret')
  expect(verifiedWords('webhook_secret.previous')).toBe('webhook secret, the one before')
  expect(verifiedWords('hook_token')).toBe('secret address, unsigned')
})

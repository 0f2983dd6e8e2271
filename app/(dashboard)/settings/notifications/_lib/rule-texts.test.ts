import { expect, test } from 'vitest'

import { fittingConfig } from '#app/(dashboard)/settings/notifications/_lib/rule-fields.ts'
import {
  conditionText,
  isMuted,
  limitTexts,
  unreachedRules,
} from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'

const config = (values: Partial<RuleConfig> = {}) => RuleConfig.parse(values)

test('a rule as usual has nothing to add to when it speaks', () => {
  const rule = { event: 'test_run_complete' as const, config: config() }
  expect(conditionText(rule)).toBe('On change')
  expect(limitTexts(rule)).toEqual([])
})

test('whatever narrows or delays a rule is told', () => {
  const quiet_hours = { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' }
  const rule = {
    event: 'test_run_complete' as const,
    config: config({
      severity_threshold: 'high',
      success_threshold: 0.95,
      only_new_defects: true,
      batch_window_minutes: 120,
      quiet_hours,
      mentions: ['U0123456', 'S0123456'],
    }),
  }
  expect(limitTexts(rule)).toEqual([
    'high or above',
    'success from 95.0 %',
    'new defects only',
    'then a summary every 2 h',
    'quiet 22:00–07:00 (Europe/Berlin)',
    'mentions 2',
  ])
})

test('what has no effect on an event is not told of it', () => {
  const quiet_hours = { from: '22:00', to: '07:00', time_zone: 'UTC' }
  const settings = config({ quiet_hours, success_threshold: 0.5, backlog_threshold: 7 })
  expect(limitTexts({ event: 'critical_failure', config: settings })).toEqual([])
  expect(conditionText({ event: 'review_backlog', config: settings })).toBe('From 7 open reviews')
  expect(conditionText({ event: 'worker_down', config: settings })).toBe('Each time')
  const failing = config({ notify_on: 'failure' })
  expect(conditionText({ event: 'test_failure', config: failing })).toBe('Each time')
  expect(conditionText({ event: 'test_run_complete', config: failing })).toBe('On failure')
})

test('settings of another event are left out', () => {
  const settings = config({
    severity_threshold: 'critical',
    backlog_threshold: 7,
    mentions: ['U1'],
  })
  const fitting = fittingConfig('review_backlog', settings)
  expect(fitting).toMatchObject({ backlog_threshold: 7, mentions: ['U1'] })
  expect(fitting).not.toHaveProperty('severity_threshold')
})

test('a rule is muted until the moment has come', () => {
  const rule = { muted_until: '2026-01-01T10:00:00.000Z' }
  expect(isMuted(rule, new Date('2026-01-01T09:59:59Z'))).toBe(true)
  expect(isMuted(rule, new Date('2026-01-01T10:00:00Z'))).toBe(false)
  expect(isMuted({ muted_until: null }, new Date())).toBe(false)
})

test('of two rules for the same event and connection the second is not reached', () => {
  const connection = { id: 'c', kind: 'slack', name: 'Slack' }
  const rule = (id: string, is_enabled = true, suite: { id: string; name: string } | null = null) =>
    ({ id, event: 'test_failure', connection, suite, is_enabled }) as const
  const suite = { id: 's', name: 'Smoke' }
  const rules = [rule('off', false), rule('first'), rule('second'), rule('own', true, suite)]
  expect([...unreachedRules(rules)]).toEqual(['second'])
})

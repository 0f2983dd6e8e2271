import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import { ReasonText } from '#app/(dashboard)/settings/notifications/log/[id]/_components/reason-text.tsx'
import { NotificationStatusText } from '#app/(dashboard)/settings/notifications/log/_components/notification-status.tsx'
import { decide } from '#lib/notifications/rules/decide.ts'
import { RuleConfig, type NotificationView } from '#lib/notifications/schema.ts'

const text = (markup: string) => markup.replaceAll(/<[^>]+>/g, '')

const until = new Date('2026-03-01T22:30:00.000Z')
const now = new Date('2026-03-01T22:00:00.000Z')

const event = {
  kind: 'test_run_complete' as const,
  subject: { type: 'run', id: 'r' },
  key: 'k',
  thread: 't',
  suiteIds: [],
  severity: 'high' as const,
  isChange: () => false,
  isFailure: () => true,
  isNewDefect: true,
  message: () => {
    throw new Error('nothing is sent here')
  },
}

/** What a rule makes of the event, as the log has it. */
function decided(config: object, windowUntil: Date | null = null) {
  const rule = { config: RuleConfig.parse(config), mutedUntil: null, scope: 'all suites' }
  return decide({ ...rule, windowUntil }, event, now)
}

function statusText(status: NotificationView['status'], rest: Partial<NotificationView> = {}) {
  const notification = {
    status,
    reason: '',
    attempts: 0,
    last_error: null,
    next_attempt_at: null,
    sent_at: null,
    ...rest,
  }
  return text(renderToStaticMarkup(createElement(NotificationStatusText, { notification })))
}

test('what is held says until when and by what', () => {
  const quiet_hours = { from: '21:00', to: '22:30', time_zone: 'UTC' }
  const next_attempt_at = until.toISOString()
  const quiet = decided({ notify_on: 'always', quiet_hours })
  expect(statusText('held', { reason: quiet.reason, next_attempt_at })).toBe(
    'Until 1 Mar 2026, 22:30 UTC: quiet hours',
  )
  const windowed = decided({ notify_on: 'always', batch_window_minutes: 30 }, until)
  expect(statusText('held', { reason: windowed.reason, next_attempt_at })).toBe(
    'Until 1 Mar 2026, 22:30 UTC: messages are being collected after an earlier one',
  )
})

test('what was not sent says why', () => {
  const { reason } = decided({ notify_on: 'change' })
  expect(statusText('suppressed', { reason })).toBe(
    'Not sent: nothing has changed since the previous run',
  )
})

test('what is unconfirmed says that it may have arrived, and says it once', () => {
  expect(statusText('unconfirmed', { last_error: 'the connection was closed' })).toBe(
    'It may have arrived: the connection was closed',
  )
  const last_error = 'closed; it may have arrived'
  expect(statusText('unconfirmed', { last_error })).toBe(last_error)
})

test('what is tried again says what went wrong before', () => {
  const rest = { attempts: 2, last_error: 'HTTP 503', next_attempt_at: until.toISOString() }
  expect(statusText('pending', rest)).toBe('Next try 1 Mar 2026, 22:30 UTC, after: HTTP 503')
})

test('a reason tells moments and events in words', () => {
  const quiet_hours = { from: '21:00', to: '22:30', time_zone: 'UTC' }
  const { reason } = decided({ notify_on: 'always', quiet_hours })
  expect(text(renderToStaticMarkup(createElement(ReasonText, { text: reason })))).toBe(
    'the rule for Run ended of all suites; delayed until 1 Mar 2026, 22:30 UTC: quiet hours',
  )
})

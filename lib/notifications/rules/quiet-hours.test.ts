import { expect, test } from 'vitest'

import { quietUntil } from '#lib/notifications/rules/quiet-hours.ts'

const night = { from: '22:00', to: '07:00', time_zone: 'Europe/Berlin' }
const at = (text: string) => new Date(text)

test.each([
  ['in the evening, until the next morning', '2026-01-10T21:30:00Z', '2026-01-11T06:00:00.000Z'],
  ['after midnight, until the same morning', '2026-01-11T02:10:30Z', '2026-01-11T06:00:00.000Z'],
  ['the very minute they begin', '2026-01-10T21:00:00Z', '2026-01-11T06:00:00.000Z'],
  ['in summer by summer time', '2026-07-10T21:30:00Z', '2026-07-11T05:00:00.000Z'],
  ['over the night that loses an hour', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
  ['over the night that gains an hour', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00.000Z'],
])('hold %s', (_name, now, until) => {
  expect(quietUntil(night, at(now))?.toISOString()).toBe(until)
})

test.each([
  ['during the day', '2026-01-10T12:00:00Z'],
  ['the very minute they end', '2026-01-11T06:00:00Z'],
])('do not hold %s', (_name, now) => expect(quietUntil(night, at(now))).toBeNull())

test('within one day', () => {
  const noon = { from: '12:00', to: '13:00', time_zone: 'UTC' }
  expect(quietUntil(noon, at('2026-01-10T12:59:00Z'))).toEqual(at('2026-01-10T13:00:00Z'))
  expect(quietUntil(noon, at('2026-01-10T13:00:00Z'))).toBeNull()
  expect(quietUntil(null, at('2026-01-10T12:59:00Z'))).toBeNull()
})

import { describe, expect, test } from 'vitest'

import { occurrences } from '#lib/schedules/occurrences.ts'

const times = (cron: string, zone: string, after: string, count = 3) =>
  occurrences(cron, zone, new Date(after), count).map((time) => time.toISOString())

describe('occurrences', () => {
  test('are moments of the time zone, on working days as asked', () => {
    expect(times('0 9 * * MON-FRI', 'America/New_York', '2026-10-30T12:00:00Z')).toEqual([
      '2026-10-30T13:00:00.000Z',
      '2026-11-02T14:00:00.000Z',
      '2026-11-03T14:00:00.000Z',
    ])
  })

  test('a time of day that the spring leaves out comes an hour later, once', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2026-03-28T00:00:00Z')).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  test('a time of day that the autumn brings twice comes once', () => {
    expect(times('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z')).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
      '2026-10-27T01:30:00.000Z',
    ])
  })

  test('every half hour goes on through the change without a gap', () => {
    expect(times('*/30 * * * *', 'Europe/Berlin', '2026-10-25T00:15:00Z', 4)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ])
  })

  test.each(['61 * * * *', '0 0 31 4,6 *', 'every day at noon'])('%s is refused', (cron) => {
    expect(() => times(cron, 'UTC', '2026-01-01T00:00:00Z')).toThrow('cannot be read')
  })
})

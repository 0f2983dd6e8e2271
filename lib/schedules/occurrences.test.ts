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

  // Lord Howe: +10:30, in summer +11:00. On 2026-04-05 02:00 became 01:30, on 2026-10-04 02:00 becomes 02:30.
  test.each<[string, string, string, string[]]>([
    [
      'Lord Howe, left out in spring: half an hour later',
      '15 2 * * *',
      '2026-10-02T12:00:00Z',
      ['2026-10-02T15:45:00.000Z', '2026-10-03T15:45:00.000Z', '2026-10-04T15:15:00.000Z'],
    ],
    [
      'Lord Howe, just after the gap: as it stands',
      '30 2 * * *',
      '2026-10-02T20:00:00Z',
      ['2026-10-03T15:30:00.000Z', '2026-10-04T15:30:00.000Z', '2026-10-05T15:30:00.000Z'],
    ],
    [
      'Lord Howe, twice in autumn: once',
      '45 1 * * *',
      '2026-04-03T12:00:00Z',
      ['2026-04-03T14:45:00.000Z', '2026-04-04T14:45:00.000Z', '2026-04-05T15:15:00.000Z'],
    ],
    [
      'Lord Howe, every hour through autumn',
      '0 * * * *',
      '2026-04-04T12:30:00Z',
      ['2026-04-04T13:00:00.000Z', '2026-04-04T14:00:00.000Z', '2026-04-04T15:30:00.000Z'],
    ],
    [
      'Lord Howe, every hour at half past, which comes twice',
      '30 * * * *',
      '2026-04-04T14:00:00Z',
      ['2026-04-04T14:30:00.000Z', '2026-04-04T15:00:00.000Z', '2026-04-04T16:00:00.000Z'],
    ],
    [
      'Lord Howe, every ten minutes through spring without a gap',
      '*/10 * * * *',
      '2026-10-03T15:15:00Z',
      ['2026-10-03T15:20:00.000Z', '2026-10-03T15:30:00.000Z', '2026-10-03T15:40:00.000Z'],
    ],
    [
      'Lord Howe, every ten minutes through autumn without a gap',
      '*/10 * * * *',
      '2026-04-04T14:45:00Z',
      ['2026-04-04T14:50:00.000Z', '2026-04-04T15:00:00.000Z', '2026-04-04T15:10:00.000Z'],
    ],
  ])('%s', (_name, cron, after, expected) =>
    expect(times(cron, 'Australia/Lord_Howe', after)).toEqual(expected),
  )

  test.each<[string, string, string, string, string[]]>([
    [
      'Troll, two hours forward',
      'Antarctica/Troll',
      '30 1 * * *',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:30:00.000Z', '2026-03-29T23:30:00.000Z'],
    ],
    [
      'Cairo, midnight is left out',
      'Africa/Cairo',
      '0 0 * * *',
      '2026-04-23T00:00:00Z',
      ['2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z'],
    ],
    [
      'Chatham, 45 minutes off the hour',
      'Pacific/Chatham',
      '0 3 * * *',
      '2026-09-26T00:00:00Z',
      ['2026-09-26T14:15:00.000Z', '2026-09-27T13:15:00.000Z'],
    ],
    [
      'Samoa, a whole day left out',
      'Pacific/Apia',
      '0 12 * * *',
      '2011-12-29T00:00:00Z',
      ['2011-12-29T22:00:00.000Z', '2011-12-30T22:00:00.000Z'],
    ],
    [
      'Kathmandu, a quarter off the hour and never changed',
      'Asia/Kathmandu',
      '0 0 1 * *',
      '2026-01-15T00:00:00Z',
      ['2026-01-31T18:15:00.000Z', '2026-02-28T18:15:00.000Z'],
    ],
  ])('%s', (_name, zone, cron, after, expected) =>
    expect(times(cron, zone, after, 2)).toEqual(expected),
  )

  test('over a year of Lord Howe, each day has its one run, however the clock is changed', () => {
    for (const cron of ['0 2 * * *', '29 2 * * *', '30 1 * * *', '59 1 * * *']) {
      const found = times(cron, 'Australia/Lord_Howe', '2026-01-01T00:00:00Z', 365)
      const days = found.map((time) =>
        new Date(Date.parse(time) + 37_800_000).toISOString().slice(0, 10),
      )
      expect(new Set(days).size).toBe(365)
    }
  })
})

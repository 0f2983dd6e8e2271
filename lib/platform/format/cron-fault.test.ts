import { describe, expect, test } from 'vitest'

import { cronFault } from '#lib/platform/format/cron-fault.ts'

describe('cronFault', () => {
  test.each([
    '0 9 * * MON-FRI',
    '*/30 * * * *',
    '5/15 * * * *',
    '0-29/10 22-23,0-5 1,15 JAN-jun 7',
    '0 0 L * *',
    '0 0 * * 1#2',
    '0 0 * * fril',
    '0 0 31 2 *',
  ])('%s says what it seems to say', (cron) => expect(cronFault(cron)).toBeNull())

  test.each([
    ['@daily', 'write 0 0 * * *'],
    ['@Hourly', 'write 0 * * * *'],
    ['@reboot', 'write five fields'],
    ['H * * * *', 'write the number that you want'],
    ['H(0-29)/10 * * * *', 'write the number that you want'],
    ['0 0 ? * MON', 'write * instead'],
    ['*/90 * * * *', 'take an interval that divides an hour'],
    ['*/60 * * * *', 'write 0 */1 * * *'],
    ['*/120 * * * *', 'write 0 */2 * * *'],
    ['0 */24 * * *', 'write 0 0 * * *'],
    ['0 */48 * * *', 'write 0 0 */2 * *'],
    ['0 */25 * * *', 'below 24'],
    ['0 0 */40 * *', 'below 31'],
    ['0 24 * * *', 'midnight is 0'],
    ['60 * * * *', 'not between 0 and 59'],
    ['0 0 0 * *', 'not between 1 and 31'],
    ['0 0 * 13 *', 'not between 1 and 12'],
    ['0 22-5 * * *', 'runs backwards'],
    ['*/0 * * * *', 'a number from 1 on'],
    ['1,,2 * * * *', 'a comma with nothing beside it'],
    ['0 0 LW * *', 'is not understood here'],
    ['0 0 15W * *', 'is not understood here'],
    ['0 0 * * MON#6', 'no number'],
    ['0 0 * * *  *', 'leave it out'],
    ['0 0 0 1 1 ? 2027', 'leave it out'],
    ['every day at noon', 'five fields'],
    ['~ * * * *', 'no number'],
    ['', 'five fields'],
  ])('%s is refused, with the way to mend it', (cron, hint) =>
    expect(cronFault(cron)).toContain(hint),
  )
})

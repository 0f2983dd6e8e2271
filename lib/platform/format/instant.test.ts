import { expect, test } from 'vitest'

import { formatAgo, formatInstant } from '#lib/platform/format/instant.ts'

const now = new Date('2026-11-22T17:40:00Z')

test.each([
  ['2026-11-22T17:39:31Z', 'just now'],
  ['2026-11-22T17:37:00Z', '3 minutes ago'],
  ['2026-11-21T17:00:00Z', 'yesterday'],
  ['2026-11-24T17:41:00Z', 'in 2 days'],
])('%s is %s', (value, text) => expect(formatAgo(value, now)).toBe(text))

test('an instant names its zone when it is not the reader’s', () =>
  expect(formatInstant('2026-11-22T17:40:00Z', 'UTC')).toBe('22 Nov 2026, 17:40 UTC'))

test('what is no instant is shown as it is', () =>
  expect(formatInstant('soon', 'UTC')).toBe('soon'))

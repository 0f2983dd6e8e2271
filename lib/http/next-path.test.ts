import { expect, test } from 'vitest'

import { nextPath } from '#lib/http/next-path.ts'

test('a page of this server is gone back to, with its query', () =>
  expect(nextPath('/runs?cursor=a%20b')).toBe('/runs?cursor=a%20b'))

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  'runs',
  '',
  null,
  ['/runs', '/suites'],
])('%j is not gone to', (next) => expect(nextPath(next)).toBe('/'))

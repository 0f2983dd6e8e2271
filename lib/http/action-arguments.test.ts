import { expect, test } from 'vitest'

import { argumentsFault } from '#lib/http/action-arguments.ts'

test.each([
  '[]',
  '["a",null,{"a":[1]}]',
  '["$$a","$undefined","$D2031-01-01T00:00:00.000Z","$n123","$NaN","$-0","$0:7",{}]',
  String.raw`["a\u0000b"]`,
])('%s is let through to its action', (text) => {
  expect(argumentsFault(text)).toBeNull()
})

test.each<readonly [string, string]>([
  ['', 'no list'],
  ['x', 'no list'],
  ['null', 'no list'],
  ['{}', 'no list'],
  [`[${'['.repeat(5_000)}${']'.repeat(5_000)}]`, 'nested'],
  [`[${'0,'.repeat(200_001)}0]`, 'parts'],
  [JSON.stringify(Array.from({ length: 30 }, () => '\0')), 'cannot be kept'],
  ...[
    '$K1',
    '$Q1',
    '$W1',
    '$F1',
    '$h1',
    '$@1',
    '$T',
    '$nx',
    '$D',
    '$B1',
    '$R1',
    '$xyz',
    '$1',
    '$0',
    '$0:9:9',
  ].map((mark) => [JSON.stringify([{ a: mark }]), 'refer to what was not sent'] as const),
])('%s is refused', (text, fault) => {
  expect(argumentsFault(text)).toContain(fault)
})

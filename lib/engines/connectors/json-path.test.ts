import { describe, expect, test } from 'vitest'

import {
  fulfils,
  JsonCondition,
  JsonPath,
  textAt,
  valueAt,
} from '#lib/engines/connectors/json-path.ts'

const document = {
  type: 'reply',
  list: [{ text: 'a' }, { text: 'b' }, { n: 3 }],
  deep: { x: null },
}

describe('values', () => {
  test('the first of several values is taken, null is a value', () => {
    expect(valueAt(document, '$.list[*].text')).toBe('a')
    expect(valueAt(document, '$.deep.x')).toBeNull()
    expect(valueAt(document, '$.deep.y')).toBeUndefined()
  })
  test('several texts become lines, other types are left out', () =>
    expect(textAt(document, '$.list[*].text')).toBe('a\nb'))
  test('names of prototypes are not found', () =>
    expect(valueAt(document, '$.constructor')).toBeUndefined())
})

describe('conditions', () => {
  test.each([
    ["@.type == 'reply'", true],
    ["@.type == 'other'", false],
    ["@['type'] == 'reply'", true],
    ["@.deep.x == null && @.type == 'reply'", true],
    ['@.list[2].n > 2', true],
    ['@.missing', false],
    ["search(@.type, 'epl')", true],
    ["search(@.type, 'EPL')", false],
    ["match(@.type, 'epl')", false],
    ["match(@.type, 'r.*|x')", true],
    ["match(@.type, '(')", false],
    ['search(@.list[2].n, "3")', false],
  ])('%s is %s', (condition, holds) => expect(fulfils(document, condition)).toBe(holds))
})

test.each([
  ...['$..a..b', '$[?$..a]', '$.a[?count($.b[*]) > 1]', `$${'[0,1]'.repeat(20)}`],
  ...['$..[', 'text', '$[(@.length-1)]', '$[?@.a.constructor()]'],
])('%s is refused as a path', (path) => expect(JsonPath.safeParse(path).success).toBe(false))

test.each(['@.a == ', 'search(@.a)', 'process.exit()'])(
  '%s is refused as a condition',
  (condition) => expect(JsonCondition.safeParse(condition).success).toBe(false),
)

test('a pattern that would never end ends', () => {
  const text = 'a'.repeat(50_000)
  expect(fulfils({ text }, "match(@.text, '(a|a)*b')")).toBe(false)
  expect(fulfils({ text }, "match(@.text, '(a|a)*')")).toBe(true)
})

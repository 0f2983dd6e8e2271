import { describe, expect, test } from 'vitest'

import { auditedChanges, secretChanges } from '#lib/platform/audit/changes.ts'

describe('what an entry keeps of a change', () => {
  test.each([
    ['what differs', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 2 }, { b: 3 }],
    ['what is new or gone', { a: 1 }, { b: 2 }, { a: 1, b: null }, { a: null, b: 2 }],
    [
      'fields within fields',
      { c: { x: 1, y: 2 } },
      { c: { x: 1, y: 3 } },
      { c: { y: 2 } },
      { c: { y: 3 } },
    ],
    ['lists as a whole', { l: [1, 2] }, { l: [2] }, { l: [1, 2] }, { l: [2] }],
    [
      'moments as text',
      { at: new Date(0) },
      { at: null },
      { at: '1970-01-01T00:00:00.000Z' },
      { at: null },
    ],
    [
      'nothing where nothing differs',
      { a: [1], updated_at: 1 },
      { a: [1], updated_at: 2 },
      null,
      null,
    ],
  ])('%s', (_what, was, is, before, after) => {
    expect(auditedChanges(was, is)).toEqual({ before, after })
  })

  test('all of what was made or is gone', () => {
    expect(auditedChanges(null, { a: 1 })).toEqual({ before: null, after: { a: 1 } })
    expect(auditedChanges({ a: 1 }, null)).toEqual({ before: { a: 1 }, after: null })
    expect(auditedChanges(null, null)).toEqual({ before: null, after: null })
  })

  test('a long text is cut, and of too much only the names are kept', () => {
    const { after } = auditedChanges(null, { text: 'x'.repeat(3_000) })
    expect(String(after?.text)).toHaveLength(2_001)
    const many = Array.from({ length: 100 }, () => 'y'.repeat(1_000))
    expect(auditedChanges(null, { many }).after).toEqual({ many: '(too long to keep)' })
  })
})

describe('secrets', () => {
  test.each([
    'password',
    'client_secret',
    'secrets',
    'apiKey',
    'api_token',
    'x-api-key',
    'privateKey',
    'Authorization',
  ])('under %s are hidden, also where they changed', (name) => {
    const kept = auditedChanges({ config: { [name]: 'one' } }, { config: { [name]: { a: 'two' } } })
    expect(kept).toEqual({
      before: { config: { [name]: '••••••' } },
      after: { config: { [name]: { a: '•••••• (new)' } } },
    })
  })

  test('in an address are hidden', () => {
    expect(auditedChanges(null, { url: 'https://me:pw@host/x' }).after).toEqual({
      url: 'https://••••••@host/x',
    })
  })

  test('of a patch show which were added, replaced and removed', () => {
    const { before, after } = secretChanges(['old', 'gone'], { old: 'a', gone: null, fresh: 'b' })
    expect(JSON.stringify([before, after])).not.toMatch(/"[ab]"/)
    expect(auditedChanges(before, after)).toEqual({
      before: { secrets: { old: '••••••', gone: '••••••', fresh: null } },
      after: { secrets: { old: '•••••• (new)', gone: null, fresh: '•••••• (new)' } },
    })
  })
})

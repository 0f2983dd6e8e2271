import { expect, test } from 'vitest'
import { z } from 'zod'

import { faultsOf } from '#lib/platform/format/faults.ts'
import '#lib/platform/format/zod-messages.ts'

const file = new File(['abc'], 'a.txt')
const long = z.enum(Array.from({ length: 25 }, (_, index) => `v${index}`))

const cases: Record<string, [schema: z.ZodType, value: unknown, message: string][]> = {
  invalid_type: [
    [z.string(), 7, 'must be text'],
    [z.string(), null, 'must be text'],
    [z.string(), undefined, 'is required'],
    [z.object({ name: z.string() }), {}, 'is required'],
    [z.string().optional().nonoptional(), undefined, 'is required'],
    [z.number(), 'seven', 'must be a number'],
    [z.number(), NaN, 'must be a number'],
    [z.number(), Infinity, 'must be a number'],
    [z.coerce.number(), 'abc', 'must be a number'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.number().int(), 0.2, 'must be a whole number'],
    [z.bigint(), 1, 'must be a whole number'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.array(z.string()), 'a', 'must be a list'],
    [z.tuple([z.string()]), 'a', 'must be a list'],
    [z.set(z.string()), 'a', 'must be a list'],
    [z.object({}), [], 'must be an object'],
    [z.record(z.string(), z.string()), 'a', 'must be an object'],
    [z.map(z.string(), z.string()), 'a', 'must be an object'],
    [z.date(), 'a', 'must be a date'],
    [z.coerce.date(), 'abc', 'must be a date'],
    [z.instanceof(Date), 1, 'must be a date'],
    [z.null(), 1, 'must be null'],
    [z.never(), 1, 'must be left out'],
    [z.undefined(), 1, 'must be left out'],
    [z.file(), 1, 'must be a file'],
    [z.symbol(), 1, 'must be of the type symbol'],
  ],
  invalid_value: [
    [z.enum(['a', 'b', 'c']), 'd', 'must be one of a, b, c'],
    [z.enum(['a', 'b']), undefined, 'is required'],
    [z.literal('x'), 'y', 'must be x'],
    [z.literal(null), 1, 'must be null'],
    [
      z.stringbool(),
      'maybe',
      'must be one of true, 1, yes, on, y, enabled, false, 0, no, off, n, disabled',
    ],
    [
      long,
      'x',
      `must be one of ${Array.from({ length: 20 }, (_, index) => `v${index}`).join(', ')} and 5 more`,
    ],
  ],
  too_small: [
    [z.int().min(1), 0, 'must be 1 or more'],
    [z.number().positive(), 0, 'must be more than 0'],
    [z.number().nonnegative(), -1, 'must be 0 or more'],
    [z.bigint().min(5n), 4n, 'must be 5 or more'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(12), 'short', 'must be at least 12 characters'],
    [z.string().length(3), 'a', 'must be exactly 3 characters'],
    [z.array(z.string()).min(1), [], 'must have at least 1 item'],
    [z.array(z.string()).nonempty(), [], 'must have at least 1 item'],
    [z.set(z.string()).min(2), new Set(), 'must have at least 2 items'],
    [z.map(z.string(), z.string()).min(2), new Map(), 'must have at least 2 entries'],
    [z.file().min(5), file, 'must be at least 5 bytes'],
    [z.date().min(new Date(0)), new Date(-5), 'must be 1970-01-01T00:00:00.000Z or later'],
  ],
  too_big: [
    [z.int().max(10), 11, 'must be 10 or less'],
    [z.number().lt(5), 5, 'must be less than 5'],
    [z.number().negative(), 0, 'must be less than 0'],
    [z.string().max(200), 'a'.repeat(201), 'must be at most 200 characters'],
    [z.string().length(3), 'abcd', 'must be exactly 3 characters'],
    [z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 item'],
    [z.tuple([z.string()]), ['a', 'b'], 'must have at most 1 item'],
    [z.file().max(2), file, 'must be at most 2 bytes'],
    [z.date().max(new Date(0)), new Date(5), 'must be 1970-01-01T00:00:00.000Z or earlier'],
  ],
  invalid_format: [
    [z.email(), 'x', 'must be an e-mail address such as name@example.com'],
    [z.url(), 'x', 'must be a web address such as https://example.com'],
    [z.hostname(), '--', 'must be a host name such as example.com'],
    [z.uuid(), 'x', 'must be an id (a UUID)'],
    [z.iso.datetime(), 'x', 'must be a date and time such as 2026-01-31T09:30:00Z'],
    [z.iso.date(), 'x', 'must be a date such as 2026-01-31'],
    [z.iso.time(), 'x', 'must be a time such as 09:30:00'],
    [z.iso.duration(), 'x', 'must be a duration such as PT30S'],
    [z.ipv4(), 'x', 'must be an IPv4 address such as 192.0.2.1'],
    [z.cidrv6(), 'x', 'must be an IPv6 range such as 2001:db8::/32'],
    [z.base64(), '!', 'must be Base64 text'],
    [z.e164(), 'x', 'must be a telephone number such as +4930123456'],
    [z.jwt(), 'x', 'must be a JSON Web Token'],
    [z.nanoid(), 'x', 'must be a valid nanoid'],
    [z.hash('sha256'), 'x', 'must be a valid sha256 hex'],
    [z.string().lowercase(), 'X', 'must be in lower case'],
    [z.string().startsWith('sk-'), 'x', 'must start with "sk-"'],
    [z.string().endsWith('.wav'), 'x', 'must end with ".wav"'],
    [z.string().includes('@'), 'x', 'must contain "@"'],
    [z.string().regex(/^\d+$/), 'x', String.raw`must have the form /^\d+$/`],
    [
      z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language tag such as en-US'),
      'german',
      'must be a language tag such as en-US',
    ],
  ],
  not_multiple_of: [
    [z.number().multipleOf(5), 7, 'must be a multiple of 5'],
    [z.bigint().multipleOf(2n), 3n, 'must be a multiple of 2'],
  ],
  unrecognized_keys: [
    [z.strictObject({ say: z.string() }), { say: 'a', x: 1 }, 'has an unknown field x'],
    [
      z.strictObject({ say: z.string() }),
      { say: 'a', sya: 1 },
      'has an unknown field sya; did you mean say?',
    ],
    [z.strictObject({}), { x: 1, y: 2 }, 'has unknown fields: x, y'],
  ],
  invalid_key: [
    [
      z.record(z.string().regex(/^[a-z]{2}$/, 'must be a language tag such as en-US'), z.string()),
      { german: 'x' },
      'must be a language tag such as en-US',
    ],
    [z.map(z.string().max(1), z.string()), new Map([['ab', 'x']]), 'must be at most 1 character'],
  ],
  invalid_element: [[z.map(z.object({}), z.number()), new Map([[{}, 'x']]), 'must be a number']],
  invalid_union: [
    [z.union([z.string(), z.number()]), true, 'must be text or a number'],
    [z.union([z.string(), z.number()]), undefined, 'is required'],
    [
      z.union([z.string(), z.array(z.string()), z.record(z.string(), z.string())]),
      7,
      'must be text, a list or an object',
    ],
    [z.union([z.string().min(3), z.number()]), 'a', 'must be at least 3 characters'],
    [z.union([z.string(), z.object({ name: z.string() })]), { name: 7 }, 'name: must be text'],
    [
      z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('x') }),
        z.object({ kind: z.literal('y') }),
      ]),
      {},
      'must be one of x, y',
    ],
    [
      z.xor([z.string(), z.string().min(1)]),
      'a',
      'fits several of the possible forms; it must fit one',
    ],
    [z.json(), () => 1, 'must be text, a number, true or false, null, a list or an object'],
  ],
  custom: [
    [z.custom(() => false), 1, 'is not valid'],
    [z.string().refine(() => false), 'a', 'is not valid'],
    [z.string().refine(() => false, 'names no such voice'), 'a', 'names no such voice'],
  ],
}

for (const [code, rows] of Object.entries(cases))
  test(`says what is wanted: ${code}`, () => {
    const said = rows.map(([schema, value]) => schema.safeParse(value).error?.issues[0]?.message)
    expect(said).toEqual(rows.map(([, , message]) => message))
    const codes = rows.map(([schema, value]) => schema.safeParse(value).error?.issues[0]?.code)
    expect(codes).toContain(code)
  })

test('no message speaks of zod or quotes what was given', () => {
  const secret = 'hunter2'
  for (const [schema] of Object.values(cases).flat()) {
    const issues = schema.safeParse(secret).error?.issues ?? []
    for (const { message } of issues) {
      expect(message).not.toMatch(/Invalid|Too (small|big)|expected|received|NaN|>=|<=/)
      expect(message).not.toContain(secret)
    }
  }
})

test('each unknown field is told at its own place, with the field that was meant', () => {
  const schema = z.object({
    settings: z.union([z.string(), z.strictObject({ endpoint: z.string(), max_ms: z.int() })]),
  })
  const result = schema.safeParse({ settings: { endpiont: 'x', maxMs: 1, other: 2 } })
  expect(result.error && faultsOf(result.error)).toEqual(
    expect.arrayContaining([
      { path: 'settings.endpiont', message: 'is not a known field; did you mean endpoint?' },
      { path: 'settings.maxMs', message: 'is not a known field; did you mean max_ms?' },
      { path: 'settings.other', message: 'is not a known field' },
    ]),
  )
})

test('the map stays when zod is configured with a language', () => {
  z.config(z.locales.en())
  expect(z.string().safeParse(7).error?.issues[0]?.message).toBe('must be text')
})

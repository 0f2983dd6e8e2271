import { monitorEventLoopDelay } from 'node:perf_hooks'

import { expect, test } from 'vitest'

import { readInThread } from '#lib/importers/read-in-thread.ts'

const read = async (text: string) =>
  (await readInThread('yaml', [{ name: 'a.yaml', text }]))[0] ?? { suites: [], faults: [] }
const faultsOf = async (text: string) =>
  (await read(text)).faults.map(({ line, column, path, message }) =>
    [`${line}:${column}`, path, message].filter((part) => part !== '').join(' '),
  )

const suite = (rest: string) => `suite: A
cases:
  - id: a
    name: A
    languages: { en-US: {} }
    turns:
      - say: hello \${city}
${rest}`

test('a suite comes with the lines of its cases and of its uses of variables', async () => {
  const { suites, faults } = await read(suite(''))
  expect(faults).toEqual([])
  expect(suites).toMatchObject([{ file: 'a.yaml', suite: { suite: 'A' } }])
  expect(suites[0]?.lines).toEqual(
    new Map([
      ['cases[0]', 3],
      ['cases[0].turns[0].say', 7],
    ]),
  )
})

test('170 kB of keys take a moment, where each was once compared with all before it', async () => {
  const keys = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}${index}: 1`).join('\n')
  const startedAt = performance.now()
  const faults = await faultsOf(keys('key', 20_000))
  expect(faults).toEqual(['1:1 has more than 10000 keys'])
  expect(await faultsOf(`${keys('k', 9_000)}\nk7: 2\nk8: 1\n`)).toEqual([
    '9001:1 Map keys must be unique',
    '9002:1 Map keys must be unique',
  ])
  expect(performance.now() - startedAt).toBeLessThan(10_000)
})

test.each([
  ['six megabytes of keys', Array.from({ length: 500_000 }, (_each, i) => `key${i}: 1`).join('\n')],
  ['a million brackets', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
  ['a list in lists', `${'- '.repeat(20_000)}a`],
  ['lists in brackets', '['.repeat(5_000) + ']'.repeat(5_000)],
])('%s hold nobody up, and are refused', async (_, text) => {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  expect(await faultsOf(text)).not.toHaveLength(0)
  delay.disable()
  expect(delay.max / 1e6).toBeLessThan(1_000)
})

test.each([
  ['U+0000', String.raw`name: "a\0b"`, '7:11', 'name', 'holds the character U+0000'],
  ['half a pair', String.raw`name: "\ud83d"`, '7:11', 'name', 'holds half of a surrogate pair'],
  ['a key', String.raw`"k\0": 1`, '7:5', String.raw`["k\u0000"]`, 'has a name that holds the'],
])('%s is refused with its line', async (_, line, place, path, message) => {
  const text = suite('').replace('    name: A\n', '') + `    ${line}\n`
  const dot = path.startsWith('[') ? '' : '.'
  expect((await faultsOf(text))[0]).toContain(`${place} cases[0]${dot}${path} ${message}`)
})

test('of sixteen thousand faults two hundred are told', async () => {
  const cases = Array.from({ length: 9_000 }, (_, index) => `- { id: a${index}, nmae: A }`)
  expect(await faultsOf(`suite: A\ncases:\n${cases.join('\n')}`)).toHaveLength(200)
})

test('an unknown format is refused as such', () =>
  expect(readInThread('pdf', [])).rejects.toMatchObject({ faults: [{ path: 'format' }] }))

import { expect, test } from 'vitest'

import { yamlImporter } from '#lib/importers/yaml.ts'

const read = (text: string) => yamlImporter.read({ name: 'weather.suite.yaml', text })
const faults = (text: string) =>
  read(text).faults.map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`)

const good = `suite: Weather basics
cases:
  - id: current
    name: Current weather
    languages: { en-US: {} }
    turns:
      - say: what is the weather
        expect: { intent: WeatherQuery }
`

test('a suite file is read with its defaults', () => {
  const { suites } = read(good)
  expect(suites).toHaveLength(1)
  expect(suites[0]?.suite.cases[0]).toMatchObject({
    id: 'current',
    priority: 'medium',
    languages: { 'en-US': { voice: 'default' } },
  })
  expect(suites[0]?.lines.get('cases[0]')).toBe(3)
})

test('JSON is read as well, with lines', () => {
  expect(read('{"suite": "A", "cases": []}').suites[0]?.suite.suite).toBe('A')
  expect(faults('{\n  "suite": "A",\n  "cases": 7\n}')).toEqual(['3:3 cases must be a list'])
})

test('each fault names line, column and field', () => {
  const text = good.replace(
    'expect: { intent: WeatherQuery }',
    'expect:\n          response_time:\n            max_ms: soon\n        sya: hello',
  )
  expect(faults(text)).toEqual([
    '10:13 cases[0].turns[0].expect.response_time.max_ms must be a number',
    '11:9 cases[0].turns[0].sya is not a known field; did you mean say?',
  ])
})

test('what is missing is reported where it should be', () => {
  expect(faults(good.replace('    name: Current weather\n', ''))).toEqual([
    '3:5 cases[0].name is required',
  ])
})

test('a key given twice is refused with its line', () => {
  expect(faults('suite: A\nsuite: B\ncases: []\n')).toEqual(['2:1  Map keys must be unique'])
})

test('a case id given twice names both', () => {
  const twice = good + good.split('\n').slice(2).join('\n')
  expect(faults(twice)).toEqual(['9:5 cases[1].id is the id of case 1 already'])
})

test('broken YAML names the place', () => {
  const [fault] = faults('suite: A\ncases: [\n  { id: x\n')
  expect(fault).toMatch(/^\d+:\d+ {2}\S/)
})

test('several suites of one file, and an empty end', () => {
  const { suites, faults: none } = read(`${good}---\nsuite: Other\ncases: []\n---\n`)
  expect(none).toEqual([])
  expect(suites.map(({ suite }) => suite.suite)).toEqual(['Weather basics', 'Other'])
})

test('lines of the second document count from the top of the file', () => {
  expect(faults(`${good}---\nsuite: Other\ncases: 1\n`)).toEqual(['11:1 cases must be a list'])
})

test.each(['', '\n# nothing here\n', '---\n'])('an empty file %j is told so', (text) => {
  expect(faults(text)).toEqual(['1:1  The file is empty'])
})

test('an alias bomb is refused quickly and in little memory', () => {
  const levels = Array.from({ length: 30 }, (_, level) =>
    level === 0 ? 'a0: &a0 [x, x]' : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
  )
  const startedAt = performance.now()
  expect(faults(`${levels.join('\n')}\nsuite: A\ncases: []\n`)[0]).toContain('alias')
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})

test('aliases in reasonable number are followed', () => {
  const text = `suite: A
cases:
  - id: one
    name: One
    languages: &both { en-US: {} }
    turns: &turns [{ say: hello }]
  - { id: two, name: Two, languages: *both, turns: *turns }
`
  expect(read(text)).toMatchObject({ faults: [], suites: [{ suite: { cases: [{}, {}] } }] })
})

test('values stay what YAML 1.2 says they are', () => {
  const text = good.replace('what is the weather', 'no')
  expect(read(text).suites[0]?.suite.cases[0]?.turns[0]?.say).toBe('no')
})

test('a fault of a mock names its line and field', () => {
  const text = good.replace(
    '    turns:',
    `    mocks:
      - tool: get_order
        result: 1
      - tool: get_order
        error: no
        result: 2
      - { tool: cancel_order, arguments: { order: { matches: "(" } }, result: 1 }
    turns:`,
  )
  expect(faults(text)).toEqual([
    '10:9 cases[0].mocks[1].error may only be one of: result, error',
    expect.stringMatching(
      /^12:53 cases\[0\]\.mocks\[2\]\.arguments\.order\.matches is not a valid pattern/,
    ),
  ])
})

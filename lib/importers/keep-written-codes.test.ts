import { describe, expect, test } from 'vitest'

import { yamlImporter } from '#lib/importers/yaml.ts'

const suite = (entities: string) => `suite: Codes
cases:
  - id: a
    name: A
    languages: { en-US: {} }
    turns:
      - say: my data
        expect: { entities: ${entities}, response_time: { max_ms: 1.50e3 } }
`

function entitiesIn(entities: string): unknown {
  const { suites, faults } = yamlImporter.read({ name: 'codes.yaml', text: suite(entities) })
  expect(faults).toEqual([])
  return suites[0]?.suite.cases[0]?.turns[0]?.expect?.entities
}

test('unquoted codes keep all that was written', () =>
  expect(
    entitiesIn(
      '{ zip: 02142, phone: +49123456789, code: 0049123, version: 1.10, order: 12345678901234567890 }',
    ),
  ).toEqual({
    zip: '02142',
    phone: '+49123456789',
    code: '0049123',
    version: '1.10',
    order: '12345678901234567890',
  }))

test.each([
  ['5', 5],
  ['0', 0],
  ['-5', -5],
  ['20.5', 20.5],
  ['0.5', 0.5],
  ['123456789012345', 123456789012345],
  ['"02142"', '02142'],
  ['2025-05-03', '2025-05-03'],
  ['1.0', '1.0'],
  ['-05', '-05'],
  ['12e3', '12e3'],
  ['0x1F', '0x1F'],
  ['0o17', '0o17'],
  ['007', '007'],
  ['-12345678901234567', '-12345678901234567'],
  ['true', true],
])('%s is read as %j', (written, value) =>
  expect(entitiesIn(`{ code: ${written} }`)).toEqual({ code: value }),
)

describe('codes are kept', () => {
  test('in lists and objects', () =>
    expect(entitiesIn('{ zips: [02142, 5], home: { zip: 02134, floor: 3 } }')).toEqual({
      zips: ['02142', 5],
      home: { zip: '02134', floor: 3 },
    }))
  test('in values with a type', () =>
    expect(entitiesIn('{ zip: { value: 02142, type: identifier } }')).toEqual({
      zip: { value: '02142', type: 'identifier' },
    }))
  test('only under entities: limits stay numbers', () => {
    const { suites } = yamlImporter.read({ name: 'codes.yaml', text: suite('{ a: 1 }') })
    expect(suites[0]?.suite.cases[0]?.turns[0]?.expect?.response_time).toEqual({ max_ms: 1_500 })
  })
})

test('what tools are given and give back keeps all that was written, too; ranges stay numbers', () => {
  const text = suite('{ a: 1 }').replace(
    'expect: {',
    'expect: { tools: [{ name: post, arguments: { zip: 02142, kg: { min: 1.50, max: 2 } }, result: { version: 1.10 } }],',
  )
  const { suites, faults } = yamlImporter.read({ name: 'codes.yaml', text })
  expect(faults).toEqual([])
  expect(suites[0]?.suite.cases[0]?.turns[0]?.expect?.tools).toEqual([
    {
      name: 'post',
      arguments: { zip: '02142', kg: { min: 1.5, max: 2 } },
      result: { version: '1.10' },
    },
  ])
})

test('what is wrong in a rule of a tool is named with its place in the file', () => {
  const text = suite('{ a: 1 }').replace(
    'expect: {',
    'expect: { tools: [{ name: post, called: false, times: 1 }],',
  )
  const { faults } = yamlImporter.read({ name: 'codes.yaml', text })
  expect(faults).toMatchObject([
    {
      line: 8,
      path: 'cases[0].turns[0].expect.tools[0].times',
      message: expect.stringMatching(/^says nothing of a tool that must not be called/) as string,
    },
  ])
})

test('what a mock gives back is served with the type that was written; what it is given is compared', () => {
  const text = suite('{}').replace(
    'turns:',
    `mocks:
      - { tool: a, arguments: { price: 1.50, zip: 02142 }, result: { price: 12.50, rate: 1e3, zip: 02142, phone: +49123 } }
    turns:`,
  )
  const { suites, faults } = yamlImporter.read({ name: 'codes.yaml', text })
  expect(faults).toEqual([])
  expect(suites[0]?.suite.cases[0]?.mocks).toEqual([
    {
      tool: 'a',
      arguments: { price: '1.50', zip: '02142' },
      result: { price: 12.5, rate: 1_000, zip: '02142', phone: '+49123' },
    },
  ])
})

import { expect, test } from 'vitest'

import {
  caseFaults,
  keysOf,
  nestedErrors,
} from '#app/(dashboard)/suites/[id]/cases/_lib/case-faults.ts'
import { fromCaseForm, toCaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { CaseInput } from '#lib/suites/schema.ts'

import '#lib/platform/format/zod-messages.ts'

const form = () =>
  toCaseForm(
    CaseInput.parse({
      id: 'greeting',
      name: 'Greeting',
      languages: { 'en-US': {}, 'de-DE': {} },
      turns: [{ say: { 'en-US': 'hello', 'de-DE': 'hallo' }, expect: { intent: 'Greet' } }],
    }),
  )

function faultsOf(change: (value: ReturnType<typeof form>) => void) {
  const value = form()
  change(value)
  const result = CaseInput.safeParse(fromCaseForm(value))
  return caseFaults(result.error?.issues ?? [], value)
}

test('a sound case has no faults', () => expect(faultsOf(() => undefined).size).toBe(0))

test('a missing translation is shown at its own language', () => {
  const faults = faultsOf((value) => {
    const [turn] = value.turns
    if (turn) turn.say['de-DE'] = ''
  })
  expect([...faults.keys()]).toEqual(['turns.0.say.de-DE'])
})

test('a bad pattern is shown at the pattern', () => {
  const faults = faultsOf((value) => {
    const [turn] = value.turns
    if (turn) turn.matches = '('
  })
  expect([...faults.keys()]).toEqual(['turns.0.matches'])
})

test('an impossible error rate is told in percent', () => {
  const faults = faultsOf((value) => {
    const [turn] = value.turns
    if (turn) turn.wer_percent = 'ten'
  })
  expect(faults.get('turns.0.wer_percent')).toBe('Must be a percentage from 0 to 1,000')
})

test('a language tag that is none is shown at the language', () => {
  const faults = faultsOf((value) => {
    value.languages.push({ tag: 'english', voice: '' })
  })
  expect(faults.has('languages.2.tag')).toBe(true)
})

test('errors nest along their path', () =>
  expect(nestedErrors(new Map([['turns.0.say.de-DE', 'missing']]))).toEqual({
    turns: { 0: { say: { 'de-DE': { type: 'custom', message: 'missing' } } } },
  }))

test('a place named by the server is found', () => {
  expect(keysOf('turns[0].say["de-DE"]')).toEqual(['turns', '0', 'say', 'de-DE'])
  expect(keysOf('languages["x.y"]')).toEqual(['languages', 'x.y'])
})

test('a recording that the server does not know is told at the text it says', () =>
  expect([
    ...caseFaults([{ path: keysOf('turns[0].audio'), message: 'names a.wav' }], form()),
  ]).toEqual([['turns.0.say.en-US', 'Names a.wav']]))

test('an empty form says what it needs in plain words', () => {
  const faults = faultsOf((value) => {
    value.name = ''
    for (const turn of value.turns) turn.say = {}
  })
  expect(Object.fromEntries(faults)).toMatchObject({
    name: 'Must not be empty',
    'turns.0.say.en-US': 'Needs a text to say',
  })
})

test.each([
  ['[{', 'Must be a list of rules in JSON: [{ "name": "…" }]'],
  ['{"name": "pay"}', 'Must be a list of rules in JSON: [{ "name": "…" }]'],
  [
    '[{"name": "pay"}, {"name": "book", "called": false, "times": 1}]',
    'Rule 2, times: says nothing',
  ],
  [
    '[{"name": "pay", "arguments": {"a": {"matches": "("}}}]',
    'Rule 1, arguments.a.matches: is not',
  ],
])('wrong rules of tools are shown at their field: %s', (tools, start) => {
  const faults = faultsOf((value) => {
    const [turn] = value.turns
    if (turn) turn.tools = tools
  })
  expect([...faults.keys()]).toEqual(['turns.0.tools'])
  expect(faults.get('turns.0.tools')?.startsWith(start), faults.get('turns.0.tools')).toBe(true)
})

test('an order needs two tools', () => {
  const faults = faultsOf((value) => {
    const [turn] = value.turns
    if (turn) Object.assign(turn, { tools: '[{"name": "pay"}]', tools_in_order: true })
  })
  expect(faults.get('turns.0.tools')).toBe('Needs two or more tools that are to be called')
})

test.each([
  ['[{', 'Must be a list of mocks in JSON'],
  ['{"tool": "pay"}', 'Must be a list of mocks in JSON'],
  ['[{"tool": "pay", "result": 1}, {"tool": "pay"}]', 'Mock 2: needs result or error'],
  [
    '[{"tool": "pay", "result": 1, "arguments": {"a": {"matches": "("}}}]',
    'Mock 1, arguments.a.matches: is not a valid pattern',
  ],
])('wrong mocks are shown at their field: %s', (mocks, start) => {
  const faults = faultsOf((value) => {
    value.mocks = mocks
  })
  expect([...faults.keys()]).toEqual(['mocks'])
  expect(faults.get('mocks')?.startsWith(start), faults.get('mocks')).toBe(true)
})

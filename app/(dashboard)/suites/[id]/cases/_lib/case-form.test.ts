import { expect, test } from 'vitest'

import {
  emptyTurn,
  fromCaseForm,
  readDraft,
  toCaseForm,
} from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { CaseInput } from '#lib/suites/schema.ts'

const weather = CaseInput.parse({
  id: 'current-weather',
  name: 'Current weather in a city',
  priority: 'high',
  tags: ['smoke', 'weather'],
  languages: { 'en-US': { voice: 'default' }, 'de-DE': {} },
  turns: [
    {
      say: { 'en-US': 'what is the weather in toronto', 'de-DE': 'wie ist das wetter in toronto' },
      expect: {
        intent: 'WeatherQuery',
        entities: { city: 'Toronto', days: 3, zip: '12345' },
        response: {
          similar_to: { 'en-US': 'It is sunny in Toronto' },
          contains: ['Toronto', 'sunny, or not'],
          not_contains: { 'en-US': ['error'], 'de-DE': ['Fehler'] },
          matches: '\\d+ degrees',
        },
        response_time: { max_ms: 1_500 },
        transcript: { max_wer: 0.1 },
        audio: { required: true },
      },
    },
    { say: { 'en-US': 'and tomorrow', 'de-DE': 'und morgen' }, expect: {} },
  ],
})

test('a case survives the form unchanged', () =>
  expect(CaseInput.parse(fromCaseForm(toCaseForm(weather)))).toEqual(weather))

test('a text that looks like a number stays a text', () =>
  expect(toCaseForm(weather).turns[0]?.entities).toContainEqual({ name: 'zip', value: '"12345"' }))

test('what the form cannot show in one field is kept', () => {
  const turn = toCaseForm(weather).turns[0]
  expect(turn?.not_contains).toBe('')
  expect(JSON.parse(turn?.rest ?? '')).toEqual({
    not_contains: { 'en-US': ['error'], 'de-DE': ['Fehler'] },
  })
})

test('phrases with settings of their own survive the form', () => {
  const contains = ['Toronto', { text: 'book', stem: true }]
  const input = {
    ...weather,
    turns: [{ say: { 'en-US': 'hi' }, expect: { response: { contains } } }],
  }
  const parsed = CaseInput.parse({ ...input, languages: { 'en-US': {} } })
  expect(toCaseForm(parsed).turns[0]?.contains).toBe('')
  expect(CaseInput.parse(fromCaseForm(toCaseForm(parsed)))).toEqual(parsed)
})

test('an empty turn is refused where its text is missing, language by language', () => {
  const form = { ...toCaseForm(weather), turns: [emptyTurn(['en-US', 'de-DE'])] }
  const result = CaseInput.safeParse(fromCaseForm(form))
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain('turns.0')
})

test('a decimal comma is understood', () => {
  const form = toCaseForm(weather)
  const [first] = form.turns
  if (first) first.wer_percent = '12,5 %'
  expect(CaseInput.parse(fromCaseForm(form)).turns[0]?.expect.transcript).toEqual({
    max_wer: 0.125,
  })
})

test('error rates are shown and read in percent', () => {
  expect(toCaseForm(weather).turns[0]?.wer_percent).toBe('10')
  const form = toCaseForm(weather)
  const [first] = form.turns
  if (first) first.wer_percent = '7'
  const [turn] = CaseInput.parse(fromCaseForm(form)).turns
  expect(turn?.expect.transcript).toEqual({ max_wer: 0.07 })
})

test('a draft from before error rates were percentages keeps its limit', () => {
  const form = toCaseForm(weather)
  const turns = form.turns.map(({ wer_percent: _, cer_percent: __, ...turn }) => ({
    ...turn,
    max_wer: '0.2',
    max_cer: '',
  }))
  const [turn] = readDraft(JSON.stringify({ ...form, turns })).turns
  expect(turn).toMatchObject({ wer_percent: '20', cer_percent: '' })
  expect(turn).not.toHaveProperty('max_wer')
})

test('keys, silence, barge-in and their expectations survive the form', () => {
  const order = CaseInput.parse({
    id: 'order-by-keys',
    name: 'Order by keys',
    languages: { 'en-US': {} },
    stop_on_failure: true,
    turns: [
      { say: 'read me the menu' },
      { say: 'stop', barge_in: { after_ms: 800 }, expect: { barge_in: { max_stop_ms: 1_000 } } },
      { dtmf: '12#', expect: { reply: 'any' } },
      { silence_ms: 4_000, expect: { reply: 'none' } },
    ],
  })
  const form = toCaseForm(order)
  expect(form.turns.map(({ kind }) => kind)).toEqual(['speech', 'speech', 'keys', 'silence'])
  // A text for each language is what the form writes.
  const again = CaseInput.parse(fromCaseForm(form))
  expect(again).toEqual({
    ...order,
    turns: order.turns.map(({ say, ...turn }) => ({
      ...turn,
      ...(typeof say === 'string' && { say: { 'en-US': say } }),
    })),
  })
})

test('what another kind of turn had is left behind with it', () => {
  const form = toCaseForm(weather)
  const [first] = form.turns
  if (first) Object.assign(first, { kind: 'keys', dtmf: '1' })
  const turn = CaseInput.parse(fromCaseForm(form)).turns[0]
  expect(turn).not.toHaveProperty('say')
  expect(turn?.dtmf).toBe('1')
  expect(turn?.expect).not.toHaveProperty('transcript')
})

test('what is expected of tools survives the form', () => {
  const expected = {
    tools: [
      { name: 'find_table' },
      { name: 'book_table', times: 1, arguments: { guests: 4, 'guest.name': { matches: '^An' } } },
    ],
    tools_in_order: true,
    no_other_tools: true,
    say_do: false,
  }
  const parsed = CaseInput.parse({
    ...weather,
    languages: { 'en-US': {} },
    turns: [{ say: { 'en-US': 'hi' }, expect: expected }],
  })
  expect(CaseInput.parse(fromCaseForm(toCaseForm(parsed)))).toEqual(parsed)
})

test('mocks survive the form, and a case without them has none', () => {
  const mocks = [
    { tool: 'get_order', arguments: { order: { matches: '^A' } }, result: null, times: 1 },
    { tool: 'cancel_order', error: 'too late', optional: true },
  ]
  const parsed = CaseInput.parse({
    ...{ ...weather, languages: { 'en-US': {} }, mocks },
    turns: [{ say: { 'en-US': 'hi' } }],
  })
  const form = toCaseForm(parsed)
  expect(CaseInput.parse(fromCaseForm(form))).toEqual(parsed)
  expect(fromCaseForm({ ...form, mocks: '  ' })).not.toHaveProperty('mocks')
  const { mocks: _, ...older } = form
  expect(readDraft(JSON.stringify(older)).mocks).toBe('')
})

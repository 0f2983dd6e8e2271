import { expect, test } from 'vitest'

import { CaseInput } from '#lib/suites/schema.ts'

import { emptyTurn, fromCaseForm, toCaseForm } from './case-form.ts'

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

test('an empty turn is refused where its text is missing, language by language', () => {
  const form = { ...toCaseForm(weather), turns: [emptyTurn(['en-US', 'de-DE'])] }
  const result = CaseInput.safeParse(fromCaseForm(form))
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toContain('turns.0')
})

test('a decimal comma is understood', () => {
  const form = toCaseForm(weather)
  const [first] = form.turns
  if (first) first.max_wer = '0,25'
  expect(CaseInput.parse(fromCaseForm(form)).turns[0]?.expect.transcript).toEqual({ max_wer: 0.25 })
})

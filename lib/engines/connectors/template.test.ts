import { expect, test } from 'vitest'
import { z } from 'zod'

import {
  fillHeader,
  fillJson,
  fillText,
  fillUrl,
  templateOf,
  urlTemplate,
} from '#lib/engines/connectors/template.ts'

const nasty = `"},{"a":"${'\r\n'}{{secret}}&x=1#/../é`

test('a value in a JSON template stays a text, whatever it contains', () =>
  expect(fillJson({ q: 'say {{text}}' }, { text: nasty, secret: 'no' })).toEqual({
    q: `say ${nasty}`,
  }))

test('a lone placeholder keeps the type of its value, an unknown one leaves its member out', () =>
  expect(
    fillJson(
      { state: '{{state.form}}', n: '{{turn}}', gone: '{{state.none}}', list: ['{{none}}'] },
      {
        state: { form: { a: [1] } },
        turn: 2,
      },
    ),
  ).toEqual({ state: { a: [1] }, n: 2, list: [] }))

test('a value in an address cannot change its path, query or fragment', () => {
  const url = new URL(fillUrl('http://h.example/a/{{text}}?q={{text}}', { text: nasty }))
  expect(url.host).toBe('h.example')
  expect(url.pathname.split('/')).toHaveLength(3)
  expect([...url.searchParams]).toEqual([['q', nasty]])
  expect(url.hash).toBe('')
})

test('a value in a header cannot start another one', () =>
  expect(fillHeader('x {{text}}', { text: 'a\r\nEvil: 1 é' })).toBe('x a%0D%0AEvil: 1 %C3%A9'))

test('prototypes are out of reach', () =>
  expect(fillText('[{{state.constructor}}{{__proto__}}]', { state: {} })).toBe('[]'))

test('a placeholder nobody fills is refused when the settings are saved', () => {
  const schema = templateOf(z.json(), ['text'])
  expect(schema.safeParse({ a: ['{{text}}'] }).success).toBe(true)
  expect(schema.safeParse({ a: ['{{tekst}}'] }).error?.issues[0]?.message).toContain('{{tekst}}')
})

test.each(['ftp://h.example', 'http://{{text}}/x', 'http://{{text}}.example', 'not an address'])(
  '%s is refused as an address',
  (url) => expect(urlTemplate(['http:', 'https:'], ['text']).safeParse(url).success).toBe(false),
)

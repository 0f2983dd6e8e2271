import { expect, test } from 'vitest'

import { corsHeaders } from '#lib/http/cors.ts'

const allowed = ['https://app.example']

test('an allowed origin is named, without cookies', () => {
  const headers = corsHeaders('https://app.example', allowed)
  expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://app.example' })
  expect(headers).not.toHaveProperty('access-control-allow-credentials')
})

test.each([null, 'https://app.example.evil', 'http://app.example', 'null', '*'])(
  'the origin %j gets nothing',
  (origin) => expect(corsHeaders(origin, allowed)).toBeNull(),
)

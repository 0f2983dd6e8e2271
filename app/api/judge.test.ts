import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'

const database = useTestDatabase()
const api = useApi(database)

const line = (id: string, text: string) => ({
  ...{ id, language: 'en-US', said: 'hello', reply: { text } },
  expect: { response: { contains: ['Rome'] } },
})

test('lines are judged in their order, and one that cannot be read hides no other', async () => {
  const ctx = await createCtx(database.db)
  const lines = [
    line('a', 'It is sunny in Rome.'),
    { id: 'b', language: 'en-US', expect: { contain: 'x' } },
    { ...line('c', 'Rome'), mode: 'voice', reply: { text: 'Rome', audio: '/etc/passwd' } },
    line('d', 'It is sunny in Oslo.'),
  ]
  const answer = await api.call(ctx, 'POST', '/api/v1/judge', { json: { lines } })
  expect(answer).toMatchObject({
    status: 200,
    body: {
      results: [
        { id: 'a', review_status: 'auto_pass', scores: [{ proof: 'right', must_have: true }] },
        { id: 'b', error: expect.stringMatching(/contain/) as string },
        { id: 'c', error: expect.stringMatching(/only `earshot judge` reads them/) as string },
        { id: 'd', review_status: 'auto_fail', blame: 'content' },
      ],
    },
  })
})

test('more than 100 lines, and other keys, are refused', async () => {
  const ctx = await createCtx(database.db)
  const lines = Array.from({ length: 101 }, (_, index) => line(`${index}`, 'Rome'))
  for (const json of [{ lines }, { lines: [] }, { lines: [line('a', 'Rome')], policy: {} }])
    expect(await api.call(ctx, 'POST', '/api/v1/judge', { json })).toMatchObject({ status: 400 })
})

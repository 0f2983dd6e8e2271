import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import {
  createConnectionFixture,
  fromGithub,
  pushPayload,
} from '#lib/webhooks/testing/deliveries.ts'

const database = useTestDatabase()
const api = useApi(database)
const address = '/api/webhooks/ci-cd'

test('the receiver of the web application takes deliveries, and their log is for authors', async () => {
  const ctx = await createCtx(database.db)
  const inbound = { webhook_secret: 'of the web receiver' }
  const { id } = await createConnectionFixture(ctx, { inbound })
  const { headers, body } = fromGithub(inbound.webhook_secret, pushPayload(), { form: true })
  const send = (path: string) =>
    api.call(null, 'POST', path, { headers, body: new Uint8Array(body) })
  const taken = await send(`${address}?connection=${id}`)
  expect(taken).toMatchObject({ status: 202, body: { status: 'accepted' } })
  expect(await send(address)).toMatchObject({ status: 202, body: { status: 'duplicate' } })
  expect(await send(`${address}?connection=nobody`)).toMatchObject({
    status: 401,
    body: { status: 401, request_id: expect.any(String) as string },
  })
  const author = ctxFor(
    database.db,
    await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer'),
  )
  const log = await api.call(author, 'GET', '/api/v1/deliveries?direction=in&status=accepted')
  expect(log).toMatchObject({ status: 200, body: { data: [{ connection: { id } }] } })
  const stranger = await createCtx(database.db)
  expect(await api.call(stranger, 'GET', '/api/v1/deliveries')).toMatchObject({
    body: { data: [] },
  })
})

test('a body of more than 25 MB is too large, and no provider is a fault of the sender', async () => {
  const headers = { 'content-type': 'application/json', 'x-github-event': 'push' }
  const body = new Uint8Array(25 * 1_048_576 + 1)
  expect((await api.call(null, 'POST', address, { headers, body })).status).toBe(413)
  expect((await api.call(null, 'POST', address, { json: {} })).status).toBe(400)
})

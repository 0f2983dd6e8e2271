import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { defectOf, githubOf } from '#app/api/testing/audited-things.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import { idempotencyKeys } from '#db/schema/platform.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'

const database = useTestDatabase()
const api = useApi(database)

/** Why a POST does without the header: whoever adds one to this list says why. */
const without: Readonly<Record<string, string>> = {
  'POST /api/v1/auth/logout': 'a session that has ended stays so',
  'POST /api/v1/auth/refresh': 'nobody is known yet; a token used twice ends its family',
  'POST /api/v1/auth/token': 'nobody is known yet; tokens made twice are as good as once',
  'POST /api/v1/dead-letters/discard': 'what is gone stays gone, and is named as missing',
  'POST /api/v1/deliveries/{id}/dry-run': 'writes nothing',
  'POST /api/v1/device-profiles/preview': 'writes nothing',
  'POST /api/v1/integrations/{id}/check': 'writes nothing',
  'POST /api/v1/integrations/{id}/resend': 'the second time none is left',
  'POST /api/v1/integrations/{id}/test-message': 'must commit before it sends',
  'POST /api/v1/judge': 'writes nothing',
  'POST /api/v1/me/password': 'sets a state; the second time the current password is wrong',
  'POST /api/v1/notification-rules/{id}/mute': 'sets a state',
  'POST /api/v1/replays/{id}/apply': 'sets a state',
  'POST /api/v1/replays/{id}/discard': 'sets a state',
  'POST /api/v1/reviews/claim': 'leases for ten minutes',
  'POST /api/v1/reviews/{id}/heartbeat': 'sets a state',
  'POST /api/v1/reviews/{id}/release': 'sets a state',
  'POST /api/v1/runs/{id}/cancel': 'sets a state',
  'POST /api/v1/runs/{id}/pause': 'sets a state',
  'POST /api/v1/runs/{id}/resume': 'sets a state',
  'POST /api/v1/secrets/reseal': 'changes nothing the second time',
  'POST /api/v1/targets/{id}/check': 'writes nothing',
  'POST /api/v1/tool-calls/{token}': 'knows calls by their own ids',
  'POST /api/v1/tool-calls/{token}/{tool}': 'knows calls by their own ids',
  'POST /api/webhooks/ci-cd': 'knows deliveries by their own ids',
}

test('every POST that makes something takes an Idempotency-Key', () => {
  const posts = apiRoutes().filter(({ method }) => method === 'POST')
  const found = posts
    .filter(({ definition }) => !definition.creates)
    .map(({ path }) => `POST ${path}`)
  expect(found.toSorted()).toEqual(Object.keys(without).toSorted())
})

test('an answer with a secret is given again, and kept sealed', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const headers = { 'idempotency-key': 'token' }
  const json = { name: 'CI' }
  const post = () => api.call(ctx, 'POST', '/api/v1/api-tokens', { json, headers })
  const first = await post()
  const { token } = first.body as { token: string }
  expect(first.status).toBe(201)
  expect(token).toMatch(/^ear_/)
  const again = await post()
  expect([again.status, again.body]).toEqual([201, first.body])
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  const rows = await database.db
    .select()
    .from(idempotencyKeys)
    .where(eq(idempotencyKeys.organizationId, ctx.organizationId))
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(token)
  const list = await api.call(ctx, 'GET', '/api/v1/api-tokens')
  expect((list.body as { data: unknown[] }).data).toHaveLength(1)
  const other = await createCtx(database.db, 'admin')
  const theirs = await api.call(other, 'POST', '/api/v1/api-tokens', { json, headers })
  expect((theirs.body as { token: string }).token).not.toBe(token)
})

test('a secret is replaced once for each key', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const { id } = await githubOf(ctx)
  const post = (key: string) =>
    api.call(ctx, 'POST', `/api/v1/integrations/${id}/hook-address`, {
      headers: { 'idempotency-key': key },
    })
  const first = await post('one')
  expect(first.status).toBe(200)
  expect((await post('one')).body).toEqual(first.body)
  expect((await post('two')).body).not.toEqual(first.body)
})

test('a link of a defect that was refused leaves its key free', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const path = `/api/v1/defects/${await defectOf(ctx)}/issue`
  const json = { integration_id: '01a20488-211e-7459-a43b-f6d255621edc', key: 'QA-1' }
  const headers = { 'idempotency-key': 'link' }
  for (const _ of [1, 2])
    expect(await api.call(ctx, 'POST', path, { json, headers })).toMatchObject({ status: 404 })
})

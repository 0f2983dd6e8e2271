import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'

const database = useTestDatabase()
useBoss(database)
const api = useApi(database)

const policy = (more: object = {}) => ({
  ...{ scope: 'organization', base_version: 0, note: 'first', settings: {} },
  ...more,
})

test('a policy is saved, read back, compared and restored; a stale one is refused with 409', async () => {
  const admin = await createCtx(database.db)
  const post = (json: object, path = '') =>
    api.call(admin, 'POST', `/api/v1/policies${path}`, { json })
  const first = await post(policy())
  expect(first).toMatchObject({ status: 201, body: { version: 1, newest: true } })
  const { id } = first.body as { id: string }
  expect(await post(policy())).toMatchObject({
    status: 409,
    body: {
      title: expect.any(String) as string,
      detail: expect.stringContaining('based on version 0') as string,
    },
  })
  await post(policy({ base_version: 1, settings: { audit_share: 0.25 } }))
  const diff = await api.call(admin, 'GET', `/api/v1/policies/${id}/diff`)
  expect(diff.status).toBe(200)
  expect(await api.call(admin, 'GET', '/api/v1/policies/in-force')).toMatchObject({
    body: { version: 2, source: 'organization', settings: { audit_share: 0.25 } },
  })
  expect(await post({ base_version: 2 }, `/${id}/restore`)).toMatchObject({
    status: 201,
    body: { version: 3, settings: { audit_share: 0.02 } },
  })
  expect(await post(policy({ base_version: 3, settings: { audit_shares: 1 } }))).toMatchObject({
    status: 400,
  })
  expect(
    await api.call(await createCtx(database.db), 'GET', `/api/v1/policies/${id}`),
  ).toMatchObject({ status: 404 })
})

test('bands and curve answer, also with a question', async () => {
  const ctx = await createCtx(database.db)
  await createRunFixture(ctx, [{ verdict: 'passed', confidence: 0.97, band: 'intent@2 | en-US' }])
  expect(await api.call(ctx, 'GET', '/api/v1/policies/bands')).toMatchObject({
    ...{ status: 200, body: { data: [{ state: 'fixed' }], next_cursor: null } },
  })
  const query = 'accuracy=0.99&audit_share=0.5&auto_pass_confidence=0.99&days=7'
  expect(await api.call(ctx, 'GET', `/api/v1/policies/curve?${query}`)).toMatchObject({
    ...{ status: 200, body: { now: { auto_pass: 1 }, what_if: { manual_review: 1 } } },
  })
})

test('an open audit shows nothing, and agreeing with it is refused', async () => {
  const ctx = await createCtx(database.db)
  const { executions } = await createRunFixture(ctx, [
    { verdict: 'failed', confidence: 0.97, reason: 'audit' },
  ])
  const [one] = executions
  const decide = (json: object) =>
    api.call(ctx, 'POST', `/api/v1/reviews/${one?.reviewId}/decision`, { json })
  const read = () => api.call(ctx, 'GET', `/api/v1/executions/${one?.id}`)
  expect(await read()).toMatchObject({ status: 200, body: { validation: null, blind: true } })
  expect(await decide({ decision: 'approved' })).toMatchObject({
    status: 400,
    body: { errors: [{ path: 'verdict' }] },
  })
  expect(await decide({ verdict: 'passed' })).toMatchObject({
    status: 200,
    body: { automatic_verdict: 'failed', status: 'decided' },
  })
  expect(await read()).toMatchObject({
    body: { blind: false, validation: { verdict: 'passed', automatic_verdict: 'failed' } },
  })
})

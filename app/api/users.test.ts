import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { useApi } from '#app/api/testing/use-api.ts'
import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'

const database = useTestDatabase()
const api = useApi(database)
const call: typeof api.call = (...args) => api.call(...args)

test('the last administrator stays, even when two demote each other at once', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const other = await createUser(database.db, { id: ctx.organizationId }, 'admin')
  const demote = (id: string) =>
    call(ctx, 'PATCH', `/api/v1/users/${id}`, { json: { role: 'viewer' } })
  const replies = await Promise.all([demote(ctx.actor.id ?? ''), demote(other.id)])
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409])
})

test('user administration writes its trace, without passwords', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const json = { email: 'new@example.test', name: 'New', role: 'viewer', password: 'long enough!!' }
  const made = await call(ctx, 'POST', '/api/v1/users', { json })
  expect(made.status).toBe(201)
  const { id } = made.body as { id: string }
  expect((await call(ctx, 'POST', '/api/v1/users', { json })).status).toBe(409)
  const password = 'another password'
  expect((await call(ctx, 'PATCH', `/api/v1/users/${id}`, { json: { password } })).status).toBe(200)
  const log = await database.db
    .select()
    .from(activityLog)
    .where(eq(activityLog.organizationId, ctx.organizationId))
  expect(log.map(({ action }) => action).toSorted()).toEqual(['user.create', 'user.update'])
  expect(JSON.stringify(log)).not.toContain(password)
})

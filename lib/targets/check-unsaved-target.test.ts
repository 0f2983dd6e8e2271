import { createServer } from 'node:http'

import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { configurations } from '#db/schema/targets.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { checkUnsavedTarget } from '#lib/targets/check-unsaved-target.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { getTarget } from '#lib/targets/queries.ts'

const database = useTestDatabase()

/** What the voice AI was sent as its credential, newest last. */
const credentials: (string | undefined)[] = []
const voiceAi = createServer((request, response) => {
  credentials.push(request.headers.authorization)
  request.resume().on('end', () => response.end('[{"text":"hello"}]'))
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => voiceAi.listen(0, '127.0.0.1', resolve))
  const address = voiceAi.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/bot`
})
afterAll(() => voiceAi.close())

const settings = (more: Record<string, string> = {}) => ({
  connector: 'http',
  config: { url, auth: 'bearer', max_attempts: 1, ...more },
})
const colleague = async (ctx: Ctx, role: 'qa_engineer' | 'viewer' | 'reviewer') =>
  ctxFor(database.db, await createUser(database.db, { id: ctx.organizationId }, role))
const stored = async (ctx: Ctx) =>
  createTarget(ctx, { name: 'Bot', ...settings(), secrets: { token: 'stored' } })
const asUnsaved = { target_id: null, ...{ secrets: { token: 'typed' } } }

test('asks with what is typed, and stores no target', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const result = await checkUnsavedTarget(ctx, { ...asUnsaved, ...settings() })
  expect(result).toMatchObject({ ok: true })
  expect(credentials.at(-1)).toBe('Bearer typed')
  const rows = await database.db
    .select()
    .from(configurations)
    .where(eq(configurations.organizationId, ctx.organizationId))
  expect(rows).toEqual([])
})

test('leaves its trace, without secrets', async () => {
  const ctx = await createCtx(database.db, 'admin')
  await checkUnsavedTarget(ctx, { ...asUnsaved, ...settings() })
  const [entry] = await database.db
    .select()
    .from(activityLog)
    .where(eq(activityLog.organizationId, ctx.organizationId))
    .orderBy(desc(activityLog.id))
  expect(entry).toMatchObject({ action: 'target.check', userId: ctx.actor.id })
  expect(JSON.stringify(entry)).not.toContain('typed')
})

test('takes the stored secrets of the target that is edited, and leaves its last check alone', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const target = await stored(ctx)
  await checkUnsavedTarget(ctx, { target_id: target.id, ...settings() })
  expect(credentials.at(-1)).toBe('Bearer stored')
  expect((await getTarget(ctx, target.id)).last_check).toBeNull()
})

test('refuses the wrong role', async () => {
  const ctx = await createCtx(database.db, 'admin')
  for (const role of ['viewer', 'reviewer'] as const)
    await expect(
      checkUnsavedTarget(await colleague(ctx, role), { target_id: null, ...settings() }),
    ).rejects.toMatchObject({ code: 'forbidden' })
})

test('refuses another organization', async () => {
  const target = await stored(await createCtx(database.db, 'admin'))
  const stranger = await createCtx(database.db, 'admin')
  await expect(
    checkUnsavedTarget(stranger, { target_id: target.id, ...settings() }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('typed secrets, and stored ones at another address, need the right to set secrets', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const target = await stored(ctx)
  const engineer = await colleague(ctx, 'qa_engineer')
  const sent = credentials.length
  for (const input of [
    { ...asUnsaved, ...settings() },
    { target_id: target.id, ...settings({ url: `${url}/elsewhere` }) },
  ])
    await expect(checkUnsavedTarget(engineer, input)).rejects.toMatchObject({ code: 'forbidden' })
  expect(credentials).toHaveLength(sent)
  expect(await checkUnsavedTarget(engineer, { target_id: target.id, ...settings() })).toMatchObject(
    {
      ok: true,
    },
  )
})

test('a setting that does not fit is refused by its name, before anything is asked', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const attempt = checkUnsavedTarget(ctx, {
    ...asUnsaved,
    ...settings({ url: 'not an address' }),
  })
  await expect(attempt).rejects.toMatchObject({
    code: 'invalid',
    faults: [expect.objectContaining({ path: 'config.url' })],
  })
})

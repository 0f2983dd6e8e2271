import { createServer } from 'node:http'

import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { testRuns } from '#db/schema/runs.ts'
import { configurations, environmentVariables } from '#db/schema/targets.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { checkTarget, loadTargetForCall } from '#lib/targets/check-target.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { deleteTarget } from '#lib/targets/delete-target.ts'
import { getTarget, listTargets, listTargetVersions, listVariables } from '#lib/targets/queries.ts'
import { updateTarget } from '#lib/targets/update-target.ts'
import { deleteVariable, openVariables, setVariable } from '#lib/targets/variables.ts'

const database = useTestDatabase()
const clientKey = Buffer.alloc(64, 7).toString('base64url').padEnd(88, '=')
const secrets = { client_id: 'aClientId==', client_key: clientKey }

const voiceAi = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(500).end('{}'))
})
let endpoint = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => voiceAi.listen(0, '127.0.0.1', resolve))
  const address = voiceAi.address()
  endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/v1`
})
afterAll(() => voiceAi.close())

async function withTarget() {
  const ctx = await createCtx(database.db, 'admin')
  const config = { endpoint, max_attempts: 1 }
  const target = await createTarget(ctx, { name: 'Car', connector: 'houndify', config, secrets })
  return { ctx, target }
}
const colleague = async (ctx: Ctx, role: 'qa_engineer' | 'viewer' | 'reviewer') =>
  ctxFor(database.db, await createUser(database.db, { id: ctx.organizationId }, role))

const plain = { name: 'Plain', connector: 'houndify', config: {} }
type Made = Awaited<ReturnType<typeof withTarget>>
const verbs: [string, (ctx: Ctx, made: Made) => Promise<unknown>, string][] = [
  ['createTarget', (ctx) => createTarget(ctx, plain), 'target.create'],
  [
    'updateTarget',
    (ctx, { target }) => updateTarget(ctx, target.id, { name: 'B' }),
    'target.update',
  ],
  ['deleteTarget', (ctx, { target }) => deleteTarget(ctx, target.id), 'target.delete'],
  ['checkTarget', (ctx, { target }) => checkTarget(ctx, target.id), 'target.check'],
  [
    'setVariable',
    (ctx, { target }) => setVariable(ctx, { target_id: target.id, name: 'city', value: 'Ulm' }),
    'variable.set',
  ],
  [
    'deleteVariable',
    async (ctx, { ctx: owner, target }) => {
      await setVariable(owner, { target_id: target.id, name: 'city', value: 'Ulm' })
      await deleteVariable(ctx, target.id, 'city')
    },
    'variable.delete',
  ],
]

test.each(verbs)('%s refuses the wrong role', async (_, act) => {
  const made = await withTarget()
  for (const role of ['viewer', 'reviewer'] as const)
    await expect(act(await colleague(made.ctx, role), made)).rejects.toMatchObject({
      code: 'forbidden',
    })
})

test.each(verbs.slice(1))('%s refuses another organization', async (_, act) => {
  const made = await withTarget()
  const stranger = await createCtx(database.db, 'admin')
  await expect(act(stranger, made)).rejects.toMatchObject({ code: 'not_found' })
})

test.each(verbs)('%s leaves its trace', async (_, act, action) => {
  const made = await withTarget()
  await act(made.ctx, made)
  const [entry] = await database.db
    .select()
    .from(activityLog)
    .where(eq(activityLog.organizationId, made.ctx.organizationId))
    .orderBy(desc(activityLog.id))
  expect(entry).toMatchObject({ action, userId: made.ctx.actor.id })
})

test('reads see nothing of another organization', async () => {
  const { target } = await withTarget()
  const stranger = await createCtx(database.db, 'admin')
  expect((await listTargets(stranger, { limit: 10 })).data).toEqual([])
  expect(await listVariables(stranger)).toEqual([])
  for (const read of [
    getTarget,
    listTargetVersions,
    listVariables,
    openVariables,
    loadTargetForCall,
  ])
    await expect(read(stranger, target.id)).rejects.toMatchObject({ code: 'not_found' })
})

test('secrets go in and never come out; only the caller of the target opens them', async () => {
  const { ctx, target } = await withTarget()
  expect(target.secrets_set).toEqual(['client_id', 'client_key'])
  const everything = JSON.stringify([
    target,
    await getTarget(ctx, target.id),
    await listTargetVersions(ctx, target.id),
    await database.db.select().from(configurations).where(eq(configurations.id, target.id)),
    await database.db.select().from(activityLog),
  ])
  expect(everything).not.toContain(clientKey)
  expect((await loadTargetForCall(ctx, target.id)).secrets).toEqual(secrets)
})

test('a setting that the connector does not know or accept is refused by its name, without its value', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const attempt = createTarget(ctx, {
    ...plain,
    config: { endpoint: 'not an address', endpiont: 'x' },
  })
  await expect(attempt).rejects.toMatchObject({
    code: 'invalid',
    faults: expect.arrayContaining([
      expect.objectContaining({ path: 'config.endpoint' }),
      { path: 'config.endpiont', message: 'is not a known field; did you mean endpoint?' },
    ]) as unknown,
  })
  const leaky = createTarget(ctx, { ...plain, secrets: { ...secrets, client_key: 'hunter2!' } })
  const error = await leaky.then(
    () => null,
    (reason: unknown) => JSON.stringify(reason),
  )
  expect(error).toContain('secrets.client_key')
  expect(error).not.toContain('hunter2!')
})

test('an unknown connector is refused with those there are', async () => {
  const ctx = await createCtx(database.db, 'admin')
  await expect(createTarget(ctx, { ...plain, connector: 'alexa' })).rejects.toThrow('houndify')
})

test('only an administrator sets secrets, or sends stored ones elsewhere', async () => {
  const { ctx, target } = await withTarget()
  const qa = await colleague(ctx, 'qa_engineer')
  const forbidden = { code: 'forbidden' }
  await expect(createTarget(qa, { ...plain, secrets })).rejects.toMatchObject(forbidden)
  await expect(updateTarget(qa, target.id, { secrets })).rejects.toMatchObject(forbidden)
  const elsewhere = { ...target.config, endpoint: 'https://elsewhere.example/v1' }
  await expect(updateTarget(qa, target.id, { config: elsewhere })).rejects.toMatchObject(forbidden)
  const slower = { ...target.config, timeout_s: 20 }
  await expect(updateTarget(qa, target.id, { config: slower })).resolves.toMatchObject({
    config: { timeout_s: 20 },
  })
})

test('secret variables are credentials, too: only an administrator sends them elsewhere', async () => {
  const { ctx, target } = await withTarget()
  const qa = await colleague(ctx, 'qa_engineer')
  const { id } = await createTarget(qa, { ...plain, name: 'No credentials' })
  const to = (host: string) => ({ config: { ...target.config, endpoint: `https://${host}/v1` } })
  await setVariable(qa, { target_id: id, name: 'city', value: 'Ulm' })
  await expect(updateTarget(qa, id, to('one.example'))).resolves.toMatchObject({ id })
  await setVariable(ctx, { target_id: id, name: 'pin', value: '4711', is_secret: true })
  await expect(updateTarget(qa, id, to('two.example'))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(updateTarget(qa, id, { name: 'Renamed' })).resolves.toMatchObject({ id })
  await expect(updateTarget(ctx, id, to('two.example'))).resolves.toMatchObject({ id })
})

test('a change of one secret keeps the other, and null removes', async () => {
  const { ctx, target } = await withTarget()
  await updateTarget(ctx, target.id, { secrets: { client_id: 'another==' } })
  expect((await loadTargetForCall(ctx, target.id)).secrets).toEqual({
    client_id: 'another==',
    client_key: clientKey,
  })
  const none = { client_id: null, client_key: null }
  expect(await updateTarget(ctx, target.id, { secrets: none })).toMatchObject({ secrets_set: [] })
})

test('settings have a history; what is not a setting makes no version', async () => {
  const { ctx, target } = await withTarget()
  await updateTarget(ctx, target.id, { is_active: false })
  await updateTarget(ctx, target.id, { max_concurrency: 5, max_calls_per_minute: 60 })
  const changed = await updateTarget(ctx, target.id, { name: 'Car, new voice' })
  expect(changed).toMatchObject({ version: 3, is_active: false, max_concurrency: 5 })
  const history = await listTargetVersions(ctx, target.id)
  expect(history.map((entry) => [entry.version, entry.name, entry.max_calls_per_minute])).toEqual([
    [3, 'Car, new voice', 60],
    [2, 'Car', 60],
    [1, 'Car', null],
  ])
})

test('a target with an open run cannot be deleted; a deleted one keeps no secrets', async () => {
  const { ctx, target } = await withTarget()
  const run = { organizationId: ctx.organizationId, targetId: target.id, name: 'r' }
  const values = { ...run, mode: 'text' as const, request: {}, snapshot: {}, trigger: {} }
  const [row] = await database.db.insert(testRuns).values(values).returning()
  await expect(deleteTarget(ctx, target.id)).rejects.toThrow('1 open run')
  await database.db
    .update(testRuns)
    .set({ status: 'completed' })
    .where(eq(testRuns.id, row?.id ?? ''))
  await deleteTarget(ctx, target.id)
  const [gone] = await database.db
    .select()
    .from(configurations)
    .where(eq(configurations.id, target.id))
  expect(gone?.secrets).toEqual({})
})

test('a check tells what the voice AI answered and is kept until the settings change', async () => {
  const { ctx, target } = await withTarget()
  const result = await checkTarget(ctx, target.id)
  expect(result.ok).toBe(false)
  expect(result.detail).not.toBe('')
  expect((await getTarget(ctx, target.id)).last_check).toMatchObject(result)
  await updateTarget(ctx, target.id, { name: 'Other' })
  expect((await getTarget(ctx, target.id)).last_check).toBeNull()
})

test('a target without credentials is told so without a call', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const { id } = await createTarget(ctx, plain)
  expect(await checkTarget(ctx, id)).toEqual({
    ok: false,
    latency_ms: null,
    detail: 'Credentials are missing: client_id, client_key',
  })
})

test('a secret variable is sealed at rest and opened only for a call', async () => {
  const { ctx, target } = await withTarget()
  await setVariable(ctx, { target_id: target.id, name: 'city', value: 'Ulm' })
  await setVariable(ctx, { target_id: target.id, name: 'pin', value: '4711', is_secret: true })
  expect(await listVariables(ctx, target.id)).toMatchObject([
    { name: 'city', value: 'Ulm' },
    { name: 'pin', value: null },
  ])
  const rows = await database.db
    .select()
    .from(environmentVariables)
    .where(eq(environmentVariables.configurationId, target.id))
  expect(JSON.stringify(rows)).not.toContain('4711')
  expect(await openVariables(ctx, target.id)).toEqual({ city: 'Ulm', pin: '4711' })
})

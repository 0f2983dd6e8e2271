import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { integrations } from '#db/schema/integrations.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { FakeGithub } from '#lib/engines/vendors/testing/fake-ci/fake-github.ts'
import { checkConnection } from '#lib/integrations/check-connection.ts'
import { openPrevious, openSecrets } from '#lib/integrations/connection-secrets.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { deleteConnection } from '#lib/integrations/delete-connection.ts'
import { issueHookAddress, revokeHookAddress } from '#lib/integrations/hook-address.ts'
import { openConnection } from '#lib/integrations/open-connection.ts'
import { getConnection, getConnectionRow, listConnections } from '#lib/integrations/queries.ts'
import { recordUse } from '#lib/integrations/record-use.ts'
import { rotateSecret } from '#lib/integrations/rotate-secret.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const database = useTestDatabase()
const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const first = 'the first webhook secret'
let github: FakeGithub
beforeAll(async () => {
  github = await FakeGithub.start()
})
afterAll(() => github.close())

async function connected() {
  const ctx = await createCtx(database.db, 'admin')
  const connection = await createConnection(ctx, {
    kind: 'github',
    name: 'GitHub',
    config: { base_url: github.url, repository: 'acme/voice' },
    secrets: { token: 'ghp_good', webhook_secret: first },
  })
  return { ctx, connection, id: connection.id }
}
const colleague = async (ctx: Ctx, role: 'qa_engineer' | 'viewer' | 'reviewer') =>
  ctxFor(database.db, await createUser(database.db, { id: ctx.organizationId }, role))

type Made = Awaited<ReturnType<typeof connected>>
const verbs: [string, (ctx: Ctx, made: Made) => Promise<unknown>, string][] = [
  [
    'createConnection',
    (ctx) => createConnection(ctx, { kind: 'jenkins', name: 'Jenkins' }),
    'integration.create',
  ],
  [
    'updateConnection',
    (ctx, { id }) => updateConnection(ctx, id, { name: 'B' }),
    'integration.update',
  ],
  ['deleteConnection', (ctx, { id }) => deleteConnection(ctx, id), 'integration.delete'],
  ['checkConnection', (ctx, { id }) => checkConnection(ctx, id, { guard }), 'integration.check'],
  [
    'rotateSecret',
    (ctx, { id }) => rotateSecret(ctx, id, { field: 'webhook_secret' }),
    'integration.rotate_secret',
  ],
  [
    'issueHookAddress',
    (ctx, { id }) => issueHookAddress(ctx, id),
    'integration.issue_hook_address',
  ],
  [
    'revokeHookAddress',
    (ctx, { id }) => revokeHookAddress(ctx, id),
    'integration.revoke_hook_address',
  ],
]

describe.each(verbs)('%s', (_, verb, action) => {
  test.each(['qa_engineer', 'reviewer', 'viewer'] as const)('refuses a %s', async (role) => {
    const made = await connected()
    await expect(verb(await colleague(made.ctx, role), made)).rejects.toThrow('may not')
  })

  test('leaves a trace without secrets', async () => {
    const made = await connected()
    await verb(made.ctx, made)
    const trace = await database.db
      .select()
      .from(activityLog)
      .where(eq(activityLog.organizationId, made.ctx.organizationId))
    expect(trace.map((entry) => entry.action)).toContain(action)
    expect(JSON.stringify(trace)).not.toMatch(/ghp_good|first webhook secret/)
  })
})

test.each(verbs.slice(1))('%s refuses another organization', async (_, verb) => {
  const made = await connected()
  await expect(verb(await createCtx(database.db, 'admin'), made)).rejects.toThrow('No integration')
})

test('secrets go in and never come out; their last characters and age do', async () => {
  const { ctx, id } = await connected()
  const shown = JSON.stringify([await getConnection(ctx, id), await listConnections(ctx)])
  expect(shown).not.toMatch(/ghp_good|the first webhook/)
  const { secrets } = await getConnection(ctx, id)
  expect(secrets['webhook_secret']?.last4).toBe('cret')
  expect(secrets['token']?.last4).toBe('') // too short to show a part of
})

test('what does not fit the kind is named by field, and no value is quoted', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const input = {
    kind: 'github',
    name: 'X',
    config: { base_url: 'nowhere', repositroy: 'a/b' },
    secrets: { token: 'has a space' },
  }
  await expect(createConnection(ctx, input)).rejects.toMatchObject({
    faults: [{ path: 'config.base_url' }, { path: 'config.repositroy' }],
  })
  const secret = createConnection(ctx, { ...input, config: {} })
  await expect(secret).rejects.toMatchObject({ faults: [{ path: 'secrets.token' }] })
  await expect(secret).rejects.not.toThrow('has a space')
})

test('a name is taken once for each kind', async () => {
  const { ctx } = await connected()
  await expect(createConnection(ctx, { kind: 'github', name: 'github' })).rejects.toThrow(
    'There is a github connection named github already',
  )
  await expect(createConnection(ctx, { kind: 'jenkins', name: 'GitHub' })).resolves.toBeTruthy()
})

describe('changing', () => {
  test('null removes a secret, an absent one stays', async () => {
    const { ctx, id } = await connected()
    await updateConnection(ctx, id, { secrets: { token: null } })
    const row = await getConnectionRow(ctx, id)
    expect(openSecrets(row)).toEqual({ webhook_secret: first })
  })

  test('stored secrets are not sent to another address unless entered again', async () => {
    const { ctx, id } = await connected()
    const config = { base_url: 'https://elsewhere.example.com', repository: 'acme/voice' }
    await expect(updateConnection(ctx, id, { config })).rejects.toThrow('must be entered again')
    await updateConnection(ctx, id, {
      config,
      secrets: { token: 'ghp_other', webhook_secret: 'another webhook secret' },
    })
    expect((await getConnection(ctx, id)).config).toMatchObject({ base_url: config.base_url })
  })

  test('other settings make a version and forget what was learnt about the old ones', async () => {
    const { ctx, id } = await connected()
    await recordUse(ctx, id, { ok: false, error: 'bad token' })
    expect(await getConnection(ctx, id)).toMatchObject({ health: 'failing' })
    const after = await updateConnection(ctx, id, { name: 'New name' })
    expect(after).toMatchObject({ version: 2, health: 'untested' })
  })
})

describe('rotating a secret', () => {
  test('the new one is told once, the one before stays for the overlap', async () => {
    const { ctx, id } = await connected()
    const { value } = await rotateSecret(ctx, id, { field: 'webhook_secret', overlap_hours: 2 })
    const row = await getConnectionRow(ctx, id)
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000)
    expect(openSecrets(row)['webhook_secret']).toBe(value)
    expect(openPrevious(row, 'webhook_secret', at(1.9))).toBe(first)
    expect(openPrevious(row, 'webhook_secret', at(2.1))).toBeNull()
  })

  test('without an overlap the one before is forgotten at once', async () => {
    const { ctx, id } = await connected()
    await rotateSecret(ctx, id, { field: 'webhook_secret', overlap_hours: 0 })
    const row = await getConnectionRow(ctx, id)
    expect(openPrevious(row, 'webhook_secret', new Date())).toBeNull()
    expect(JSON.stringify(row.secrets)).not.toContain('previous')
  })

  test('a second rotation within the overlap is refused unless forced', async () => {
    const { ctx, id } = await connected()
    const once = await rotateSecret(ctx, id, { field: 'webhook_secret' })
    await expect(rotateSecret(ctx, id, { field: 'webhook_secret' })).rejects.toThrow(
      'a second rotation would end that now',
    )
    await rotateSecret(ctx, id, { field: 'webhook_secret', force: true })
    const row = await getConnectionRow(ctx, id)
    expect(openPrevious(row, 'webhook_secret', new Date())).toBe(once.value)
  })

  test('a secret that goes out is changed, not rotated', async () => {
    const { ctx, id } = await connected()
    await expect(rotateSecret(ctx, id, { field: 'token' })).rejects.toThrow('verifies no delivery')
  })
})

describe('checking', () => {
  test('asks with the saved secret and keeps what was learnt', async () => {
    const { ctx, id } = await connected()
    expect(await checkConnection(ctx, id, { guard })).toMatchObject({ ok: true })
    expect(await getConnection(ctx, id)).toMatchObject({ health: 'connected' })
  })

  test('a refused credential is an answer in words', async () => {
    const { ctx, id } = await connected()
    await updateConnection(ctx, id, { secrets: { token: 'ghp_wrong' } })
    const { ok, detail } = await checkConnection(ctx, id, { guard })
    expect(ok).toBe(false)
    expect(detail).toMatch(/token/i)
    expect(await getConnection(ctx, id)).toMatchObject({ health: 'failing', health_text: detail })
  })

  test('an address in the own network is refused, and says how to allow it', async () => {
    const { ctx, id } = await connected()
    const guarded = createGuard({ allowedHosts: [] })
    const { ok, detail } = await checkConnection(ctx, id, { guard: guarded })
    expect(ok).toBe(false)
    expect(detail).toContain('OUTBOUND_ALLOWED_HOSTS')
  })
})

test('a connection that is off is not opened', async () => {
  const { ctx, id } = await connected()
  await updateConnection(ctx, id, { is_enabled: false })
  const signal = AbortSignal.timeout(10_000)
  await expect(openConnection(ctx, id, { signal })).rejects.toThrow('is switched off')
})

test('the first failure since the last success dates the trouble', async () => {
  const { ctx, id } = await connected()
  await recordUse(ctx, id, { ok: false, error: 'first' })
  const since = (await getConnection(ctx, id)).state.failing_since
  await recordUse(ctx, id, { ok: false, error: 'second' })
  const { state } = await getConnection(ctx, id)
  expect(state).toMatchObject({ failing_since: since, last_error: 'second' })
  await recordUse(ctx, id, { ok: true })
  expect((await getConnection(ctx, id)).state.failing_since).toBeUndefined()
})

test('a deleted connection takes its secrets with it', async () => {
  const { ctx, id } = await connected()
  await deleteConnection(ctx, id)
  const rows = await database.db.select().from(integrations).where(eq(integrations.id, id))
  expect(rows).toEqual([])
})

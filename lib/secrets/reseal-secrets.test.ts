import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { integrations } from '#db/schema/integrations.ts'
import { configurations } from '#db/schema/targets.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { deriveKey, open, reseal, seal } from '#lib/platform/secrets/envelope.ts'
import { resealSecrets } from '#lib/secrets/reseal-secrets.ts'

const database = useTestDatabase()

test('what an earlier key sealed opens with the new one alone, and only that changes', () => {
  const [old, next] = [deriveKey('the key before'), deriveKey(settings().SECRETS_KEY)]
  const binding = { ownerId: '0191', field: 'token' }
  const moved = reseal(seal('secret', binding, old), binding, { to: next, from: [old] })
  expect(open(moved, binding, [next])).toBe('secret')
  expect(reseal(moved, binding, { to: next, from: [old] })).toBeNull()
})

test('a secret whose key is missing is named', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const id = '01a20000-0000-7000-8000-000000000001'
  const sealed = seal('x', { ownerId: id, field: 'token' }, deriveKey('a key that is lost'))
  await database.db.insert(integrations).values({
    id,
    organizationId: ctx.organizationId,
    kind: 'github',
    name: 'Lost',
    secrets: { token: sealed },
  })
  await expect(resealSecrets(ctx)).rejects.toThrow('The secret token was stored under another')
})

test('nothing is written where all is under the current key', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const id = '01a20000-0000-7000-8000-000000000002'
  const secrets = { client_key: seal('x', { ownerId: id, field: 'client_key' }) }
  const row = {
    id,
    organizationId: ctx.organizationId,
    name: 'T',
    connector: 'houndify',
    config: {},
    secrets,
  }
  await database.db.insert(configurations).values(row)
  expect(await resealSecrets(ctx)).toEqual({
    connections: 0,
    targets: 0,
    variables: 0,
    deliveries: 0,
  })
  const [kept] = await database.db.select().from(configurations).where(eq(configurations.id, id))
  expect(kept?.secrets).toEqual(secrets)
})

test('refuses everyone but an administrator', async () => {
  const ctx = await createCtx(database.db, 'admin')
  const colleague = ctxFor(
    database.db,
    await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer'),
  )
  await expect(resealSecrets(colleague)).rejects.toThrow('may not configuration:write')
})

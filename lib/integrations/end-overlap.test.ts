import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { openPrevious, openSecrets } from '#lib/integrations/connection-secrets.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { endOverlap } from '#lib/integrations/end-overlap.ts'
import { getConnectionRow } from '#lib/integrations/queries.ts'
import { rotateSecret } from '#lib/integrations/rotate-secret.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'

const database = useTestDatabase()
const field = 'webhook_secret'

async function rotatedOnce() {
  const ctx = await createCtx(database.db)
  const { id } = await createConnection(ctx, {
    kind: 'github',
    name: 'GitHub',
    secrets: { [field]: 'the first webhook secret' },
  })
  const { value } = await rotateSecret(ctx, id, { field })
  return { ctx, id, value }
}

test('the secret before is forgotten at once, the present one stays', async () => {
  const { ctx, id, value } = await rotatedOnce()
  const { secrets } = await endOverlap(ctx, id, field)
  expect(secrets[field]?.last4).toBe(value.slice(-4))
  expect(secrets[field]?.previous_until).toBeUndefined()
  const row = await getConnectionRow(ctx, id)
  expect(openPrevious(row, field, new Date())).toBeNull()
  expect(Object.keys(row.secrets ?? {})).toEqual([field])
  expect(openSecrets(row)).toEqual({ [field]: value })
  const traces = await database.db.select().from(activityLog).where(eq(activityLog.entityId, id))
  expect(traces.at(-1)).toMatchObject({ action: 'integration.end_overlap', detail: { field } })
  expect(JSON.stringify(traces)).not.toContain(value)
})

test('without a secret before there is nothing to end', async () => {
  const { ctx, id } = await rotatedOnce()
  await endOverlap(ctx, id, field)
  await expect(endOverlap(ctx, id, field)).rejects.toThrow(/No earlier secret/)
})

test('refuses the wrong role and another organization', async () => {
  const { ctx, id } = await rotatedOnce()
  const author = await createUser(database.db, { id: ctx.organizationId }, 'qa_engineer')
  await expect(endOverlap(ctxFor(database.db, author), id, field)).rejects.toThrow(/may not/)
  const stranger = await createCtx(database.db)
  await expect(endOverlap(stranger, id, field)).rejects.toThrow(/No integration/)
})

test('a secret that only verifies deliveries need not be entered again when the address moves', async () => {
  const { ctx, id, value } = await rotatedOnce()
  await updateConnection(ctx, id, { config: { base_url: 'https://github.example.com/api/v3' } })
  expect(openSecrets(await getConnectionRow(ctx, id))[field]).toBe(value)
})

import { desc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'

import { organizations, users } from '#db/schema/accounts.ts'
import { activityLog } from '#db/schema/activity.ts'
import { createCtx, createUser as insertUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { createApiToken, revokeApiToken } from '#lib/accounts/api-tokens.ts'
import { changePassword } from '#lib/accounts/change-password.ts'
import { createOrganization } from '#lib/accounts/create-organization.ts'
import { createUser } from '#lib/accounts/create-user.ts'
import { endUserSessions } from '#lib/accounts/end-sessions.ts'
import { getMe, getUser, listActivity, listUsers } from '#lib/accounts/queries.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import { type Ctx, inTransaction } from '#lib/platform/context.ts'

const database = useTestDatabase()
const password = 'a password of length'
let serial = 0
const email = () => `person-${++serial}@example.test`
const person = () => ({ email: email(), name: 'New', role: 'viewer' as const, password })

async function made() {
  const admin = await createCtx(database.db, 'admin')
  const user = await insertUser(database.db, { id: admin.organizationId }, 'viewer')
  const { id: tokenId } = await createApiToken(admin, { name: 'CI' })
  return { admin, user, tokenId }
}
type Made = Awaited<ReturnType<typeof made>>
const company = () => ({
  name: `Company ${++serial}`,
  admin: { email: email(), name: 'A', password },
})

/** Makes an organization the oldest of this database, as the one that set a server up is. */
const makeHost = ({ db, organizationId }: Ctx) =>
  db
    .update(organizations)
    .set({ createdAt: new Date(1_000_000 - ++serial) })
    .where(eq(organizations.id, organizationId))

const verbs: [string, (ctx: Ctx, made: Made) => Promise<unknown>, string][] = [
  ['createUser', (ctx) => createUser(ctx, person()), 'user.create'],
  ['updateUser', (ctx, { user }) => updateUser(ctx, user.id, { name: 'Other' }), 'user.update'],
  [
    'createOrganization',
    async (ctx) => {
      await makeHost(ctx)
      return createOrganization(ctx, company(), 'soft_multi_tenant')
    },
    'organization.create',
  ],
  ['endUserSessions', (ctx, { user }) => endUserSessions(ctx, user.id), 'user.end_session'],
  ['createApiToken', (ctx) => createApiToken(ctx, { name: 'Other' }), 'token.create'],
  ['revokeApiToken', (ctx, { tokenId }) => revokeApiToken(ctx, tokenId), 'token.revoke'],
]

/** Made first: its organization is the one that operates the installation. */
let operator: Made
beforeAll(async () => {
  operator = await made()
})

test.each(verbs)('%s leaves its trace', async (name, act, action) => {
  const setting = name === 'createOrganization' ? operator : await made()
  await act(setting.admin, setting)
  const [entry] = await database.db
    .select()
    .from(activityLog)
    .where(eq(activityLog.organizationId, setting.admin.organizationId))
    .orderBy(desc(activityLog.id))
  expect(entry).toMatchObject({ action, userId: setting.admin.actor.id })
  expect(JSON.stringify(entry)).not.toContain(password)
})

test.each(verbs.slice(0, 4))('%s refuses everybody but administrators', async (_, act) => {
  const setting = await made()
  for (const role of ['qa_engineer', 'reviewer', 'viewer'] as const) {
    const organization = { id: setting.admin.organizationId }
    const ctx = ctxFor(database.db, await insertUser(database.db, organization, role))
    await expect(act(ctx, setting)).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test.each(
  verbs.filter(([name]) => ['updateUser', 'endUserSessions', 'revokeApiToken'].includes(name)),
)('%s refuses another organization', async (_, act) => {
  const setting = await made()
  const stranger = await createCtx(database.db, 'admin')
  await expect(act(stranger, setting)).rejects.toMatchObject({ code: 'not_found' })
})

test('only administrators of the first organization make further ones', async () => {
  const { admin } = await made()
  const attempt = createOrganization(admin, company(), 'soft_multi_tenant')
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
})

test('e-mail addresses in the activity are for whoever sees users, deliveries for whoever sees those', async () => {
  const { admin } = await made()
  const created = await createUser(admin, person())
  await inTransaction(admin, (tx) =>
    recordAudit(tx, {
      action: 'delivery.redeliver',
      entityType: 'delivery',
      entityId: admin.organizationId,
      detail: { provider: 'github', author: created.email, note: `sent to <${created.email}>.` },
    }),
  )
  const seenBy = async (role: 'admin' | 'qa_engineer' | 'viewer') => {
    const user = await insertUser(database.db, { id: admin.organizationId }, role)
    const { data } = await listActivity(ctxFor(database.db, user), { limit: 50 })
    const of = (action: string) => data.find((entry) => entry.action === action)
    return {
      text: JSON.stringify(data),
      user: of('user.create'),
      delivery: of('delivery.redeliver'),
    }
  }
  const admins = await seenBy('admin')
  const engineers = await seenBy('qa_engineer')
  const viewers = await seenBy('viewer')
  expect(admins.delivery?.detail).toMatchObject({ author: created.email })
  expect(engineers.text).not.toContain(created.email)
  expect(engineers.delivery?.detail).toEqual({
    provider: 'github',
    author: '••••@••••',
    note: 'sent to <••••@••••>.',
  })
  expect(viewers.text).not.toContain(created.email)
  expect(viewers.delivery).toMatchObject({ detail: {}, before: null, after: null })
  expect(viewers.user).toMatchObject({ action: 'user.create', detail: {}, after: null })
})

test('reads see the own organization only', async () => {
  const { admin, user } = await made()
  const stranger = await createCtx(database.db, 'admin')
  await expect(getUser(stranger, user.id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await listUsers(stranger, { limit: 10 })).data).toHaveLength(1)
  expect((await listActivity(stranger, { limit: 10 })).data).toEqual([])
  expect(await getMe(admin)).toMatchObject({ id: admin.actor.id, role: 'admin' })
})

test('only the organization that set the server up adds others', async () => {
  const { admin } = await made()
  await makeHost(admin)
  const guest = await createCtx(database.db, 'admin')
  const attempt = createOrganization(guest, company(), 'soft_multi_tenant')
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
})

test('a single tenant takes no further organization', async () => {
  const { admin } = await made()
  const attempt = createOrganization(admin, company(), 'single_tenant')
  await expect(attempt).rejects.toMatchObject({ code: 'conflict' })
})

test.each([
  ['short', 'at least 10 characters'],
  ['ü'.repeat(40), 'at most 72 bytes'],
])('the password %s is refused by its field', async (weak, words) => {
  const { admin } = await made()
  await expect(createUser(admin, { ...person(), password: weak })).rejects.toMatchObject({
    faults: [{ path: 'password', message: expect.stringContaining(words) as unknown }],
  })
})

test('the own password changes only for whoever knows it', async () => {
  const { admin } = await made()
  const passwordHash = await hashPassword(password)
  const user = await insertUser(database.db, { id: admin.organizationId }, 'viewer', {
    passwordHash,
    sessionsValidFrom: new Date(0),
  })
  const ctx = ctxFor(database.db, user)
  const change = (current: string) => changePassword(ctx, { current, password: 'another long one' })
  await expect(change('wrong password')).rejects.toMatchObject({ faults: [{ path: 'current' }] })
  await change(password)
  const [row] = await database.db.select().from(users).where(eq(users.id, user.id))
  expect(row?.passwordHash).not.toBe(passwordHash)
  expect(row?.sessionsValidFrom.getTime()).toBeGreaterThan(Date.now() - 60_000)
})

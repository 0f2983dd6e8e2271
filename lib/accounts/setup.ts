import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { organizations, users } from '#db/schema/accounts.ts'
import type { Identity } from '#lib/accounts/identity.ts'
import { parsePassword } from '#lib/accounts/parse-password.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { hashPassword, NewPassword } from '#lib/platform/auth/password.ts'
import { AppError, ConflictError } from '#lib/platform/errors.ts'

export const SetupInput = z.strictObject({
  organization: z.string().trim().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  email: z.email().max(320),
  password: NewPassword,
})
export type SetupInput = z.output<typeof SetupInput>

/** Any fixed number: only one first-run setup at a time may look whether there are users. */
const setupLock = 7_241_001

/** True until somebody can sign in. */
export async function needsSetup(db: Database): Promise<boolean> {
  const [row] = await db.select({ id: users.id }).from(users).limit(1)
  return row === undefined
}

/** URL-safe and unique enough to read: `ACME Voice!` -> `acme-voice`. */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  return slug === '' ? 'organization' : slug.slice(0, 60)
}

/**
 * First-run setup: the organization and its administrator, only while no user exists. Of several at
 * the same instant one wins; the others get a `ConflictError`.
 */
export async function setUp(db: Database, input: SetupInput): Promise<Identity> {
  const { organization: name, email, password } = SetupInput.parse(input)
  const done = () => new ConflictError('Earshot is set up already; sign in')
  // Anybody may ask: hashing is only for whoever comes in time.
  if (!(await needsSetup(db))) throw done()
  const accepted = await parsePassword(password, { email, name: input.name, organization: name })
  const passwordHash = await hashPassword(accepted)
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${setupLock})`)
    if (!(await needsSetup(tx))) throw done()
    const [organization] = await tx
      .insert(organizations)
      .values({ name, slug: slugOf(name) })
      .returning()
    if (!organization) throw new AppError('internal', 'Insert returned no organization')
    const [user] = await tx
      .insert(users)
      .values({
        organizationId: organization.id,
        email,
        name: input.name,
        role: 'admin',
        passwordHash,
      })
      .returning()
    if (!user) throw new AppError('internal', 'Insert returned no user')
    const actor = { kind: 'user', id: user.id, name: user.name, role: user.role } as const
    await recordAudit(
      { actor, organizationId: organization.id, db: tx },
      { action: 'organization.create', entityType: 'organization', entityId: organization.id },
    )
    const { id, role, passwordDue } = user
    const { id: organizationId } = organization
    return { id, organizationId, organization: name, email, name: user.name, role, passwordDue }
  })
}

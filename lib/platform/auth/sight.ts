import { asc } from 'drizzle-orm'

import { organizations } from '#db/schema/accounts.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Actor, Ctx } from '#lib/platform/context.ts'

/** What somebody may see of the machines and queues that all organizations share. */
export type Sight = {
  /** names of hosts and numbers of processes */
  hosts: boolean
  /** work of all organizations, not only of the own one */
  everyone: boolean
}

const isAdmin = (actor: Actor) =>
  actor.kind === 'system' || ('role' in actor && actor.role === 'admin')

/** Whether the organization is the first one of the installation: whoever set it up operates its machines. */
async function isFirst({ db, organizationId }: Ctx): Promise<boolean> {
  const [first] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .limit(1)
  return first?.id === organizationId
}

/** Whether the actor administers the installation, not only an organization of it. */
export async function isOperator(ctx: Ctx, mode = settings().TENANCY_MODE): Promise<boolean> {
  return isAdmin(ctx.actor) && (mode === 'single_tenant' || (await isFirst(ctx)))
}

/**
 * Hosts are shown to administrators. Where several organizations share an installation (`soft_multi_tenant`), only
 * those of the first one see them, and the others see their own work alone.
 */
export async function sightOf(ctx: Ctx, mode = settings().TENANCY_MODE): Promise<Sight> {
  const operator = await isOperator(ctx, mode)
  return { hosts: operator, everyone: operator || mode === 'single_tenant' }
}

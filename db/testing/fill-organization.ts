import { eq } from 'drizzle-orm'
import type { Sql } from 'postgres'

import type { Database } from '#db/client.ts'
import { organizations, users } from '#db/schema/accounts.ts'
import { integrations } from '#db/schema/integrations.ts'
import { testRuns } from '#db/schema/runs.ts'
import {
  caseDefinition,
  createOrganization,
  createSuiteFixture,
  createTargetFixture,
  createUser,
  ctxFor,
} from '#db/testing/factories.ts'
import { fillBeside } from '#db/testing/fill-beside.ts'
import { beginFill, fillRun, sumDays, type FillPlan } from '#db/testing/fill-runs.ts'
import { binCount } from '#lib/platform/format/latency-bins.ts'
import type { Ctx } from '#lib/platform/context.ts'

const languages = 'en-US en-GB de-DE fr-FR es-ES it-IT nl-NL pl-PL pt-BR sv-SE da-DK cs-CZ'.split(
  ' ',
)
const slug = 'filled'

export type Fill = {
  executions: number
  /** executions of one run */
  size: number
  days: number
  /** rows of each list beside the runs (activity, deliveries, defects …); by default one for 100 executions */
  beside?: number
  /** connections that fill at once */
  lanes?: number
  onRun?: (done: number, of: number) => void
}

/** Five suites of eight cases in twelve languages, a target and a connection. */
async function createSetting(db: Database) {
  const organization = await createOrganization(db, { slug, name: 'Filled' })
  const ctx = ctxFor(db, await createUser(db, organization, 'admin'))
  const voices = Object.fromEntries(languages.map((language) => [language, { voice: 'default' }]))
  for (let suite = 0; suite < 5; suite++)
    await createSuiteFixture(ctx, {
      name: `Suite ${suite}`,
      cases: Array.from({ length: 8 }, (_, index) =>
        caseDefinition({
          id: `case-${index}`,
          name: `Case ${index} of ${suite}`,
          languages: voices,
        }),
      ),
    })
  await createTargetFixture(ctx)
  await db
    .insert(integrations)
    .values({ organizationId: organization.id, kind: 'github', name: 'GitHub' })
  return ctx
}

async function findCtx(db: Database): Promise<Ctx | null> {
  const [found] = await db
    .select({ user: users })
    .from(organizations)
    .innerJoin(users, eq(users.organizationId, organizations.id))
    .where(eq(organizations.slug, slug))
  return found ? ctxFor(db, found.user) : null
}

async function planOf(sql: Sql, ctx: Ctx, { executions, size, days }: Fill): Promise<FillPlan> {
  const { organizationId } = ctx
  const suites = await sql<FillPlan['suites']>`
    select s.id, array_agg(c.id order by c.position) as "caseIds" from test_suites s join test_cases c on c.suite_id = s.id
    where s.organization_id = ${organizationId} group by s.id order by s.id`
  const [target] = await sql<{ id: string }[]>`
    select id from configurations where organization_id = ${organizationId}`
  const runs = Math.ceil(executions / size)
  return {
    ...{ organizationId, userId: ctx.actor.id ?? '', targetId: target?.id ?? '' },
    ...{ suites: [...suites], languages, runs, size, days },
  }
}

/** Runs that are missing, each in a transaction of its own: a fill that was stopped goes on where it was. */
async function fillRuns(sql: Sql, plan: FillPlan, { lanes = 2, onRun }: Fill): Promise<void> {
  const there = await sql<{ name: string }[]>`
    select name from test_runs where organization_id = ${plan.organizationId} and purpose = 'test'`
  const known = new Set(there.map(({ name }) => name))
  const missing = Array.from({ length: plan.runs }, (_, index) => index).filter(
    (index) => !known.has(`Run ${index}`),
  )
  let next = 0
  const work = async () => {
    const lane = await beginFill(sql)
    for (let index = missing[next++]; index !== undefined; index = missing[next++]) {
      await fillRun(lane, plan, index)
      onRun?.(known.size + Math.min(next, missing.length), plan.runs)
    }
    await lane`reset session_replication_role`
    lane.release()
  }
  await Promise.all(Array.from({ length: lanes }, work))
}

/**
 * Fills an organization with runs that have ended and all that grows beside them, as an installation has it after `days`.
 * What is there already stays, so that it may be called again. Needs a superuser and `lanes` + 1 connections.
 */
export async function fillOrganization(sql: Sql, db: Database, fill: Fill): Promise<Ctx> {
  const ctx = (await findCtx(db)) ?? (await createSetting(db))
  const plan = await planOf(sql, ctx, fill)
  await sql`select earshot_ensure_partitions(now() - make_interval(days => ${fill.days + 1}), now())`
  await fillRuns(sql, plan, fill)
  const { organizationId } = ctx
  if ((await db.$count(testRuns, eq(testRuns.purpose, 'search'))) === 0) {
    const [connection] = await sql<{ id: string }[]>`
      select id from integrations where organization_id = ${organizationId}`
    const lane = await beginFill(sql)
    const rows = fill.beside ?? Math.max(100, Math.ceil(fill.executions / 100))
    await lane`begin`
    await fillBeside(lane, { ...plan, integrationId: connection?.id ?? '', rows })
    await sumDays(lane, organizationId, binCount)
    // Rows were written without their triggers.
    await lane`select earshot_recount_reviews(${organizationId})`
    await lane`commit`
    await lane`reset session_replication_role`
    await lane`vacuum analyze`
    lane.release()
  }
  return ctx
}

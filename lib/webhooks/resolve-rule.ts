import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'

import { testSuites } from '#db/schema/suites.ts'
import { configurations } from '#db/schema/targets.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import type { TriggerRule } from '#lib/webhooks/schema.ts'

type Named = { id: string; name: string }
export type ResolvedRule = { suites: Named[]; target: Named }

const isId = (text: string) => z.uuid().safeParse(text).success

async function findSuites(ctx: Ctx, wanted: readonly string[]): Promise<Named[]> {
  const ids = wanted.filter(isId)
  const names = wanted.filter((one) => !isId(one)).map((name) => name.toLowerCase())
  return ctx.db
    .select({ id: testSuites.id, name: testSuites.name })
    .from(testSuites)
    .where(
      and(
        eq(testSuites.organizationId, ctx.organizationId),
        isNull(testSuites.deletedAt),
        or(
          ids.length > 0 ? inArray(testSuites.id, ids) : undefined,
          names.length > 0 ? inArray(sql`lower(${testSuites.name})`, names) : undefined,
        ),
      ),
    )
}

/** Suites that a rule asks for by their names, those that are not there by what the rule calls them. */
export async function suiteNames(ctx: Ctx, wanted: readonly string[]): Promise<string[]> {
  const found = await findSuites(ctx, wanted)
  return wanted.map((one) => found.find(({ id }) => id === one)?.name ?? one)
}

async function findTarget(ctx: Ctx, wanted: string): Promise<Named | undefined> {
  const [target] = await ctx.db
    .select({ id: configurations.id, name: configurations.name })
    .from(configurations)
    .where(
      and(
        eq(configurations.organizationId, ctx.organizationId),
        isNull(configurations.deletedAt),
        isId(wanted)
          ? eq(configurations.id, wanted.toLowerCase())
          : eq(sql`lower(${configurations.name})`, wanted.toLowerCase()),
      ),
    )
  return target
}

/** Turns the names in a rule into rows of the organization. Throws `InvalidError` that names what is missing. */
export async function resolveRule(
  ctx: Ctx,
  rule: Pick<TriggerRule, 'suites' | 'target'>,
): Promise<ResolvedRule> {
  const suites = await findSuites(ctx, rule.suites)
  const found = new Set(suites.flatMap(({ id, name }) => [id, name.toLowerCase()]))
  const missing = rule.suites.filter((one) => !found.has(one.toLowerCase()))
  if (missing.length > 0)
    throw new InvalidError(`There is no suite ${missing.join(', ')}`, [
      { path: 'suites', message: `unknown: ${missing.join(', ')}` },
    ])
  const target = await findTarget(ctx, rule.target)
  if (!target)
    throw new InvalidError(`There is no target ${rule.target}`, [
      { path: 'target', message: 'is no target of this organization' },
    ])
  return { suites, target }
}

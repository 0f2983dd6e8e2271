import { randomUUID } from 'node:crypto'

import type { Database } from '#db/client.ts'
import type { Role } from '#db/enums.ts'
import { organizations, users } from '#db/schema/accounts.ts'
import { testCaseLanguages, testCases, testCaseVersions, testSuites } from '#db/schema/suites.ts'
import { configurationHistory, configurations } from '#db/schema/targets.ts'
import type { Ctx } from '#lib/platform/context.ts'

const tail = () => randomUUID().slice(-12)

function only<T>(rows: T[]): T {
  const [row] = rows
  if (row === undefined) throw new Error('The insert returned no row')
  return row
}

export type Organization = typeof organizations.$inferSelect
export type User = typeof users.$inferSelect

/** An organization of the test's own; names are unique in any database. */
export async function createOrganization(
  db: Database,
  overrides: Partial<typeof organizations.$inferInsert> = {},
): Promise<Organization> {
  const slug = `organization-${tail()}`
  return only(
    await db
      .insert(organizations)
      .values({ name: slug, slug, ...overrides })
      .returning(),
  )
}

/** A user whom nobody can sign in as unless `passwordHash` is given. */
export async function createUser(
  db: Database,
  organization: Pick<Organization, 'id'>,
  role: Role,
  overrides: Partial<typeof users.$inferInsert> = {},
): Promise<User> {
  const values = {
    organizationId: organization.id,
    email: `${role}-${tail()}@example.test`,
    name: `Test ${role}`,
    role,
    passwordHash: '!',
    // Tokens carry whole seconds: one issued in the second of the sign-up must still be valid.
    sessionsValidFrom: new Date(Date.now() - 60_000),
  }
  return only(
    await db
      .insert(users)
      .values({ ...values, ...overrides })
      .returning(),
  )
}

/** The context of a request by `user`. */
export function ctxFor(db: Database, user: User): Ctx {
  return {
    actor: { kind: 'user', id: user.id, name: user.name, role: user.role },
    organizationId: user.organizationId,
    db,
    requestId: `test-${tail()}`,
  }
}

/** An organization with one user of `role` in it, and the user's context. */
export async function createCtx(db: Database, role: Role = 'admin'): Promise<Ctx> {
  return ctxFor(db, await createUser(db, await createOrganization(db), role))
}

/** A case object of a suite file, defaults filled in: what a version's `definition` holds. */
export type CaseDefinition = {
  id: string
  name: string
  description: string
  priority: 'critical' | 'high' | 'medium' | 'low'
  status: 'draft' | 'active' | 'archived'
  tags: string[]
  languages: Record<string, { voice: string }>
  turns: { say: string | Record<string, string>; expect: Record<string, unknown> }[]
}

export function caseDefinition(overrides: Partial<CaseDefinition> = {}): CaseDefinition {
  return {
    id: 'current-weather',
    name: 'Current weather in a city',
    description: '',
    priority: 'medium',
    status: 'active',
    tags: [],
    languages: { 'en-US': { voice: 'default' } },
    turns: [
      {
        say: 'what is the weather in toronto',
        expect: { intent: 'WeatherQuery', entities: { city: 'Toronto' } },
      },
    ],
    ...overrides,
  }
}

async function insertCase(ctx: Ctx, suiteId: string, definition: CaseDefinition, position: number) {
  const { id: key, name, description, priority, status, tags } = definition
  const { organizationId } = ctx
  const values = { organizationId, suiteId, key, name, description, priority, status, tags }
  const testCase = only(
    await ctx.db
      .insert(testCases)
      .values({ ...values, position })
      .returning(),
  )
  const createdBy = ctx.actor.id
  const version = { caseId: testCase.id, version: 1, definition, createdBy }
  await ctx.db.insert(testCaseVersions).values(version)
  for (const [language, { voice }] of Object.entries(definition.languages))
    await ctx.db.insert(testCaseLanguages).values({
      caseId: testCase.id,
      language,
      voice,
      utterances: definition.turns.map(({ say }) => ({
        text: typeof say === 'string' ? say : (say[language] ?? ''),
      })),
    })
  return testCase
}

/** A suite with cases, as rows: independent of the verbs that write suites. */
export async function createSuiteFixture(
  ctx: Ctx,
  { cases = [caseDefinition()], ...overrides }: SuiteOverrides = {},
) {
  const values = { organizationId: ctx.organizationId, name: `Suite ${tail()}` }
  const suite = only(
    await ctx.db
      .insert(testSuites)
      .values({ ...values, ...overrides })
      .returning(),
  )
  const inserted = []
  for (const [position, definition] of cases.entries())
    inserted.push(await insertCase(ctx, suite.id, definition, position))
  return { suite, cases: inserted }
}

type SuiteOverrides = Partial<typeof testSuites.$inferInsert> & { cases?: CaseDefinition[] }

/** A target as rows. Its secrets are empty: use the verbs of lib/targets where they matter. */
export async function createTargetFixture(
  ctx: Ctx,
  overrides: Partial<typeof configurations.$inferInsert> = {},
) {
  const values = {
    organizationId: ctx.organizationId,
    name: `Target ${tail()}`,
    connector: 'houndify',
    config: { endpoint: 'http://127.0.0.1:9/v1', userId: 'earshot-test' },
  }
  const target = only(
    await ctx.db
      .insert(configurations)
      .values({ ...values, ...overrides })
      .returning(),
  )
  const { id: configurationId, version, name, config } = target
  await ctx.db
    .insert(configurationHistory)
    .values({ configurationId, version, name, config, changedBy: ctx.actor.id })
  return target
}

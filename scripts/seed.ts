import { readdirSync, readFileSync } from 'node:fs'

import { and, eq, isNull, sql } from 'drizzle-orm'

import { openDatabase, type Database } from '#db/client.ts'
import { roles, type Role } from '#db/enums.ts'
import { organizations, users } from '#db/schema/accounts.ts'
import { configurations } from '#db/schema/targets.ts'
import { needsSetup } from '#lib/accounts/setup.ts'
import { importFiles } from '#lib/importers/import-files.ts'
import { hashPassword, verifyPassword } from '#lib/platform/auth/password.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { inTransaction, systemCtx, type Ctx } from '#lib/platform/context.ts'
import { createTarget } from '#lib/targets/create-target.ts'
import { updateTarget } from '#lib/targets/update-target.ts'
import { fromRoot } from '#scripts/processes/root.ts'

const slug = 'earshot-demo'
const targetName = 'Simulator'

const people: Record<Role, { email: string; name: string }> = {
  admin: { email: 'admin@demo.earshot', name: 'Ada Admin' },
  qa_engineer: { email: 'qa@demo.earshot', name: 'Quinn Engineer' },
  reviewer: { email: 'reviewer@demo.earshot', name: 'Robin Reviewer' },
  viewer: { email: 'viewer@demo.earshot', name: 'Vic Viewer' },
}

type Options = { databaseUrl: string; password: string; simulatorUrl: string }

async function createPeople(tx: Ctx, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await tx.db.insert(users).values(
    roles.map((role) => ({
      organizationId: tx.organizationId,
      role,
      passwordHash,
      ...people[role],
    })),
  )
}

/** The password may have been set anew since the last start; the banner must not lie. */
async function renewPassword(ctx: Ctx, password: string): Promise<void> {
  const [admin] = await ctx.db.select().from(users).where(eq(users.email, people.admin.email))
  if (!admin || (await verifyPassword(password, admin.passwordHash))) return
  const passwordHash = await hashPassword(password)
  for (const { email } of Object.values(people))
    await ctx.db
      .update(users)
      .set({ passwordHash, passwordDue: false })
      .where(and(eq(users.organizationId, ctx.organizationId), eq(users.email, email)))
}

const simulatorConfig = (simulatorUrl: string) => ({
  endpoint: `${simulatorUrl}/v1`,
  // A demonstration should not take as long as the speech in it.
  pace: 4,
  response_audio: true,
  // The demo voice AI lists the tools that it used in every answer.
  tool_calls_path: '$.AllResults[0].ToolCalls',
  tools_told: 'all',
})

async function createTargets(tx: Ctx, simulatorUrl: string): Promise<void> {
  await createTarget(tx, {
    name: targetName,
    connector: 'houndify',
    config: simulatorConfig(simulatorUrl),
    secrets: {
      client_id: settings().SIMULATOR_CLIENT_ID,
      client_key: settings().SIMULATOR_CLIENT_KEY,
    },
  })
  const { SOUNDHOUND_CLIENT_ID: clientId, SOUNDHOUND_API_KEY: clientKey } = settings()
  if (clientId !== undefined && clientKey !== undefined)
    await createTarget(tx, {
      name: 'Houndify',
      connector: 'houndify',
      // The terms of the service ask for restraint.
      max_concurrency: 2,
      secrets: { client_id: clientId, client_key: clientKey },
    })
}

/** The simulator may have had to move to another port. */
async function followSimulator(ctx: Ctx, simulatorUrl: string): Promise<void> {
  const [target] = await ctx.db
    .select()
    .from(configurations)
    .where(
      and(
        eq(configurations.organizationId, ctx.organizationId),
        eq(configurations.name, targetName),
        isNull(configurations.deletedAt),
      ),
    )
  const config = target?.config as { endpoint?: string } | undefined
  const local = config?.endpoint?.startsWith('http://127.0.0.1:')
  const endpoint = `${simulatorUrl}/v1`
  if (!target || !local || config?.endpoint === endpoint) return
  await updateTarget(ctx, target.id, { config: { ...config, endpoint } })
}

async function importExamples(tx: Ctx): Promise<void> {
  const folder = fromRoot('examples')
  const names = readdirSync(folder).filter((name) => name.endsWith('.suite.yaml'))
  await importFiles(tx, {
    files: names.sort().map((name) => ({ name, text: readFileSync(`${folder}/${name}`, 'utf8') })),
    format: 'yaml',
    dryRun: false,
    dropMissing: false,
    variables: new Set(),
    storeRecording: () => {
      throw new Error('The example suites hold no recordings')
    },
  })
}

async function seedOnce(db: Database, options: Options): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${slug}))`)
    const [known] = await tx.select().from(organizations).where(eq(organizations.slug, slug))
    if (known) {
      const ctx = systemCtx(tx, known.id)
      await renewPassword(ctx, options.password)
      await followSimulator(ctx, options.simulatorUrl)
      return
    }
    // Somebody has set Earshot up for themselves: nothing is put in between.
    if (!(await needsSetup(tx))) return
    const [created] = await tx
      .insert(organizations)
      .values({ name: 'Earshot demo', slug })
      .returning()
    if (!created) throw new Error('The demo organization has no id')
    await inTransaction(systemCtx(tx, created.id), async (ctx) => {
      await createPeople(ctx, options.password)
      await createTargets(ctx, options.simulatorUrl)
      await importExamples(ctx)
    })
  })
}

/** Seeds the demo organization once; later starts only keep its password and the simulator's address true. */
export async function seedDemo(options: Options): Promise<void> {
  const { db, close } = openDatabase(options.databaseUrl, { max: 2 })
  try {
    await seedOnce(db, options)
  } finally {
    await close()
  }
}

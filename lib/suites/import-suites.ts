import { and, eq, inArray, isNull, sql } from 'drizzle-orm'

import { testCases, testCaseVersions, testSuites } from '#db/schema/suites.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { caseColumns } from '#lib/suites/create-case.ts'
import { parseDefinition, sameDefinition } from '#lib/suites/definition.ts'
import { listDefinitions, lockSuite } from '#lib/suites/queries.ts'
import type { CaseInput, SuiteFile } from '#lib/suites/schema.ts'
import { writeCaseRows } from '#lib/suites/write-case-rows.ts'

export type CaseOutcome = 'created' | 'updated' | 'unchanged' | 'dropped'

export type ImportedSuite = {
  name: string
  /** null for a suite that a dry run would make */
  id: string | null
  cases: { key: string; outcome: CaseOutcome }[]
}

type ImportOptions = {
  /** deletes cases that the file no longer holds; they stay otherwise */
  dropMissing?: boolean
  /** says what would happen and writes nothing */
  dryRun?: boolean
}

type Known = Awaited<ReturnType<typeof listDefinitions>>[number]
type Planned = {
  definition: CaseInput
  position: number
  known: Known | null
  outcome: CaseOutcome
}

/** What becomes of each case of the file. Pure. */
function plan(file: SuiteFile, known: Known[]): Planned[] {
  const byKey = new Map(known.map((entry) => [entry.key, entry]))
  return file.cases.map((definition, position) => {
    const found = byKey.get(definition.id)
    if (!found) return { definition, position, known: null, outcome: 'created' }
    const same = sameDefinition(found.definition, definition)
    return { definition, position, known: found, outcome: same ? 'unchanged' : 'updated' }
  })
}

async function findSuite(ctx: Ctx, name: string) {
  const [row] = await ctx.db
    .select({ id: testSuites.id })
    .from(testSuites)
    .where(
      and(
        eq(testSuites.organizationId, ctx.organizationId),
        isNull(testSuites.deletedAt),
        eq(sql`lower(${testSuites.name})`, name.toLowerCase()),
      ),
    )
  return row ?? null
}

/** The suite of this name, made when it is missing, locked either way: imports of one suite take turns. */
async function ensureSuite(tx: Ctx, { suite: name, description, tags }: SuiteFile) {
  const values = { name, description, tags }
  await tx.db
    .insert(testSuites)
    .values({ ...values, organizationId: tx.organizationId, createdBy: tx.actor.id })
    .onConflictDoNothing()
  const found = await findSuite(tx, name)
  if (!found) throw new AppError('internal', `The suite ${name} was deleted while it was imported`)
  const before = await lockSuite(tx, found.id)
  const now = { name: before.name, description: before.description, tags: before.tags }
  if (!sameDefinition(now, values))
    await tx.db.update(testSuites).set(values).where(eq(testSuites.id, found.id))
  return found.id
}

async function insertCases(tx: Ctx, suiteId: string, planned: Planned[]) {
  const written = []
  for (let from = 0; from < planned.length; from += 1_000) {
    const part = planned.slice(from, from + 1_000)
    const rows = await tx.db
      .insert(testCases)
      .values(
        part.map(({ definition, position }) => ({
          ...caseColumns(definition),
          organizationId: tx.organizationId,
          suiteId,
          position,
        })),
      )
      .returning({ id: testCases.id, key: testCases.key })
    const ids = new Map(rows.map(({ id, key }) => [key, id]))
    const made = part.map(({ definition }) => ({
      definition,
      caseId: ids.get(definition.id) ?? '',
    }))
    await tx.db
      .insert(testCaseVersions)
      .values(made.map((entry) => ({ ...entry, version: 1, createdBy: tx.actor.id })))
    written.push(...made)
  }
  return written
}

async function updateCases(tx: Ctx, planned: Planned[]) {
  const written = []
  for (const { definition, position, known, outcome } of planned) {
    if (!known) continue
    const version = outcome === 'updated' ? known.version + 1 : known.version
    await tx.db
      .update(testCases)
      .set(outcome === 'updated' ? { ...caseColumns(definition), version, position } : { position })
      .where(eq(testCases.id, known.id))
    if (outcome !== 'updated') continue
    await tx.db
      .insert(testCaseVersions)
      .values({ caseId: known.id, version, definition, createdBy: tx.actor.id })
    written.push({ caseId: known.id, definition })
  }
  return written
}

async function apply(tx: Ctx, suiteId: string, planned: Planned[], missing: Known[]) {
  const created = planned.filter(({ outcome }) => outcome === 'created')
  const existing = planned.filter(({ outcome }) => outcome !== 'created')
  if (missing.length > 0)
    await tx.db
      .update(testCases)
      .set({ deletedAt: new Date() })
      .where(
        inArray(
          testCases.id,
          missing.map(({ id }) => id),
        ),
      )
  const written = [
    ...(await insertCases(tx, suiteId, created)),
    ...(await updateCases(tx, existing)),
  ]
  if (written.length > 0) await writeCaseRows(tx, suiteId, written)
}

async function importSuite(
  tx: Ctx,
  file: SuiteFile,
  { dropMissing = false, dryRun = false }: ImportOptions,
): Promise<ImportedSuite> {
  for (const definition of file.cases) parseDefinition(definition)
  const id = dryRun ? ((await findSuite(tx, file.suite))?.id ?? null) : await ensureSuite(tx, file)
  const known = id === null ? [] : await listDefinitions(tx, id)
  const planned = plan(file, known)
  const kept = new Set(file.cases.map(({ id: key }) => key))
  const missing = dropMissing ? known.filter(({ key }) => !kept.has(key)) : []
  const cases = [
    ...planned.map(({ definition, outcome }) => ({ key: definition.id, outcome })),
    ...missing.map(({ key }) => ({ key, outcome: 'dropped' as const })),
  ]
  if (!dryRun && id !== null) {
    await apply(tx, id, planned, missing)
    const count = (wanted: CaseOutcome) => cases.filter(({ outcome }) => outcome === wanted).length
    await recordAudit(tx, {
      action: 'suite.import',
      entityType: 'suite',
      entityId: id,
      detail: {
        name: file.suite,
        created: count('created'),
        updated: count('updated'),
        dropped: count('dropped'),
      },
    })
  }
  return { name: file.suite, id, cases }
}

/**
 * Brings suites to the state of their files, all or none: suites are found by name and cases by key, so the same
 * import again changes nothing. Definitions must be parsed by `SuiteFile` and their recordings stored.
 */
export async function importSuites(
  ctx: Ctx,
  files: SuiteFile[],
  options: ImportOptions = {},
): Promise<ImportedSuite[]> {
  authorize(ctx.actor, 'suite:write')
  return inTransaction(ctx, async (tx) => {
    const imported = []
    for (const file of files) imported.push(await importSuite(tx, file, options))
    return imported
  })
}

import { applyConnections, checkPlanned } from '#lib/integrations/managed/apply-connections.ts'
import { fillFromEnvironment } from '#lib/integrations/managed/fill-from-environment.ts'
import { forgetFileState, keepFileState } from '#lib/integrations/managed/keep-file-state.ts'
import { planOfEnvironment } from '#lib/integrations/managed/plan-of-environment.ts'
import { reasonOf } from '#lib/integrations/managed/read-entries.ts'
import type { FileFault, FilePlan, PlannedConnection } from '#lib/integrations/managed/types.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { applyManagedRules } from '#lib/notifications/apply-managed-rules.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { parseTriggers } from '#lib/webhooks/parse-triggers.ts'

type Entry = FilePlan['connections'][number]

/** What is wrong with a connection by its kind's own schema and that of its rules; its rules when nothing is. */
function check(entry: Entry): { connection: PlannedConnection } | { faults: FileFault[] } {
  try {
    const triggers = parseTriggers(entry.name, entry.triggers)
    checkPlanned(entry)
    return { connection: { ...entry, triggers } }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return {
      faults:
        error.faults.length > 0
          ? error.faults.map(({ path, message }) => ({ path: `${entry.path}.${path}`, message }))
          : [{ path: entry.path, message: error.message }],
    }
  }
}

/** The connections that can be made of a file's entries; the others with what is wrong with them. */
function sorted(entries: readonly Entry[], plan: Pick<FilePlan, 'broken'>) {
  const good: PlannedConnection[] = []
  const broken = [...plan.broken]
  const faults: FileFault[] = []
  for (const entry of entries) {
    const checked = check(entry)
    if ('connection' in checked) good.push(checked.connection)
    else {
      faults.push(...checked.faults)
      broken.push({ kind: entry.kind, name: entry.name, reason: reasonOf(checked.faults) })
    }
  }
  return { good, broken, faults }
}

async function applyFile(tx: Ctx, plan: FilePlan, entries: Entry[]): Promise<FileFault[]> {
  const { good, broken, faults } = sorted(entries, plan)
  const { ids, taken } = await applyConnections(tx, 'file', good, broken)
  const pathOf = ({ kind, name }: PlannedConnection) =>
    entries.find((one) => one.kind === kind && one.name === name)?.path ?? ''
  const conflicts = taken.map((one) => ({
    path: `${pathOf(one)}.name`,
    message: `a connection named ${one.name} was made in the application; rename or remove one of the two`,
  }))
  const wrongRules = await applyManagedRules(tx, plan.rules, ids)
  return [...plan.faults, ...faults, ...conflicts, ...wrongRules]
}

/** Kinds that the file's connections of before have: of a file that cannot be read they stay. */
async function standingKinds(tx: Ctx): Promise<string[]> {
  const views = await listConnections(tx)
  return views
    .filter(({ source, is_enabled: isEnabled }) => source === 'file' && isEnabled)
    .map(({ kind }) => kind)
}

/**
 * Makes the connections of the integrations file and of the environment be what they say, in one transaction. `read` is
 * null without a file. Returns what is wrong with entries of the file, which are left out.
 */
export async function applyPlans(
  ctx: Ctx,
  path: string | null,
  read: { plan: FilePlan } | { whole: FileFault[] } | null,
): Promise<FileFault[]> {
  const environment = planOfEnvironment().connections
  return inTransaction(ctx, async (tx) => {
    if (path === null || read === null) {
      await applyConnections(tx, 'environment', environment)
      await forgetFileState(tx)
      return []
    }
    const file = 'plan' in read ? read.plan : { connections: [], kinds: await standingKinds(tx) }
    const { connections, rest } = fillFromEnvironment<Entry>(file, environment)
    const faults = 'plan' in read ? await applyFile(tx, read.plan, connections) : read.whole
    await applyConnections(tx, 'environment', rest)
    await keepFileState(tx, path, faults)
    return faults
  })
}

import { stat } from 'node:fs/promises'

import type { Database, Sql } from '#db/client.ts'
import { applyConnections } from '#lib/integrations/managed/apply-connections.ts'
import { planOfEnvironment } from '#lib/integrations/managed/plan-of-environment.ts'
import { readIntegrationsFile } from '#lib/integrations/managed/read-file.ts'
import type { ManagedPlan } from '#lib/integrations/managed/types.ts'
import { applyManagedRules } from '#lib/notifications/apply-managed-rules.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { inTransaction, systemCtx, type Ctx } from '#lib/platform/context.ts'
import { AppError, errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { parseTriggers } from '#lib/webhooks/parse-triggers.ts'

/** First half of an advisory lock's key; several workers see the same change at once. */
const managed = 0x4d414e47
/** ms between looks at the file; a mounted volume tells of no change by itself */
const lookMs = 2_000

type Source = 'file' | 'environment'

/** Makes connections and rules of `source` be what `plan` says, in one transaction. */
async function applyPlan(ctx: Ctx, source: Source, plan: ManagedPlan): Promise<void> {
  const connections = plan.connections.map((planned) => ({
    ...planned,
    triggers: parseTriggers(planned.name, planned.triggers),
  }))
  await inTransaction(ctx, async (tx) => {
    const ids = await applyConnections(tx, source, connections)
    if (source === 'file') await applyManagedRules(tx, plan.rules, ids)
  })
}

const faultText = (error: unknown) =>
  error instanceof AppError && error.faults.length > 0
    ? `${error.message}: ${error.faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}`
    : errorMessage(error)

/**
 * Keeps the connections of the integrations file and of the environment as they are written there: at start, and
 * again whenever the file changes. What is wrong is told in the log and in the activity; what was right before stays.
 */
export class ManagedIntegrations {
  readonly #sql: Sql
  readonly #db: Database
  readonly #path: string | undefined
  readonly #timer: NodeJS.Timeout
  #print = ''
  #environmentIsApplied = false
  #known: Ctx | undefined
  #busy: Promise<void> = Promise.resolve()

  constructor(tools: { sql: Sql; db: Database }, path = settings().INTEGRATIONS_FILE) {
    this.#sql = tools.sql
    this.#db = tools.db
    this.#path = path
    this.#timer = setInterval(() => this.look(), lookMs)
    this.#timer.unref()
    this.look()
  }

  /** Reads the file again when it has changed. */
  look(): void {
    this.#queue(async () => {
      const ctx = await this.#ctx()
      // Before the first set-up there is nobody whom it could belong to.
      if (!ctx) return
      if (!this.#environmentIsApplied)
        await this.#apply(ctx, 'environment', async () => planOfEnvironment())
      this.#environmentIsApplied = true
      await this.#readAgain(ctx)
    })
  }

  /** Resolves when what was seen so far has been applied. */
  async applied(): Promise<void> {
    await this.#busy
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#busy
  }

  #queue(work: () => Promise<void>): void {
    this.#busy = this.#busy.then(work).catch((error: unknown) => {
      log.warn({ err: errorMessage(error) }, 'could not look at the integrations file')
    })
  }

  async #readAgain(ctx: Ctx): Promise<void> {
    const path = this.#path
    if (path === undefined) return
    const facts = await stat(path).catch(() => null)
    const print = facts ? `${facts.mtimeMs} ${facts.size} ${facts.ino}` : 'none'
    if (print === this.#print) return
    await this.#apply(ctx, 'file', () => readIntegrationsFile(path))
    this.#print = print
  }

  /** The organization that the server belongs to: the first one. */
  async #ctx(): Promise<Ctx | null> {
    if (this.#known) return this.#known
    const [row] = await this.#sql<
      { id: string }[]
    >`select id from organizations order by id limit 1`
    this.#known = row && systemCtx(this.#db, row.id, 'Integrations file')
    return this.#known ?? null
  }

  async #apply(ctx: Ctx, source: Source, read: () => Promise<ManagedPlan>): Promise<void> {
    try {
      const plan = await read()
      await this.#sql.begin(async (lock) => {
        await lock`select pg_advisory_xact_lock(${managed}, hashtext(${ctx.organizationId}))`
        await applyPlan(ctx, source, plan)
      })
      log.info({ source, connections: plan.connections.length }, 'managed connections are applied')
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      log.error({ source, faults: faultText(error) }, 'managed connections were refused')
      await recordAudit(ctx, {
        action: 'integration.refuse_managed',
        entityType: 'organization',
        entityId: ctx.organizationId,
        detail: { source, faults: faultText(error).slice(0, 2_000) },
      })
    }
  }
}

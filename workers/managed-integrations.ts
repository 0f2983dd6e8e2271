import { stat } from 'node:fs/promises'

import type { Database, Sql } from '#db/client.ts'
import { readIntegrationsFile } from '#lib/integrations/managed/read-file.ts'
import type { FileFault, FilePlan } from '#lib/integrations/managed/types.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { systemCtx, type Ctx } from '#lib/platform/context.ts'
import { AppError, errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { applyPlans } from '#workers/apply-managed-plans.ts'

/** First half of an advisory lock's key; several workers see the same change at once. */
const managed = 0x4d414e47
/** ms between looks at the file; a mounted volume tells of no change by itself */
const lookMs = 2_000

const faultText = (faults: readonly FileFault[]) =>
  faults.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')

/** What is wrong with a file as a whole: nothing of it can be taken. */
function wholeFaults(error: unknown): FileFault[] {
  if (!(error instanceof AppError)) throw error
  return error.faults.length > 0 ? error.faults : [{ path: '', message: error.message }]
}

/**
 * Keeps the connections of the integrations file and of the environment as they are written there: at start, and
 * again whenever the file changes. An entry that is wrong is switched off, the others work; of a file that is none, what
 * was right before stays. Both are told in the log, in the activity and in the settings.
 */
export class ManagedIntegrations {
  readonly #sql: Sql
  readonly #db: Database
  readonly #path: string | undefined
  readonly #timer: NodeJS.Timeout
  #print = ''
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
      const print = await this.#printOf()
      if (print === this.#print) return
      await this.#apply(ctx)
      this.#print = print
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

  /** Another one when the file has changed; without a file the environment is applied once. */
  async #printOf(): Promise<string> {
    if (this.#path === undefined) return 'no file'
    const facts = await stat(this.#path).catch(() => null)
    return facts ? `${facts.mtimeMs} ${facts.size} ${facts.ino}` : 'none'
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

  async #apply(ctx: Ctx): Promise<void> {
    const path = this.#path
    const read = path === undefined ? null : await readFileOr(path)
    const faults = await this.#sql.begin(async (lock) => {
      await lock`select pg_advisory_xact_lock(${managed}, hashtext(${ctx.organizationId}))`
      return applyPlans(ctx, path ?? null, read)
    })
    if (faults.length === 0) {
      log.info({ file: path ?? null }, 'managed connections are applied')
      return
    }
    const text = faultText(faults)
    log.error(
      { file: path ?? null, faults: text },
      'entries of the integrations file are not valid',
    )
    await recordAudit(ctx, {
      action: 'integration.refuse_managed',
      entityType: 'organization',
      entityId: ctx.organizationId,
      detail: { source: 'file', faults: text.slice(0, 2_000) },
    })
  }
}

type ReadResult = { plan: FilePlan } | { whole: FileFault[] }

async function readFileOr(path: string): Promise<ReadResult> {
  try {
    return { plan: await readIntegrationsFile(path) }
  } catch (error) {
    return { whole: wholeFaults(error) }
  }
}

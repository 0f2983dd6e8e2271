import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'

import type { Database } from '#db/client.ts'
import { integrations } from '#db/schema/integrations.ts'
import {
  factsOf,
  openPrevious,
  openSecrets,
  type SecretRow,
} from '#lib/integrations/connection-secrets.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { knownRulesOf, rulesPrint, type KnownRules } from '#lib/webhooks/known-rules.ts'
import type { Providers } from '#lib/webhooks/providers.ts'

/** A secret, its age, and when it ends in ms since 1970. */
type KnownSecret = {
  age: 'current' | 'previous'
  field: string
  value: string
  until: number
}

export type KnownConnection = {
  id: string
  organizationId: string
  kind: string
  secrets: KnownSecret[]
  /** sha256 */
  hookToken: Buffer | null
  /** it has a rule that is in use */
  hasRules: boolean
  /** null when a worker has to look at its deliveries */
  rules: KnownRules | null
  /** the one repository that it is for, in lower case; null: for all */
  place: string | null
}

/** Connections held at most; the oldest come first. */
const limit = 2_000

const columns = {
  id: integrations.id,
  organizationId: integrations.organizationId,
  kind: integrations.kind,
  secrets: integrations.secrets,
  secretFacts: integrations.secretFacts,
  hookTokenHash: integrations.hookTokenHash,
  triggers: integrations.triggers,
  config: integrations.config,
  print: sql.raw(rulesPrint) as SQL<string>,
}

type Row = SecretRow &
  Pick<KnownConnection, 'organizationId' | 'kind'> & {
    hookTokenHash: string | null
    triggers: unknown
    config: unknown
    print: string
  }

const Rules = z.array(z.looseObject({ is_enabled: z.boolean().default(true) })).catch([])
const Place = z
  .looseObject({ repository: z.string().optional(), project: z.string().optional() })
  .catch({})

function standingOf(row: Row): Pick<KnownConnection, 'hasRules' | 'place' | 'rules'> {
  const { triggers, config } = row
  const { repository, project } = Place.parse(config)
  return {
    hasRules: Rules.parse(triggers).some(({ is_enabled: isEnabled }) => isEnabled),
    place: (repository ?? project)?.toLowerCase() ?? null,
    rules: knownRulesOf(row),
  }
}

function secretsOf(row: SecretRow, fields: readonly string[], now: Date): KnownSecret[] {
  const current = openSecrets(row)
  return fields.flatMap((field) => {
    const found: KnownSecret[] = []
    const value = current[field]
    if (value !== undefined) found.push({ age: 'current', field, value, until: Infinity })
    const before = openPrevious(row, field, now)
    const until = factsOf(row)[field]?.previous_until
    if (before !== null && until !== undefined)
      found.push({ age: 'previous', field, value: before, until: Date.parse(until) })
    return found
  })
}

/**
 * Enabled connections that receive, with the secrets they verify with, open. Read again when older than `maxAgeMs`,
 * at most one reading at a time; a row that did not change is not opened again.
 */
export class KnownConnections {
  readonly #db: () => Database
  readonly #providers: Providers
  readonly #maxAgeMs: number
  #found: KnownConnection[] = []
  #opened = new Map<string, { print: string; connection: KnownConnection }>()
  #readAt = -Infinity
  #reading: Promise<void> | undefined

  constructor(options: { db: () => Database; providers: Providers; maxAgeMs?: number }) {
    this.#db = options.db
    this.#providers = options.providers
    this.#maxAgeMs = options.maxAgeMs ?? 1_000
  }

  /** The same list as before when nothing has changed. */
  async all(maxAgeMs = this.#maxAgeMs): Promise<readonly KnownConnection[]> {
    if (performance.now() - this.#readAt >= maxAgeMs)
      await (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)))
    return this.#found
  }

  async #read(): Promise<void> {
    const kinds = this.#providers.map(({ kind }) => kind)
    const at = performance.now()
    const rows: Row[] =
      kinds.length === 0
        ? []
        : await this.#db()
            .select(columns)
            .from(integrations)
            .where(and(inArray(integrations.kind, kinds), eq(integrations.isEnabled, true)))
            .orderBy(asc(integrations.id))
            .limit(limit)
    const opened = new Map<string, { print: string; connection: KnownConnection }>()
    for (const row of rows) {
      const { secrets, secretFacts, hookTokenHash, triggers, config } = row
      const print = JSON.stringify([secrets, secretFacts, hookTokenHash, triggers, config])
      const before = this.#opened.get(row.id)
      const connection = before?.print === print ? before.connection : this.#open(row)
      opened.set(row.id, { print, connection })
    }
    this.#opened = opened
    const found = [...opened.values()].map(({ connection }) => connection)
    const same =
      found.length === this.#found.length && found.every((one, i) => one === this.#found[i])
    if (!same) this.#found = found
    this.#readAt = at
  }

  #open(row: Row): KnownConnection {
    const { id, organizationId, kind, hookTokenHash } = row
    const fields = this.#providers.find((provider) => provider.kind === kind)?.fields ?? []
    const standing = standingOf(row)
    const hookToken = hookTokenHash === null ? null : Buffer.from(hookTokenHash, 'hex')
    try {
      const secrets = secretsOf(row, fields, new Date())
      return { id, organizationId, kind, hookToken, secrets, ...standing }
    } catch (error) {
      // One connection whose secrets cannot be read must not close the door for the others.
      log.error({ connection: id, err: errorMessage(error) }, 'a connection cannot verify')
      return { id, organizationId, kind, hookToken, secrets: [], ...standing }
    }
  }
}

import { z } from 'zod'

import type { Sql } from '#db/client.ts'
import { profileOfSnapshot, type UsedProfile } from '#lib/device-profiles/used-profile.ts'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import type { Connector } from '#lib/engines/connectors/types.ts'
import type { Precedent } from '#lib/engines/validation/score.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError } from '#lib/platform/errors.ts'
import { withinSql } from '#lib/platform/jobs/enqueue.ts'
import { batched } from '#lib/platform/postgres/batched.ts'
import { loadRulings, precedentsOf, type DecidedPlace } from '#lib/policies/load-precedents.ts'
import { contextHashes } from '#lib/policies/reply-form.ts'
import { targetVersionOf } from '#lib/runs/execute/judge.ts'
import { createStoredCases, type StoredCase } from '#lib/runs/execute/stored-cases.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import type { CaseInput } from '#lib/suites/schema.ts'
import { resolveVariables } from '#lib/suites/variables.ts'
import { openTargetSecrets } from '#lib/targets/target-secrets.ts'
import { openStoredVariables } from '#lib/targets/variables.ts'

/** What a run calls: the same for all its items. */
export type Endpoint = {
  connector: Connector
  config: unknown
  secrets: unknown
  /** 1 is real time */
  pace: number
  maxAttempts: number
  variables: Record<string, string>
  /** those without secrets: what may be written down */
  plainVariables: Record<string, string>
  targetVersion: string | null
}

/** All that one item needs. */
export type Plan = {
  endpoint: Endpoint
  case: CaseInput
  /** what the caller is heard through; null for the stimulus as it is */
  profile: UsedProfile | null
  /** decisions of people on this case's replies, as they were when the run came to it */
  precedents: readonly Precedent[]
}

const Snapshot = z.object({
  target: z.object({ connector: z.string(), config: z.unknown() }),
  variables: z.record(z.string(), z.string()).default({}),
})

/** Settings of a connector that the runner itself obeys. */
const CallSettings = z.object({
  pace: z.number().min(0).max(100).optional(),
  max_attempts: z.number().int().min(1).max(10).optional(),
})

// Small least-recently-used memory: entries are promises, so that a thousand items ask once.
class Memory<T> {
  readonly #entries = new Map<string, Promise<T>>()
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  get(key: string, load: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key)
    if (known) {
      this.#entries.delete(key)
      this.#entries.set(key, known)
      return known
    }
    const loading = load()
    this.#entries.set(key, loading)
    loading.catch(() => this.#entries.delete(key))
    const oldest = this.#entries.keys().next().value
    if (this.#entries.size > this.#size && oldest !== undefined) this.#entries.delete(oldest)
    return loading
  }
}

/** Secret variables are in no snapshot: they are opened for the call. */
async function secretVariables(sql: Sql, targetId: string): Promise<Record<string, string>> {
  const rows = await sql<{ name: string; value: string; isSecret: boolean }[]>`
    select name, value, is_secret as "isSecret" from environment_variables
    where configuration_id = ${targetId} and is_secret`
  return openStoredVariables(targetId, rows)
}

type EndpointRow = {
  snapshot: unknown
  secrets: unknown
  target_id: string
  target_version: number | null
}

/** Where a run calls, with secrets opened. Throws when settings or secrets do not fit the connector. */
export async function loadEndpoint(
  sql: Sql,
  item: Pick<BegunItem, 'runId' | 'organizationId'>,
): Promise<Endpoint> {
  const [row] = await sql<EndpointRow[]>`
    select r.snapshot, r.target_version, c.secrets, c.id as target_id from test_runs r join configurations c on c.id = r.target_id
    where r.id = ${item.runId} and r.organization_id = ${item.organizationId}`
  if (!row) throw new AppError('internal', `Run ${item.runId} no longer exists`)
  const { target, variables } = Snapshot.parse(row.snapshot)
  const connector = getConnector(target.connector)
  const config = connector.config.parse(target.config)
  const own = CallSettings.parse(config)
  return {
    connector,
    config,
    secrets: connector.secrets.parse(openTargetSecrets(row.target_id, row.secrets)),
    pace: own.pace ?? settings().VOICE_PACE,
    maxAttempts: own.max_attempts ?? settings().SOUNDHOUND_MAX_RETRIES,
    variables: { ...variables, ...(await secretVariables(sql, row.target_id)) },
    plainVariables: variables,
    targetVersion: targetVersionOf(row.target_id, row.target_version),
  }
}

/** The profile as it was when the run was accepted. */
async function loadProfile(sql: Sql, runId: string, id: string): Promise<UsedProfile> {
  const [row] = await sql<{ snapshot: unknown }[]>`
    select jsonb_build_object('profiles', snapshot -> 'profiles') as snapshot from test_runs
    where id = ${runId}`
  const profile = profileOfSnapshot(row?.snapshot, id)
  if (!profile) throw new AppError('internal', `The run does not know the device profile ${id}`)
  return profile
}

/** Loads what items need, once a run, once a case version, once a language of it and once a device profile. */
export function createPlans(sql: Sql): (item: BegunItem) => Promise<Plan> {
  const endpoints = new Memory<Endpoint>(500)
  const stored = new Memory<StoredCase>(5_000)
  const cases = new Memory<CaseInput>(5_000)
  const precedents = new Memory<readonly Precedent[]>(20_000)
  const profiles = new Memory<UsedProfile>(500)
  const storedCase = createStoredCases(sql)
  const rulingsOf = batched((places: DecidedPlace[]) => loadRulings(withinSql(sql), places))

  return async (item) => {
    const { runId, caseId, caseVersion, language, deviceProfileId: id } = item
    const version = `${caseId} ${caseVersion}`
    const endpointOf = () => endpoints.get(runId, () => loadEndpoint(sql, item))
    const caseOf = () => stored.get(version, () => storedCase(item))
    const resolvedCase = async () => {
      const [endpoint, { case: testCase }] = await Promise.all([endpointOf(), caseOf()])
      return resolveVariables(testCase, endpoint.variables)
    }
    const decided = async () => {
      const [rulings, { case: testCase }] = await Promise.all([rulingsOf(item), caseOf()])
      if (rulings.length === 0) return []
      const plain = resolveVariables(testCase, (await endpointOf()).plainVariables)
      return precedentsOf(rulings, contextHashes(plain, language))
    }
    const [endpoint, { case: testCase, varies }, known, profile] = await Promise.all([
      endpointOf(),
      caseOf(),
      precedents.get(`${runId} ${version} ${language}`, decided),
      id === null ? null : profiles.get(`${runId} ${id}`, () => loadProfile(sql, runId, id)),
    ])
    const resolved = varies ? await cases.get(`${runId} ${version}`, resolvedCase) : testCase
    return { endpoint, case: resolved, profile, precedents: known }
  }
}

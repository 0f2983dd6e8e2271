import type { Connector } from '#lib/engines/connectors/types.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import type { Storage } from '#lib/platform/storage/types.ts'
import { fixedPolicy } from '#lib/policies/create-policies.ts'
import { executeItem } from '#lib/runs/execute/execute-item.ts'
import type { Executed } from '#lib/runs/execute/executed.ts'
import type { ExecuteDeps } from '#lib/runs/execute/types.ts'
import type { BegunItem } from '#lib/runs/results/outcome.ts'
import { CaseInput } from '#lib/suites/schema.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })
const unused = () => Promise.reject(new Error('a text turn speaks nothing'))

export const begunItem: BegunItem = {
  ...{
    id: 'item',
    attempt: 1,
    retries: 0,
    tries: 0,
    crashes: 0,
    organizationId: 'o',
    runId: 'run',
  },
  ...{ targetId: 't', suiteId: 's', caseId: 'c', caseVersion: 1, language: 'en-US' },
  ...{ deviceProfileId: null, repetition: 1, mode: 'text', purpose: 'test' },
  begunAt: new Date(),
}

type Asked = {
  connector: Connector
  config: object
  secrets: object
  /** what the case has beside its name and languages: `turns`, `mocks` */
  of: object
  item?: Partial<BegunItem>
  signal?: AbortSignal
  deps?: Partial<ExecuteDeps>
}

/** Executes a case by text with the real connector, allowed to call peers on this machine. Reply audio is kept in memory. */
export function executeText({
  connector,
  config,
  secrets,
  of,
  item,
  signal,
  deps,
}: Asked): Promise<Executed> {
  const testCase = CaseInput.parse({ id: 'a', name: 'A', languages: { 'en-US': {} }, ...of })
  const kept = new Map<string, Uint8Array>()
  const storage = {
    put: (_bucket: string, key: string, bytes: Uint8Array) => {
      kept.set(key, bytes)
      return Promise.resolve('stored' as const)
    },
  } as Partial<Storage> as Storage
  const maxAttempts = 'max_attempts' in config ? Number(config.max_attempts) : 1
  const endpoint = {
    connector: {
      ...connector,
      open: (settings: unknown, given: unknown, options: Parameters<Connector['open']>[2]) =>
        connector.open(settings, given, { ...options, guard }),
    },
    config: connector.config.parse(config),
    secrets: connector.secrets.parse(secrets),
    ...{
      pace: 'pace' in config ? Number(config.pace) : 0,
      maxAttempts,
      variables: {},
      plainVariables: {},
      targetVersion: null,
    },
  }
  const all: ExecuteDeps = {
    plan: () => Promise.resolve({ endpoint, case: testCase, profile: null, precedents: [] }),
    speech: { stimulus: unused, load: unused },
    conditions: { hear: unused, apply: unused },
    listener: null,
    storage,
    policy: () => Promise.resolve(fixedPolicy),
    meaning: [],
    ...deps,
  }
  return executeItem(all, { ...begunItem, ...item }, signal ?? new AbortController().signal)
}

import { z } from 'zod'

import { notificationEvents } from '#db/enums.ts'
import {
  ConnectionEntry,
  GithubSection,
  JiraSection,
  Notes,
  RoutingEntry,
  RuleEntry,
  SlackSection,
  type Routing,
} from '#lib/integrations/managed/file-schema.ts'
import { githubConnection, jiraConnection } from '#lib/integrations/managed/plan-of-file.ts'
import { slackConnections, slackRules } from '#lib/integrations/managed/plan-of-slack.ts'
import type { FileFault, FilePlan, PlannedConnection } from '#lib/integrations/managed/types.ts'
import { resolvePlaceholders } from '#lib/platform/config/placeholders.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

export type Variables = Readonly<Record<string, string | undefined>> | undefined

const joined = (prefix: string, path: string) =>
  path === '' ? prefix : path.startsWith('[') ? `${prefix}${path}` : `${prefix}.${path}`

const placed = (prefix: string, faults: readonly FileFault[]) =>
  faults.map(({ path, message }) => ({ path: joined(prefix, path), message }))

type Read<T> = { value: T; faults: [] } | { value: null; faults: FileFault[] }

const broken = (faults: FileFault[]): Read<never> => ({ value: null, faults })

/** One entry with its variables filled in, or all that is wrong with it and nothing else. */
function readEntry<T>(
  schema: z.ZodType<T>,
  raw: unknown,
  path: string,
  variables: Variables,
): Read<T> {
  const resolved = resolvePlaceholders(raw, variables)
  if (resolved.faults.length > 0) return broken(placed(path, resolved.faults))
  const parsed = schema.safeParse(resolved.value)
  return parsed.success
    ? { value: parsed.data, faults: [] }
    : broken(placed(path, faultsOf(parsed.error)))
}

const Switched = z.looseObject({ enabled: z.boolean().default(false) })
/** A switched-off entry may name variables that nobody has set: they are not looked up. */
const isOff = (raw: unknown, unless: boolean) =>
  !(Switched.extend({ enabled: z.boolean().default(unless) }).safeParse(raw).data?.enabled ?? true)

/** Only a channel that carries messages can tell of them. */
const systemEvents = new Set<string>(['review_backlog', 'worker_down', 'integration_failing'])

const deadRoutes = (route: z.output<typeof RoutingEntry>, path: string, event: string) =>
  (['github', 'jira'] as const)
    .filter((channel) => route[channel] === true)
    .map((channel) => ({
      path: `${path}.${channel}`,
      message: `${names[channel]} cannot tell of ${event}; only slack can`,
    }))

/** Where each event goes. A route that leads nowhere is told, and the others hold. */
export function readRouting(
  raw: unknown,
  variables: Variables,
): Required<{
  routing: Routing
  faults: FileFault[]
}> {
  const routing: Routing = {}
  const faults: FileFault[] = []
  const entries = Object.entries(
    z
      .record(z.string(), z.unknown())
      .catch({})
      .parse(raw ?? {}),
  )
  for (const [event, channels] of entries) {
    const path = `notification_routing.${event}`
    const name = notificationEvents.find((one) => one === event)
    if (name === undefined) {
      const message = `there is no event ${event}; there is ${notificationEvents.join(', ')}`
      faults.push({ path, message })
      continue
    }
    const read = readEntry(RoutingEntry, channels, path, variables)
    faults.push(...read.faults)
    if (!read.value) continue
    routing[name] = read.value
    if (systemEvents.has(name)) faults.push(...deadRoutes(read.value, path, name))
  }
  return { routing, faults }
}

type Section = { connections: PlannedConnection[]; rules: FilePlan['rules'] }

const InvalidSection = (path: string, error: unknown): FileFault[] => {
  if (!(error instanceof InvalidError)) throw error
  return error.faults.length > 0 ? placed(path, error.faults) : [{ path, message: error.message }]
}

/** Readers of the three sections of the replaced system's format, by kind. */
const sections = {
  github: (raw: unknown, path: string, routing: Routing, variables: Variables) => {
    const { value, faults } = readEntry(GithubSection, raw, path, variables)
    return value ? { connections: [githubConnection(value, routing)], rules: [] } : { faults }
  },
  jira: (raw: unknown, path: string, routing: Routing, variables: Variables) => {
    const { value, faults } = readEntry(JiraSection, raw, path, variables)
    return value ? { connections: [jiraConnection(value, routing)], rules: [] } : { faults }
  },
  slack: (raw: unknown, path: string, routing: Routing, variables: Variables) => {
    const { value, faults } = readEntry(SlackSection, raw, path, variables)
    if (!value) return { faults }
    const rules = slackRules(value, routing).map((rule) => ({
      ...rule,
      path: `notification_routing.${rule.event}`,
    }))
    return { connections: slackConnections(value), rules }
  },
} satisfies Record<
  string,
  (
    raw: unknown,
    path: string,
    routing: Routing,
    variables: Variables,
  ) => Section | { faults: FileFault[] }
>

const names = { github: 'GitHub', jira: 'Jira', slack: 'Slack' } as const
const kinds = Object.keys(names) as (keyof typeof names)[]

/** `integrations`: a section that is wrong is left out, the others are taken. */
export function readSections(
  raw: unknown,
  routing: Routing,
  variables: Variables,
): Omit<FilePlan, never> {
  const plan: FilePlan = { connections: [], rules: [], faults: [], kinds: [], broken: [] }
  const found = z.record(z.string(), z.unknown()).safeParse(raw ?? {})
  if (!found.success)
    return { ...plan, faults: [{ path: 'integrations', message: 'must be an object' }] }
  for (const [name, section] of Object.entries(found.data)) {
    const path = `integrations.${name}`
    const kind = kinds.find((one) => one === name)
    if (kind === undefined) {
      const message = `there is no section ${name}; there is ${kinds.join(', ')}. Other kinds belong into connections`
      plan.faults.push({ path, message })
      continue
    }
    plan.kinds.push(kind)
    if (isOff(section, false)) continue
    const read = attempt(path, () => sections[kind](section, path, routing, variables))
    if ('faults' in read) {
      plan.faults.push(...read.faults)
      plan.broken.push({ kind, name: names[kind], reason: reasonOf(read.faults) })
    } else {
      plan.connections.push(...read.connections.map((one) => ({ ...one, path })))
      plan.rules.push(...read.rules)
    }
  }
  return plan
}

function attempt<T>(path: string, work: () => T): T | { faults: FileFault[] } {
  try {
    return work()
  } catch (error) {
    return { faults: InvalidSection(path, error) }
  }
}

/** One line that says what is wrong with an entry. */
export const reasonOf = (faults: readonly FileFault[]) =>
  `its entry in the integrations file is not valid: ${faults.map(({ path, message }) => `${path}: ${message}`).join('; ')}`

const Named = z.looseObject({ kind: z.string(), name: z.string() })

/** `connections`, one by one. */
export function readConnections(raw: unknown, variables: Variables): Omit<FilePlan, 'rules'> {
  const plan: Omit<FilePlan, 'rules'> = { connections: [], faults: [], kinds: [], broken: [] }
  const list = z
    .array(z.unknown())
    .max(200)
    .safeParse(raw ?? [])
  if (!list.success)
    return { ...plan, faults: [{ path: 'connections', message: 'must be a list of at most 200' }] }
  const seen = new Set<string>()
  list.data.forEach((entry, index) => {
    const path = `connections[${index}]`
    const named = Named.safeParse(entry).data
    if (named) plan.kinds.push(named.kind)
    if (isOff(entry, true)) return
    const read = readEntry(ConnectionEntry, entry, path, variables)
    const key = `${named?.kind} ${named?.name.toLowerCase()}`
    const faults =
      read.value && seen.has(key)
        ? [{ path: `${path}.name`, message: `there is a ${named?.kind} ${named?.name} above` }]
        : read.faults
    plan.faults.push(...faults)
    if (faults.length > 0) {
      if (named && !seen.has(key)) plan.broken.push({ ...named, reason: reasonOf(faults) })
      return
    }
    seen.add(key)
    if (!read.value) return
    const { enabled, ...rest } = read.value
    plan.connections.push({ ...rest, isEnabled: enabled, path })
  })
  return plan
}

/** `rules`, one by one. */
export function readRules(raw: unknown, variables: Variables): Pick<FilePlan, 'rules' | 'faults'> {
  const list = z
    .array(z.unknown())
    .max(500)
    .safeParse(raw ?? [])
  if (!list.success)
    return { rules: [], faults: [{ path: 'rules', message: 'must be a list of at most 500' }] }
  const read = list.data.map((entry, index) => {
    const path = `rules[${index}]`
    return { path, ...readEntry(RuleEntry, entry, path, variables) }
  })
  return {
    rules: read.flatMap(({ value, path }) => (value ? [{ ...value, path }] : [])),
    faults: read.flatMap(({ faults }) => faults),
  }
}

/** Notes of people are not read, but what is misspelt at the top is told. */
export function readNotes(raw: unknown): FileFault[] {
  const parsed = Notes.optional().safeParse(raw)
  return parsed.success ? [] : placed('demo_metadata', faultsOf(parsed.error))
}

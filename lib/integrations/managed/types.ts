import type { notificationEvents } from '#db/enums.ts'

type Json = Record<string, unknown>

/** Something wrong with one entry of the integrations file: `integrations.jira.api_token`. */
export type FileFault = { path: string; message: string }

/** A connection that something outside the application sets up. */
export type PlannedConnection = {
  kind: string
  name: string
  isEnabled: boolean
  /** by the integration's own schema */
  config: Json
  secrets: Record<string, string>
  /** rules of the webhook receiver, by its own schema */
  triggers: unknown[]
}

export type PlannedRule = {
  event: (typeof notificationEvents)[number]
  /** name of a planned connection */
  connection: string
  /** by the schema of notification rules */
  config: Json
}

/** What a file asks for, and what is wrong with the entries that are left out. */
export type FilePlan = {
  connections: (PlannedConnection & { path: string })[]
  rules: (PlannedRule & { path: string })[]
  faults: FileFault[]
  /** kinds of which the file says something, if only that they are off */
  kinds: string[]
  /** connections that are named and not in use, with what is wrong with them */
  broken: { kind: string; name: string; reason: string }[]
}

export type ManagedPlan = { connections: PlannedConnection[]; rules: PlannedRule[] }

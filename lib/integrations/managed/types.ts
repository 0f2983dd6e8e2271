import type { notificationEvents } from '#db/enums.ts'

type Json = Record<string, unknown>

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

export type ManagedPlan = { connections: PlannedConnection[]; rules: PlannedRule[] }

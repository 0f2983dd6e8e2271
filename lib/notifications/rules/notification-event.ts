import type { CasePriority, notificationEvents } from '#db/enums.ts'
import type { Message } from '#lib/engines/vendors/types.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

export type EventKind = (typeof notificationEvents)[number]

/** Something that rules may send to people. */
export type NotificationEvent = {
  kind: EventKind
  subject: { type: string; id: string }
  /** the same event twice is sent once */
  key: string
  /** whose rules come before the organization's; none for what concerns no suite */
  suiteIds: readonly string[]
  severity: CasePriority
  /** whether it is a change, and a failure, when a run with at least `floor` (0..1) passed is a success */
  isChange: (floor: number) => boolean
  isFailure: (floor: number) => boolean
  /** it concerns a defect that was not known before */
  isNewDefect: boolean
  /** later events of the same thread may reply to or replace the first message */
  thread: string
  message: (config: RuleConfig) => Message
  /** not through this connection: it is the one that fails */
  notThrough?: string
  /** a person gets one message for all events of a run */
  isPartOfRun?: true
}

import type { CasePriority, notificationEvents } from '#db/enums.ts'
import type { Message } from '#lib/engines/vendors/types.ts'
import type { RuleConfig } from '#lib/notifications/schema.ts'

export type NotificationEvent = (typeof notificationEvents)[number]

/** Something that rules may send to people. */
export type Occurrence = {
  event: NotificationEvent
  subject: { type: string; id: string }
  /** the same occurrence twice is told once */
  key: string
  /** whose rules come before the organization's; none for what concerns no suite */
  suiteIds: readonly string[]
  severity: CasePriority
  /** whether it tells of a change, and of a failure, when a run with at least `floor` (0..1) passed is a success */
  isChange: (floor: number) => boolean
  isFailure: (floor: number) => boolean
  /** it concerns a defect that was not known before */
  isNewDefect: boolean
  /** later occurrences of the same thread may reply to or replace the first message */
  thread: string
  message: (config: RuleConfig) => Message
  /** not through this connection: it is the one that fails */
  notThrough?: string
  /** a connection that was told of this event already needs not be told of it again */
  coveredBy?: NotificationEvent
}

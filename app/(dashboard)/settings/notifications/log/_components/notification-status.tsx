import {
  BellOff,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import { Time } from '#components/ui/time.client.tsx'
import type { NotificationView } from '#lib/notifications/schema.ts'

type Status = NotificationView['status']
type Look = { label: string; icon: LucideIcon; tone: BadgeTone }

export const notificationStatusLooks: Record<Status, Look> = {
  held: { label: 'Held', icon: Hourglass, tone: 'review' },
  pending: { label: 'Waiting', icon: Clock, tone: 'accent' },
  sending: { label: 'Being sent', icon: LoaderCircle, tone: 'accent' },
  sent: { label: 'Sent', icon: CircleCheck, tone: 'passed' },
  suppressed: { label: 'Not sent', icon: BellOff, tone: 'neutral' },
  unconfirmed: { label: 'Unconfirmed', icon: CircleHelp, tone: 'invalid' },
  dead: { label: 'Given up', icon: CircleX, tone: 'failed' },
}

export function NotificationStatusBadge({ status }: { status: Status }) {
  const { label, icon: Icon, tone } = notificationStatusLooks[status]
  return (
    <Badge tone={tone}>
      <Icon className={cn(status === 'sending' && 'animate-spin')} aria-hidden />
      {label}
    </Badge>
  )
}

type Stated = Pick<
  NotificationView,
  'status' | 'reason' | 'attempts' | 'last_error' | 'next_attempt_at' | 'sent_at'
>

/** The reason ends with what holds it: `…; delayed until 2026-…: quiet hours`; `held` in earlier ones. */
const holder = (reason: string) => /(?:held|delayed) until \S+: ([^;]+)/.exec(reason)?.[1]

const sentence = (text: string) => text.replace(/^./, (first) => first.toUpperCase())

const doubt = (error: string | null) =>
  error?.includes('may have arrived') ? error : `It may have arrived${error ? `: ${error}` : ''}`

/** What the status means for this message, in a sentence. */
export function NotificationStatusText({ notification }: { notification: Stated }) {
  const { status, reason, attempts, last_error, next_attempt_at, sent_at } = notification
  switch (status) {
    case 'held': {
      const by = holder(reason)
      return (
        <>
          {next_attempt_at && (
            <>
              Until <Time value={next_attempt_at} />
            </>
          )}
          {by && `: ${by}`}
        </>
      )
    }
    case 'pending':
      return (
        <>
          {next_attempt_at && (
            <>
              Next try <Time value={next_attempt_at} style="ago" />
            </>
          )}
          {attempts > 0 && last_error !== null && `, after: ${last_error}`}
        </>
      )
    case 'sent':
      return sent_at && <Time value={sent_at} />
    case 'unconfirmed':
      return doubt(last_error)
    case 'dead':
      return last_error
    case 'suppressed':
      return sentence(/(?:held back|not sent): [^;]+/i.exec(reason)?.[0] ?? reason)
    default:
      return null
  }
}

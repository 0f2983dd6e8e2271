import { BellOff, CirclePause, EyeOff } from 'lucide-react'

import { isMuted } from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time.client.tsx'
import type { RuleView } from '#lib/notifications/schema.ts'

type RuleStateProps = {
  rule: Pick<RuleView, 'is_enabled' | 'muted_until'>
  /** another rule for the same event and connection comes first */
  unreached: boolean
  now: Date
  /** shown while it speaks */
  otherwise?: string
}

/** Why a rule does not speak at present. */
export function RuleState({ rule, unreached, now, otherwise }: RuleStateProps) {
  if (!rule.is_enabled)
    return (
      <Badge>
        <CirclePause aria-hidden /> Off
      </Badge>
    )
  if (rule.muted_until !== null && isMuted(rule, now))
    return (
      <Badge tone="invalid" className="whitespace-normal">
        <BellOff aria-hidden />
        <span>
          Muted until <Time value={rule.muted_until} />
        </span>
      </Badge>
    )
  if (unreached)
    return (
      <Badge tone="invalid" title="Another rule for this event and connection comes first">
        <EyeOff aria-hidden /> Never reached
      </Badge>
    )
  return otherwise ?? null
}

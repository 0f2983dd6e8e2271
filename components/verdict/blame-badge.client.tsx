'use client'

import { Badge } from '#components/ui/badge.tsx'
import { Hint } from '#components/ui/hint.client.tsx'
import { blameText } from '#components/verdict/blame-texts.ts'

export type BlameBadgeProps = {
  blame: string
  /** evidence in words, in place of the general text */
  reason?: string
}

export function BlameBadge({ blame, reason }: BlameBadgeProps) {
  const { label, explanation } = blameText(blame)
  return (
    <Hint label={`Blame: ${label}`} content={reason ?? explanation}>
      <Badge
        tone="outline"
        className="decoration-muted-foreground underline decoration-dotted underline-offset-3"
      >
        {label}
      </Badge>
    </Hint>
  )
}

'use client'

import { Badge } from '#components/ui/badge.tsx'
import { Tooltip } from '#components/ui/tooltip.client.tsx'

import { blameText } from './blame-texts.ts'

export type BlameBadgeProps = {
  blame: string
  /** evidence in words, in place of the general text */ reason?: string
}

export function BlameBadge({ blame, reason }: BlameBadgeProps) {
  const { label, explanation } = blameText(blame)
  return (
    <Tooltip content={reason ?? explanation}>
      <button type="button" className="rounded-md" aria-label={`Blame: ${label}`}>
        <Badge
          tone="outline"
          className="decoration-muted-foreground underline decoration-dotted underline-offset-3"
        >
          {label}
        </Badge>
      </button>
    </Tooltip>
  )
}

'use client'

import { Timer } from 'lucide-react'
import { useEffect, useState } from 'react'

import { cn } from '#components/ui/cn.ts'

export type LeaseCountdownProps = {
  /** RFC 3339; null when nobody holds the item */
  expiresAt: string | null
}

/** s; below this the countdown asks for attention */
const urgent = 120

function secondsLeft(expiresAt: string): number {
  return Math.max(0, Math.round((new Date(expiresAt).getTime() - Date.now()) / 1_000))
}

/** How long the item is reserved for this reviewer. Shown once scripts run: the server's clock is not this one. */
export function LeaseCountdown({ expiresAt }: LeaseCountdownProps) {
  const [left, setLeft] = useState<number | null>(null)

  useEffect(() => {
    if (expiresAt === null) return
    const timer = setInterval(() => setLeft(secondsLeft(expiresAt)), 1_000)
    return () => clearInterval(timer)
  }, [expiresAt])

  if (expiresAt === null || left === null) return null
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return (
    <span
      role="timer"
      className={cn(
        'inline-flex items-center gap-1.5 text-xs tabular-nums',
        left > urgent ? 'text-muted-foreground' : 'text-invalid font-medium',
      )}
    >
      <Timer className="size-3.5" aria-hidden />
      {left === 0 ? 'Reservation ended: somebody else may take this item' : `Reserved for ${clock}`}
    </span>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState } from 'react'

import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import { interceptLeaving } from '#components/ui/intercept-leaving.client.ts'

const LeaveDialog = lazyView(() =>
  import('#components/ui/leave-dialog.client.tsx').then((view) => view.LeaveDialog),
)

/**
 * Asks before a form with unsaved changes is left: by a link, Back, Forward or closing the tab. Render `question`
 * anywhere; call `leave` for a way out of the form's own, such as closing its dialog.
 */
export function useUnsavedGuard(
  isDirty: () => boolean,
  consequence = 'Your changes will be lost.',
) {
  const router = useRouter()
  const [stopped, setStopped] = useState<{ leave: () => void } | null>(null)
  const ask = useEffectEvent((leave: () => void) => setStopped({ leave }))
  const dirty = useEffectEvent(() => isDirty())
  const open = useEffectEvent((href: string) => router.push(href))
  useEffect(
    () =>
      interceptLeaving({
        isDirty: () => dirty(),
        ask: (leave) => ask(leave),
        open: (href) => open(href),
      }),
    [],
  )
  return {
    question: stopped && (
      <LeaveDialog
        consequence={consequence}
        onClose={() => setStopped(null)}
        onLeave={() => {
          setStopped(null)
          stopped.leave()
        }}
      />
    ),
    leave: (go: () => void) => (isDirty() ? setStopped({ leave: go }) : go()),
  }
}

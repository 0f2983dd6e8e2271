'use client'

import { Scale } from 'lucide-react'
import { useState } from 'react'

import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import type { ReplayDialogProps } from '#components/replays/replay-dialog.client.tsx'
import { Button } from '#components/ui/button.tsx'

const ReplayDialog = lazyView(() =>
  import('#components/replays/replay-dialog.client.tsx').then((view) => view.ReplayDialog),
)

/** Opens the dialog that has stored evidence judged again; its code is fetched when it is first opened. */
export function JudgeAgain(props: Omit<ReplayDialogProps, 'onClose'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="outline"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        {...preloadOn(ReplayDialog)}
      >
        <Scale aria-hidden /> Judge again…
      </Button>
      {open && <ReplayDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

'use client'

import { useState } from 'react'

import type { ReplayPeriodDialogProps } from '#app/(dashboard)/settings/validation-policy/_components/replay-period-dialog.client.tsx'
import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import { Button } from '#components/ui/button.tsx'

const ReplayPeriodDialog = lazyView(() =>
  import('#app/(dashboard)/settings/validation-policy/_components/replay-period-dialog.client.tsx').then(
    (view) => view.ReplayPeriodDialog,
  ),
)

/** Has everything that ended within some days judged again. */
export function ReplayPeriod(props: Omit<ReplayPeriodDialogProps, 'onClose'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="outline"
        size="sm"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        {...preloadOn(ReplayPeriodDialog)}
      >
        Judge a period again…
      </Button>
      {open && <ReplayPeriodDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

'use client'

import { Play } from 'lucide-react'
import { useState } from 'react'

import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import { startRunAction, startRunOptionsAction } from '#app/(dashboard)/runs/actions.ts'
import type { StartRunDialogProps } from '#components/runs/start-run-types.ts'
import { Button } from '#components/ui/button.tsx'

const StartRunDialog = lazyView(() =>
  import('#components/runs/start-run-dialog.client.tsx').then((dialog) => dialog.StartRunDialog),
)

type StartRunButtonProps = Pick<StartRunDialogProps, 'defaults'> & {
  label?: string
  /** only the icon, for a row of a table; the label is still announced */
  compact?: boolean
}

/** The dialog, its form code and what it offers are fetched when it is opened. */
export function StartRunButton({
  label = 'Start run',
  compact = false,
  defaults,
}: StartRunButtonProps) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...preloadOn(StartRunDialog)}
        {...(compact && {
          variant: 'ghost',
          size: 'icon-sm',
          'aria-label': label,
          title: label,
        })}
      >
        <Play aria-hidden /> {!compact && label}
      </Button>
      {open && (
        <StartRunDialog
          {...(defaults && { defaults })}
          loadOptions={() => startRunOptionsAction({})}
          onStart={startRunAction}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

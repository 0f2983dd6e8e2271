'use client'

import { FileUp } from 'lucide-react'
import { useState } from 'react'

import type { ImportDialogProps } from '#app/(dashboard)/suites/_components/import-dialog.client.tsx'
import { lazyView, preloadOn } from '#components/lazy/lazy-view.client.tsx'
import { Button } from '#components/ui/button.tsx'

const ImportDialog = lazyView(() =>
  import('#app/(dashboard)/suites/_components/import-dialog.client.tsx').then(
    (view) => view.ImportDialog,
  ),
)

export function ImportButton(props: Omit<ImportDialogProps, 'onClose'>) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        variant="outline"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        {...preloadOn(ImportDialog)}
      >
        <FileUp aria-hidden /> Import
      </Button>
      {open && (
        <ImportDialog
          {...props}
          onImported={(report) => {
            setOpen(false)
            props.onImported(report)
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}

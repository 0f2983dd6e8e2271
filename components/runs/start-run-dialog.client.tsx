'use client'

import { useId } from 'react'

import { RunForm } from '#components/runs/run-form.client.tsx'
import type { StartRunDialogProps } from '#components/runs/start-run-types.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

export function StartRunDialog({
  defaults = {},
  onStart,
  onClose,
  ...options
}: StartRunDialogProps) {
  const id = useId()
  const { run, pending } = useAction(onStart, { onDone: onClose })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Start run"
      description="Every case is run in each chosen language and device profile, as often as you say."
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} disabled={pending}>
            {pending && <Spinner />} Start run
          </Button>
        </>
      }
    >
      <RunForm
        {...options}
        id={id}
        defaults={defaults}
        onSubmit={async (input) => {
          const result = await run(input)
          return result.ok ? undefined : result
        }}
      />
    </Dialog>
  )
}

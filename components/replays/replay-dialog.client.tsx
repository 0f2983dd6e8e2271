'use client'

import { useId, useState } from 'react'

import { ReplayForm, type ReplayFormProps } from '#components/replays/replay-form.client.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'

export type ReplayDialogProps = Pick<
  ReplayFormProps,
  'settings' | 'validators' | 'mayApplyDraft' | 'onStart'
> & {
  /** `this run` */
  what: string
  onClose: () => void
}

export function ReplayDialog({ what, onClose, ...form }: ReplayDialogProps) {
  const id = useId()
  const [pending, setPending] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Judge ${what} again`}
      description="From the stored evidence: nobody is called. You see what would change, and decide then whether it is applied."
      className="sm:max-w-2xl"
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} disabled={pending}>
            {pending && <Spinner />} Show what would change
          </Button>
        </>
      }
    >
      <ReplayForm {...form} id={id} onPending={setPending} />
    </Dialog>
  )
}

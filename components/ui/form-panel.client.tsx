'use client'

import { useId, type ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import type { Errors } from '#components/ui/use-form-errors.client.ts'
import { useSubmit, type Submit } from '#components/ui/use-submit.client.ts'
import { useUnsavedGuard } from '#components/ui/use-unsaved-guard.client.tsx'

export type FormPanelProps = {
  title: string
  description?: ReactNode
  submitLabel: string
  /** what keeps the form open is shown at the field it names */
  onSubmit: Submit
  /** the fields; errors by field name */
  children: (errors: Errors) => ReactNode
  onClose: () => void
}

export function FormPanel(props: FormPanelProps) {
  const id = useId()
  const { form, errors, pending, isDirty, submit } = useSubmit(props.onSubmit, props.onClose)
  const { question, leave } = useUnsavedGuard(isDirty)
  const close = () => leave(props.onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && close()}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button variant="outline" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" form={id} disabled={pending}>
            {pending && <Spinner />} {props.submitLabel}
          </Button>
        </>
      }
    >
      <form ref={form} id={id} onSubmit={submit} className="grid gap-4">
        {props.children(errors)}
        <FieldError message={errors.root} />
      </form>
      {question}
    </Dialog>
  )
}

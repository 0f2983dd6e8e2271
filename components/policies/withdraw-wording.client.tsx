'use client'

import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { textOf } from '#components/ui/use-submit.client.ts'
import type { ActionResult } from '#lib/platform/action-result.ts'

export type Withdraw = (input: { id: string; why: string }) => Promise<ActionResult>

/** Asks why, and lets a person look at such a reply again. */
export function WithdrawWording({ id, withdraw }: { id: string; withdraw: Withdraw }) {
  const send = async (data: FormData) => {
    const result = await withdraw({ id, why: textOf(data, 'why') })
    if (result.ok) toast.success('Withdrawn: a person looks at this wording again')
    return result
  }
  return (
    <FormDialog
      trigger={(open) => (
        <Button variant="outline" size="sm" aria-haspopup="dialog" onClick={open}>
          Withdraw
        </Button>
      )}
      title="Withdraw this decision?"
      description="From the next run on, a person looks at this wording again. Verdicts that it has decided stay until you judge them again; the decision itself stays on record."
      submitLabel="Withdraw"
      onSubmit={send}
    >
      {(errors) => (
        <Field label="Why?" required error={errors['why']}>
          {(control) => <Textarea {...control} name="why" rows={2} maxLength={2_000} autoFocus />}
        </Field>
      )}
    </FormDialog>
  )
}

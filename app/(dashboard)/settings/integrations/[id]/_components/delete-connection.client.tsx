'use client'

import { Trash2 } from 'lucide-react'

import { deleteConnectionAction } from '#app/(dashboard)/settings/integrations/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { textOf } from '#components/ui/use-submit.client.ts'

/** Asks for the name, so that no connection goes by a slip of the hand. */
export function DeleteConnection({ id, name }: { id: string; name: string }) {
  const remove = async (data: FormData) => {
    if (textOf(data, 'name') === name) return deleteConnectionAction(id)
    const message = 'This is not the name of the connection'
    return {
      ok: false as const,
      code: 'invalid' as const,
      message: '',
      faults: [{ path: 'name', message }],
    }
  }
  return (
    <FormDialog
      trigger={(open) => (
        <Button variant="outline" aria-haspopup="dialog" onClick={open}>
          <Trash2 aria-hidden /> Delete
        </Button>
      )}
      title={`Delete ${name}?`}
      description="Its secrets, rules and delivery log are deleted too, and its deliveries are refused. What was created at the provider stays there. This cannot be undone."
      submitLabel="Delete connection"
      onSubmit={remove}
    >
      {(errors) => (
        <Field label={`Type ${name} to confirm`} required error={errors.name}>
          {(aria) => (
            <Input {...aria} name="name" autoFocus autoComplete="off" spellCheck={false} />
          )}
        </Field>
      )}
    </FormDialog>
  )
}

'use client'

import { Pencil } from 'lucide-react'

import { updateDefectAction } from '#app/(dashboard)/defects/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { textOf } from '#components/ui/use-submit.client.ts'

type EditDefectProps = { defect: { id: string; title: string; description: string } }

export function EditDefect({ defect }: EditDefectProps) {
  const save = (data: FormData) =>
    updateDefectAction({
      id: defect.id,
      input: { title: textOf(data, 'title'), description: textOf(data, 'description') },
    })
  return (
    <FormDialog
      trigger={(open) => (
        <Button variant="outline" aria-haspopup="dialog" onClick={open}>
          <Pencil aria-hidden /> Edit
        </Button>
      )}
      title="Edit defect"
      description="Later failures are still matched to this defect."
      submitLabel="Save defect"
      onSubmit={save}
    >
      {(errors) => (
        <>
          <Field label="Title" required error={errors.title}>
            {(aria) => (
              <Input
                {...aria}
                name="title"
                required
                autoFocus
                maxLength={300}
                defaultValue={defect.title}
              />
            )}
          </Field>
          <Field label="Description" error={errors.description}>
            {(aria) => (
              <Textarea
                {...aria}
                name="description"
                rows={6}
                maxLength={20_000}
                defaultValue={defect.description}
              />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  )
}

'use client'

import { Pencil, Plus } from 'lucide-react'

import { createSuiteAction, updateSuiteAction } from '#app/(dashboard)/suites/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { textOf } from '#components/ui/use-submit.client.ts'

type Suite = { id: string; name: string; description: string; tags: string[] }

/** Creates a suite, or changes the one given. */
export function SuiteFormButton({ suite, label }: { suite?: Suite; label?: string }) {
  const save = (data: FormData) => {
    const input = {
      name: textOf(data, 'name'),
      description: textOf(data, 'description'),
      tags: textOf(data, 'tags')
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    }
    return suite ? updateSuiteAction({ id: suite.id, input }) : createSuiteAction(input)
  }
  return (
    <FormDialog
      trigger={(open) => (
        <Button variant="outline" aria-haspopup="dialog" onClick={open}>
          {suite ? <Pencil aria-hidden /> : <Plus aria-hidden />}
          {label ?? (suite ? 'Edit' : 'New suite')}
        </Button>
      )}
      title={suite ? 'Edit suite' : 'New suite'}
      submitLabel={suite ? 'Save' : 'Create suite'}
      onSubmit={save}
    >
      {(errors) => (
        <>
          <Field label="Name" required error={errors.name}>
            {(aria) => (
              <Input
                {...aria}
                name="name"
                required
                autoFocus
                maxLength={200}
                defaultValue={suite?.name ?? ''}
              />
            )}
          </Field>
          <Field label="Description" error={errors.description}>
            {(aria) => (
              <Textarea
                {...aria}
                name="description"
                maxLength={5_000}
                defaultValue={suite?.description ?? ''}
              />
            )}
          </Field>
          <Field label="Tags" hint="Separated by commas." error={errors.tags}>
            {(aria) => <Input {...aria} name="tags" defaultValue={suite?.tags.join(', ') ?? ''} />}
          </Field>
        </>
      )}
    </FormDialog>
  )
}

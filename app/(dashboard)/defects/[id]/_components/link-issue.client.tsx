'use client'

import { Link2 } from 'lucide-react'

import { linkIssueAction } from '#app/(dashboard)/defects/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { toast } from '#components/ui/toast.client.ts'
import { textOf } from '#components/ui/use-submit.client.ts'

type LinkIssueProps = { defectId: string; trackers: { id: string; name: string }[] }

/** Lets an issue that exists already stand for the defect. */
export function LinkIssue({ defectId, trackers }: LinkIssueProps) {
  const save = async (data: FormData) => {
    const key = textOf(data, 'key')
    const input = { integration_id: textOf(data, 'integration_id'), key }
    const result = await linkIssueAction({ id: defectId, input })
    if (result.ok) toast.success(`${key} stands for this defect`)
    return result
  }
  return (
    <FormDialog
      trigger={(open) => (
        <Button variant="outline" size="sm" aria-haspopup="dialog" onClick={open}>
          <Link2 aria-hidden /> Link an issue
        </Button>
      )}
      title="Link an issue"
      description="It replaces the issue that this connection has linked to the defect."
      submitLabel="Link issue"
      onSubmit={save}
    >
      {(errors) => (
        <>
          <Field label="Tracker" error={errors.integration_id}>
            {(aria) => (
              <Select {...aria} name="integration_id">
                {trackers.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Issue"
            required
            hint="QA-12 in Jira, owner/name#7 in GitHub."
            error={errors.key}
          >
            {(aria) => (
              <Input {...aria} name="key" required autoFocus maxLength={300} autoComplete="off" />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  )
}

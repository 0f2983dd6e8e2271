'use client'

import { Plus, Trash2 } from 'lucide-react'

import {
  deleteVariableAction,
  setVariableAction,
} from '#app/(dashboard)/settings/targets/actions.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.client.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormDialog } from '#components/ui/form-dialog.client.tsx'
import { Input } from '#components/ui/input.tsx'
import { Switch } from '#components/ui/switch.tsx'
import { textOf } from '#components/ui/use-submit.client.ts'
import type { VariableView } from '#lib/targets/schema.ts'

type VariablesProps = { targetId: string; variables: VariableView[]; canWrite: boolean }

/** What `${name}` in a suite stands for when it is spoken to this target. */
export function Variables({ targetId, variables, canWrite }: VariablesProps) {
  return (
    <Card>
      <CardHeader
        title="Variables"
        description="What ${name} in a suite stands for when it is run against this target."
        className="pb-2"
        actions={canWrite && <SetVariable targetId={targetId} />}
      />
      {variables.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm">None.</p>
      ) : (
        <ul className="divide-y">
          {variables.map(({ name, value }) => (
            <li key={name} className="flex items-center gap-3 px-4 py-2 text-sm">
              <span className="min-w-0 flex-1">
                <code className="block truncate font-mono text-xs font-medium">{name}</code>
                <span className="text-muted-foreground block break-words">{value ?? 'secret'}</span>
              </span>
              {canWrite && (
                <ConfirmDialog
                  trigger={
                    <Button variant="ghost" size="icon-sm" aria-label={`Delete ${name}`}>
                      <Trash2 aria-hidden />
                    </Button>
                  }
                  title={`Delete ${name}?`}
                  description="Runs of suites that use it against this target will have no value for it."
                  confirmLabel="Delete variable"
                  destructive
                  onConfirm={() => deleteVariableAction({ target_id: targetId, name })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function SetVariable({ targetId }: { targetId: string }) {
  const save = (data: FormData) =>
    setVariableAction({
      target_id: targetId,
      name: textOf(data, 'name'),
      value: textOf(data, 'value'),
      is_secret: data.get('is_secret') === 'on',
    })
  return (
    <FormDialog
      trigger={(open) => (
        <Button variant="outline" size="sm" aria-haspopup="dialog" onClick={open}>
          <Plus aria-hidden /> Set variable
        </Button>
      )}
      title="Set variable"
      description="A variable of this name that exists already gets the new value."
      submitLabel="Set variable"
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
                maxLength={100}
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
          <Field label="Value" error={errors.value}>
            {(aria) => <Input {...aria} name="value" maxLength={2_000} autoComplete="off" />}
          </Field>
          <Field label="Secret" inline hint="Kept encrypted and never shown again.">
            {(aria) => <Switch {...aria} name="is_secret" />}
          </Field>
        </>
      )}
    </FormDialog>
  )
}

'use client'

import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from 'lucide-react'
import { useFieldArray, useFormContext, useWatch } from 'react-hook-form'

import { TurnFields } from '#app/(dashboard)/suites/[id]/cases/_components/turn-fields.client.tsx'
import { emptyTurn, type CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Button } from '#components/ui/button.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { FieldError } from '#components/ui/field.tsx'

/** The turns of the conversation, in order; each can be moved, copied and removed. */
export function TurnList() {
  const { control, getValues, formState } = useFormContext<CaseForm>()
  const { fields, append, insert, move, remove } = useFieldArray({ control, name: 'turns' })
  const languages = useWatch({ control, name: 'languages' })
  const tags = [...new Set(languages.map(({ tag }) => tag.trim()).filter((tag) => tag !== ''))]
  return (
    <div className="space-y-4">
      {fields.map((field, index) => {
        const number = index + 1
        return (
          <Card key={field.id} aria-label={`Turn ${number}`}>
            <CardHeader
              title={`Turn ${number}`}
              actions={
                <div className="flex">
                  <Action
                    label={`Move turn ${number} up`}
                    disabled={index === 0}
                    onClick={() => move(index, index - 1)}
                  >
                    <ArrowUp aria-hidden />
                  </Action>
                  <Action
                    label={`Move turn ${number} down`}
                    disabled={index === fields.length - 1}
                    onClick={() => move(index, index + 1)}
                  >
                    <ArrowDown aria-hidden />
                  </Action>
                  <Action
                    label={`Duplicate turn ${number}`}
                    onClick={() => insert(number, structuredClone(getValues(`turns.${index}`)))}
                  >
                    <Copy aria-hidden />
                  </Action>
                  <Action
                    label={`Remove turn ${number}`}
                    disabled={fields.length === 1}
                    onClick={() => remove(index)}
                  >
                    <Trash2 aria-hidden />
                  </Action>
                </div>
              }
            />
            <CardBody>
              <TurnFields index={index} tags={tags} />
            </CardBody>
          </Card>
        )
      })}
      <FieldError
        message={formState.errors.turns?.root?.message ?? formState.errors.turns?.message}
      />
      <Button variant="outline" onClick={() => append(emptyTurn(tags))}>
        <Plus aria-hidden /> Add turn
      </Button>
    </div>
  )
}

type ActionProps = {
  label: string
  disabled?: boolean
  onClick: () => void
  children: React.ReactNode
}

function Action({ label, disabled = false, onClick, children }: ActionProps) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}

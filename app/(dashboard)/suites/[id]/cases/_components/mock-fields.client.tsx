'use client'

import { ChevronRight } from 'lucide-react'
import { useFormContext } from 'react-hook-form'

import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'

const example =
  '[{ "tool": "get_order", "arguments": { "order": "A7" }, "result": { "status": "shipped" } }]'

/** What the voice AI's tools answer in this case; folded away where there is nothing of it. */
export function MockFields() {
  const { register, formState } = useFormContext<CaseForm>()
  const error = formState.errors.mocks?.message
  const isUsed = formState.defaultValues?.mocks !== '' || error !== undefined
  return (
    <details className="group rounded-lg border" {...(isUsed && { open: true })}>
      <summary className="hover:bg-accent/60 focus-visible:outline-ring flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-lg px-4 text-sm font-semibold focus-visible:outline-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 transition-transform group-open:rotate-90 motion-reduce:transition-none"
          aria-hidden
        />
        Mocked tools
      </summary>
      <div className="border-t px-4 pt-3 pb-4">
        <Field
          label="Mocks"
          hint={`What tools answer that the voice AI lets Earshot run, as a list in JSON: ${example}. Each must be used in the conversation, unless it has "optional": true.`}
          error={error}
        >
          {(aria) => (
            <Textarea
              {...aria}
              rows={4}
              className="font-mono"
              spellCheck={false}
              {...register('mocks')}
            />
          )}
        </Field>
      </div>
    </details>
  )
}

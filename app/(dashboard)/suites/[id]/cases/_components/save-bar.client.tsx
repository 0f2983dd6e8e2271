'use client'

import { CircleAlert } from 'lucide-react'
import { useRef, useState } from 'react'
import { useFormContext } from 'react-hook-form'

import type { CaseForm } from '#app/(dashboard)/suites/[id]/cases/_lib/case-form.ts'
import { countFaults } from '#app/(dashboard)/suites/[id]/cases/_lib/count-faults.ts'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { Popover } from '#components/ui/popover.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { formatQuantity } from '#lib/platform/format/share.ts'

type SaveBarProps = { isNew: boolean; pending: boolean }

/** Always in sight below the form: whether it is saved, what is wrong with it, and the button. */
export function SaveBar({ isNew, pending }: SaveBarProps) {
  const { errors, isDirty } = useFormContext<CaseForm>().formState
  const bar = useRef<HTMLDivElement>(null)
  const faults = countFaults(errors)
  return (
    <div
      ref={bar}
      className="bg-background/90 fixed inset-x-0 bottom-0 z-20 border-t backdrop-blur-md lg:left-60"
    >
      <div className="mx-auto flex max-w-[88rem] flex-wrap items-center justify-end gap-x-3 gap-y-1 px-4 py-2.5 sm:px-6">
        <FieldError message={errors.root?.message} />
        {faults > 0 && (
          <FaultList count={faults} formOf={() => bar.current?.closest('form') ?? null} />
        )}
        <p className="text-muted-foreground text-xs" role="status">
          {isDirty ? 'Unsaved changes' : isNew ? 'Nothing written yet' : 'All changes saved'}
        </p>
        <Button type="submit" disabled={pending || (!isDirty && !isNew)}>
          {pending && <Spinner />} {isNew ? 'Create case' : 'Save new version'}
        </Button>
      </div>
    </div>
  )
}

type Fault = { field: HTMLElement; place: string; message: string }

/** The fields that are marked now, in the order of the page. */
function markedFields(form: HTMLFormElement | null): Fault[] {
  const fields = form?.querySelectorAll<HTMLElement>('[aria-invalid="true"]') ?? []
  return [...fields].map((field) => {
    const label = form?.querySelector(`label[for="${field.id}"]`)?.textContent ?? ''
    const section = field.closest('[aria-label]:not(input, textarea)')?.getAttribute('aria-label')
    return {
      field,
      place: [section, label.replace(/\*$/, '')].filter(Boolean).join(', '),
      message: document.getElementById(`${field.id}-error`)?.textContent ?? '',
    }
  })
}

type FaultListProps = { count: number; formOf: () => HTMLFormElement | null }

/** How many fields are wrong; opens a list of them, each leading to its field. */
function FaultList({ count, formOf }: FaultListProps) {
  const [faults, setFaults] = useState<Fault[]>([])
  return (
    <Popover
      align="end"
      className="w-80 p-1"
      label="Fields to correct"
      trigger={
        <Button
          variant="ghost"
          size="sm"
          className="text-failed"
          onClick={() => setFaults(markedFields(formOf()))}
        >
          <CircleAlert aria-hidden /> {formatQuantity(count, 'field')} to correct
        </Button>
      }
    >
      <ul>
        {faults.map(({ field, place, message }) => (
          <li key={field.id}>
            <button
              type="button"
              className="hover:bg-accent focus-visible:outline-ring w-full rounded-md px-2 py-1.5 text-left text-sm focus-visible:outline-2"
              onClick={() => field.focus()}
            >
              <span className="block font-medium">{place}</span>
              <span className="text-muted-foreground block text-xs">{message}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  )
}

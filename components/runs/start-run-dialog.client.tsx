'use client'

import { useEffect, useEffectEvent, useId, useState } from 'react'

import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { RunForm } from '#components/runs/run-form.client.tsx'
import type { RunOptions, StartRunDialogProps } from '#components/runs/start-run-types.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { useAction } from '#components/ui/use-action.client.ts'

const unreachable = 'The server cannot be reached. Close this and try again.'

/** What a run can be made of, as of the opening of the dialog; a text instead when it could not be read. */
function useOptions(load: StartRunDialogProps['loadOptions']): RunOptions | string | null {
  const [options, setOptions] = useState<RunOptions | string | null>(null)
  const ask = useEffectEvent(load)
  useEffect(() => {
    ask().then(
      (result) => setOptions(result.ok ? result.data : result.message),
      () => setOptions(unreachable),
    )
  }, [])
  return options
}

export function StartRunDialog({
  defaults: { target, ...defaults } = {},
  loadOptions,
  onStart,
  onClose,
}: StartRunDialogProps) {
  const id = useId()
  const options = useOptions(loadOptions)
  const { run, pending } = useAction(onStart, { onDone: onClose })
  const ready = options !== null && typeof options === 'object'
  const usable = ready && options.targets.some(({ value }) => value === target)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Start run"
      description="Every case is run in each chosen language and device profile, as often as you say."
      footer={
        <>
          <Button variant="outline" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={id} disabled={pending || !ready}>
            {pending && <Spinner />} Start run
          </Button>
        </>
      }
    >
      {options === null && <FormSkeleton fields={4} />}
      {typeof options === 'string' && (
        <p role="alert" className="text-failed text-sm">
          {options}
        </p>
      )}
      {ready && (
        <RunForm
          {...options}
          id={id}
          defaults={{ ...defaults, ...(usable && target !== undefined && { target }) }}
          onSubmit={async (input) => {
            const result = await run(input)
            return result.ok ? undefined : result
          }}
        />
      )}
    </Dialog>
  )
}

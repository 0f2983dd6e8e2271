'use client'

import { useWatch, type Control } from 'react-hook-form'

import { countItems } from '#components/runs/count-items.ts'
import type { RunFormOutput, RunFormValues } from '#components/runs/run-form-schema.ts'
import type { SuiteOption } from '#components/runs/start-run-types.ts'
import { formatCount, formatQuantity } from '#lib/platform/format/share.ts'

type RunSizeProps = {
  control: Control<RunFormValues, unknown, RunFormOutput>
  suites: SuiteOption[]
}

/** How large the run will be, before it is started. */
export function RunSize({ control, suites }: RunSizeProps) {
  const [suiteIds, languages, deviceProfiles, repetitions] = useWatch({
    control,
    name: ['suite_ids', 'languages', 'device_profiles', 'repetitions'],
  })
  const size = countItems({
    suites,
    suiteIds: suiteIds ?? [],
    languages: languages ?? [],
    deviceProfiles: deviceProfiles ?? [],
    repetitions: repetitions ?? 1,
  })
  return (
    <div
      role="status"
      aria-label="Size of the run"
      className="bg-muted sticky bottom-0 z-10 rounded-md px-3 py-2 text-sm sm:col-span-2"
    >
      {size.items === 0 ? (
        <p className="text-muted-foreground">Nothing is chosen that could run.</p>
      ) : (
        <p>
          <strong className="font-medium tabular-nums">{formatQuantity(size.items, 'item')}</strong>{' '}
          <span className="text-muted-foreground">
            = {formatQuantity(size.variants, 'case')}, counted once per language, ×{' '}
            {formatQuantity(size.profiles, 'device profile')} ×{' '}
            {size.repetitions === 1
              ? '1 repetition'
              : `${formatCount(size.repetitions)} repetitions`}
          </span>
        </p>
      )}
    </div>
  )
}

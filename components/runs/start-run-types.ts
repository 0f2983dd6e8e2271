import type { Option } from '#components/ui/multi-select.client.tsx'
import type { ActionResult } from '#lib/platform/action-result.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'

/** A suite with the number of its active cases by language. */
export type SuiteOption = Option & { cases: Record<string, number> }

/** What a run can be made of. */
export type RunOptions = {
  suites: SuiteOption[]
  targets: Option[]
  /** languages that the suites hold */
  languages: string[]
  deviceProfiles: Option[]
}

export type StartRunDialogProps = {
  /** asks what a run can be made of, when the dialog opens */
  loadOptions: () => Promise<ActionResult<RunOptions>>
  /** chosen when the dialog opens; by default the only suite and the only target, if there is just one */
  defaults?: { suite_ids?: string[]; target?: string; mode?: StartRunInput['mode'] }
  /** starts the run and goes to it */
  onStart: (input: StartRunInput) => Promise<ActionResult>
  onClose: () => void
}

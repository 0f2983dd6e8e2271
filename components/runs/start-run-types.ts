import type { Option } from '#components/ui/multi-select.client.tsx'
import type { StartRunInput } from '#lib/runs/schema.ts'

/** What a server action answers. */
export type ActionResult<T = unknown> =
  | { ok: true; data: T }
  | { ok: false; code: string; message: string; faults?: { path: string; message: string }[] }

/** What a run can be made of. */
export type RunOptions = {
  suites: Option[]
  targets: Option[]
  /** languages that the suites hold */
  languages: string[]
  deviceProfiles: Option[]
}

export type StartRunDialogProps = RunOptions & {
  /** chosen when the dialog opens */
  defaults?: { suite_ids?: string[]; target?: string; mode?: StartRunInput['mode'] }
  /** starts the run; on success the caller navigates to it */
  onStart: (input: StartRunInput) => Promise<ActionResult>
  onClose: () => void
}

import type { HookSetupView } from '#app/(dashboard)/settings/integrations/_components/hook-setup-rows.tsx'

/** A connection that the later steps are about. */
export type NewConnection = {
  id: string
  name: string
  /** fields of its secrets */
  stored: string[]
  setup: HookSetupView | null
  isLocal: boolean
}

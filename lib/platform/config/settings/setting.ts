import type { z } from 'zod'

/** `secret`: never shown; `requiredInProduction`: refused there when it is the default, short or easy to guess. */
export type Setting = {
  schema: z.ZodType
  doc: string
  secret?: true
  requiredInProduction?: true
}

/** The settings of one group by name; keeps the type of each. */
export const group = <T extends Record<string, Setting>>(settings: T) => settings

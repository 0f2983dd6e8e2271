import type { UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'

import type { CreateRuleInput, RuleConfig } from '#lib/notifications/schema.ts'

/** What the fields hold, and what is sent. */
export type RuleValues = z.input<typeof CreateRuleInput>
export type RuleInput = z.output<typeof CreateRuleInput>

export type RuleForm = UseFormReturn<RuleValues, unknown, RuleInput>

export type RuleFieldsProps = {
  form: RuleForm
  /** whether a setting matters to the event */
  asks: (field: keyof RuleConfig) => boolean
}

'use client'

import { createRuleAction } from '../../actions.ts'
import { RuleForm, type RuleDraft } from '../rule-form.client.tsx'
import type { RuleOptions } from '../rule-options.ts'

type NewRuleProps = { options: RuleOptions; initial: RuleDraft }

export function NewRule({ options, initial }: NewRuleProps) {
  return (
    <RuleForm
      options={options}
      initial={initial}
      submitLabel="Add rule"
      onSave={createRuleAction}
    />
  )
}

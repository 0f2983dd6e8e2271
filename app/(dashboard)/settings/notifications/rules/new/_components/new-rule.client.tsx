'use client'

import { createRuleAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { LazyRuleForm } from '#app/(dashboard)/settings/notifications/rules/_components/lazy-rule-form.client.tsx'
import type { RuleDraft } from '#app/(dashboard)/settings/notifications/rules/_components/rule-form.client.tsx'
import type { RuleOptions } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-options.ts'

type NewRuleProps = { options: RuleOptions; initial: RuleDraft }

export function NewRule({ options, initial }: NewRuleProps) {
  return (
    <LazyRuleForm
      options={options}
      initial={initial}
      submitLabel="Add rule"
      onSave={createRuleAction}
    />
  )
}

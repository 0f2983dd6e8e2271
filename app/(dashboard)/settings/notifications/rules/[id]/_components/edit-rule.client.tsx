'use client'

import { updateRuleAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { LazyRuleForm } from '#app/(dashboard)/settings/notifications/rules/_components/lazy-rule-form.client.tsx'
import type { RuleDraft } from '#app/(dashboard)/settings/notifications/rules/_components/rule-form.client.tsx'
import type { RuleOptions } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-options.ts'
import { toast } from '#components/ui/toast.client.ts'

type EditRuleProps = { id: string; options: RuleOptions; initial: RuleDraft }

/** Whether the rule is on is changed beside it, so it is left out here. */
export function EditRule({ id, options, initial }: EditRuleProps) {
  return (
    <LazyRuleForm
      options={options}
      initial={initial}
      submitLabel="Save rule"
      onSave={async ({ event, integration_id, suite_id, config }) => {
        const input = { event, integration_id, suite_id, config }
        const result = await updateRuleAction({ id, input })
        if (result.ok) toast.success('Rule saved')
        return result
      }}
    />
  )
}

'use client'

import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'

/** The form of a rule; fetched after the page. */
export const LazyRuleForm = lazyView(
  () =>
    import('#app/(dashboard)/settings/notifications/rules/_components/rule-form.client.tsx').then(
      (view) => view.RuleForm,
    ),
  { loading: () => <FormSkeleton fields={14} /> },
)

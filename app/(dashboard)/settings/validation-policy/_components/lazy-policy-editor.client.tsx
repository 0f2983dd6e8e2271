'use client'

import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'

/** The settings of a policy; fetched after the page. */
export const LazyPolicyEditor = lazyView(
  () =>
    import('#app/(dashboard)/settings/validation-policy/_components/policy-editor.client.tsx').then(
      (view) => view.PolicyEditor,
    ),
  { loading: () => <FormSkeleton fields={12} /> },
)

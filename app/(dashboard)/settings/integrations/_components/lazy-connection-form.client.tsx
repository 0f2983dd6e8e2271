'use client'

import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'
import type { JsonSchema } from '#components/settings-form/json-schema.ts'

/** With those of groups, and a line for the name of each group. */
const fieldsOf = ({ properties = {} }: JsonSchema): number =>
  Object.values(properties).reduce((sum, one) => sum + 1 + fieldsOf(one), 0)

/** The form of a connection; fetched after the page. */
export const LazyConnectionForm = lazyView(
  () =>
    import('#app/(dashboard)/settings/integrations/_components/connection-form.client.tsx').then(
      (view) => view.ConnectionForm,
    ),
  {
    loading: ({ config, secrets }) => (
      <FormSkeleton fields={1 + fieldsOf(config) + fieldsOf(secrets)} />
    ),
  },
)

'use client'

import { FormSkeleton } from '#components/lazy/form-skeleton.tsx'
import { lazyView } from '#components/lazy/lazy-view.client.tsx'

/** The form of a schedule; fetched after the page. */
export const LazyScheduleForm = lazyView(
  () =>
    import('#app/(dashboard)/settings/schedules/_components/schedule-form.client.tsx').then(
      (view) => view.ScheduleForm,
    ),
  { loading: () => <FormSkeleton fields={20} /> },
)

import { Plug } from 'lucide-react'

import { KindCards } from '#app/(dashboard)/settings/integrations/_components/kind-cards.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'

export function NoConnection({ canWrite }: { canWrite: boolean }) {
  if (!canWrite)
    return (
      <EmptyState
        icon={Plug}
        title="Nothing is connected yet"
        description="An administrator connects CI, chat, trackers and e-mail. Until then, runs are started by hand and no results are sent."
      />
    )
  return (
    <section className="space-y-4">
      <div className="space-y-1">
        <h2 className="font-medium">Nothing is connected yet</h2>
        <p className="text-muted-foreground max-w-2xl text-sm text-pretty">
          Begin where your code lives, so that commits are tested by themselves; then say who is
          told. You need an administrator&apos;s rights there, and five minutes.
        </p>
      </div>
      <KindCards />
    </section>
  )
}

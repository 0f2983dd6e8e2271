'use client'

import { reviewShortcuts } from '#app/(dashboard)/review/_lib/review-shortcut.ts'
import { Dialog } from '#components/ui/dialog.client.tsx'
import { Kbd } from '#components/ui/kbd.tsx'

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Shortcuts"
      className="sm:max-w-sm"
    >
      <dl className="divide-y text-sm">
        {reviewShortcuts.map(({ shown, label }) => (
          <div key={shown} className="flex items-center justify-between gap-4 py-2">
            <dd>{label}</dd>
            <dt>
              <Kbd>{shown}</Kbd>
            </dt>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

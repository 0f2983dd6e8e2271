import { FileWarning } from 'lucide-react'

import type { FileState } from '#lib/integrations/managed/file-state.ts'

/** faults that are shown; the activity log has more */
const shown = 20

/** Says what is wrong with the integrations file, by place; nothing when all of it is in use. */
export function FileFaults({ state }: { state: FileState | null }) {
  if (!state || state.faults.length === 0) return null
  const { faults, path } = state
  const isWhole = faults.some((fault) => fault.path === '' || fault.path === 'version')
  const rest = faults.length - shown
  return (
    <div
      role="alert"
      className="border-destructive/40 bg-destructive/5 mb-4 flex gap-3 rounded-md border p-4 text-sm"
    >
      <FileWarning aria-hidden className="text-destructive mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 space-y-2">
        <p>
          <strong className="font-medium">The integrations file is not in order.</strong>{' '}
          {isWhole
            ? 'Nothing of it is taken; what it said before still holds.'
            : 'These entries are not in use, all others are.'}{' '}
          Correct <code className="font-mono text-xs break-all">{path}</code>: it is read again when
          it changes.
        </p>
        <ul className="list-disc space-y-1 pl-4">
          {faults.slice(0, shown).map((fault) => (
            <li key={`${fault.path} ${fault.message}`} className="break-words">
              {fault.path !== '' && (
                <code className="font-mono text-xs break-all">{fault.path}</code>
              )}
              {fault.path !== '' && ': '}
              {fault.message}
            </li>
          ))}
        </ul>
        {rest > 0 && <p>And {rest} more.</p>}
      </div>
    </div>
  )
}

import { type Change } from '#app/(dashboard)/settings/activity/_lib/list-changes.ts'

/** shown at once; the others unfold */
const first = 4

function Value({ change: { before, after } }: { change: Change }) {
  return (
    <dd className="min-w-0 break-words">
      {before !== null && <del className="text-failed line-clamp-3">{before}</del>}
      {before !== null && after !== null && <span aria-hidden> → </span>}
      {after !== null && <ins className="text-passed line-clamp-3 no-underline">{after}</ins>}
    </dd>
  )
}

const Changes = ({ changes }: { changes: readonly Change[] }) => (
  <dl className="space-y-1 text-xs">
    {changes.map((change) => (
      <div key={change.path} className="flex min-w-0 gap-2">
        <dt className="text-muted-foreground shrink-0 font-mono">{change.path}</dt>
        <Value change={change} />
      </div>
    ))}
  </dl>
)

/** What changed, value by value: as it was, and as it is. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  const more = changes.slice(first)
  return (
    <div className="space-y-1">
      <Changes changes={changes.slice(0, first)} />
      {more.length > 0 && (
        <details>
          <summary className="text-muted-foreground cursor-pointer text-xs">
            {more.length} more {more.length === 1 ? 'change' : 'changes'}
          </summary>
          <Changes changes={more} />
        </details>
      )}
    </div>
  )
}

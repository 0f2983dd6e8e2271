import type { MarkRole } from '#components/execution/mark-pieces.ts'
import { MarkedText } from '#components/execution/marked-text.tsx'

const words: Record<MarkRole, string> = {
  proves: 'proves it',
  contradicts: 'contradicts it',
  doubts: 'puts it in doubt',
}

/** What the marks on this table mean; screen readers hear it at each mark instead. */
export function MarkLegend({ roles }: { roles: ReadonlySet<MarkRole> }) {
  const shown = (['proves', 'contradicts', 'doubts'] as const).filter((role) => roles.has(role))
  return (
    <p aria-hidden className="text-muted-foreground flex flex-wrap gap-x-3 border-t pt-1.5 text-xs">
      {shown.map((role) => (
        <span key={role}>
          a marked word{' '}
          <MarkedText text={words[role]} marks={[{ start: 0, end: words[role].length, role }]} />
        </span>
      ))}
    </p>
  )
}

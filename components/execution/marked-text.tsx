import { markPieces, type MarkRole, type TextMark } from '#components/execution/mark-pieces.ts'
import { cn } from '#components/ui/cn.ts'

const looks: Record<MarkRole, { className: string; spoken: string }> = {
  proves: { className: 'bg-passed-soft text-passed decoration-passed-mark', spoken: 'proves it' },
  contradicts: {
    className: 'bg-failed-soft text-failed decoration-failed-mark decoration-double',
    spoken: 'contradicts it',
  },
  doubts: {
    className: 'bg-review-soft text-review decoration-review-mark decoration-dotted',
    spoken: 'puts it in doubt',
  },
}

/** A text with the words that decided: told by line and by words for screen readers, not by colour alone. */
export function MarkedText({ text, marks }: { text: string; marks: readonly TextMark[] }) {
  return markPieces(text, marks).map(({ text: piece, role }, index) =>
    role === null ? (
      <span key={index}>{piece}</span>
    ) : (
      <mark
        key={index}
        title={looks[role].spoken}
        className={cn('rounded-sm px-0.5 underline underline-offset-3', looks[role].className)}
      >
        {piece}
        <span className="sr-only"> ({looks[role].spoken})</span>
      </mark>
    ),
  )
}
